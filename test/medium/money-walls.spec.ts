import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { migratedDatabase } from '../fixtures/database.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'money_walls';

describe('what the database itself lets nobody do with money and keys', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let operatorUrl: string;
  let ours: TenantRows;
  let doomed: TenantRows;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE);
    databases = made.databases;
    operatorUrl = made.settings.database.operatorUrl;
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    doomed = await insertTenantRows(postgres.ownerUrl(DATABASE), 'doomed', 'node1');
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  const asOperator = (sql: string, ...values: unknown[]) => queryOnce<object>(operatorUrl, sql, values);
  const asOwner = <T extends object = object>(sql: string, ...values: unknown[]) =>
    postgres.query<T>(DATABASE, sql, values);
  const asOurs = (sql: string) => databases.asTenant(ours.tenantId, (session) => session.query(sql));

  it.each(['config.tenant_account', 'config.balance_movement', 'facts.charge_total', 'access.api_key'])(
    '%s: rows go only with their tenant, when its days are over',
    async (table) => {
      await asOwner("UPDATE config.tenant SET status = 'closed', purge_at = now() WHERE id = $1", doomed.tenantId);
      const gone = await asOperator(`DELETE FROM ${table} RETURNING tenant_id`);
      expect(gone).toEqual([{ tenant_id: doomed.tenantId }]);
      expect(await asOwner(`SELECT tenant_id FROM ${table}`)).toEqual([{ tenant_id: ours.tenantId }]);
    },
  );

  it('a version stays as long as an account or a charge goes by its tariff', async () => {
    const versions = await asOwner<{ tariff_id: string }>('SELECT tariff_id FROM config.tariff_version');
    expect(versions.length).toBeGreaterThan(0);
    expect(await asOperator('DELETE FROM config.tariff_version RETURNING id')).toEqual([]);
    const unused = newId();
    await asOperator(
      `INSERT INTO config.tariff (id, name, currency, time_zone, round_to_micro, rounding_mode)
       VALUES ($1, 'Unused', 'CNY', 'Asia/Shanghai', 10000, 'up')`,
      unused,
    );
    await asOperator(
      `INSERT INTO config.tariff_version (id, tariff_id, number, valid_from, content, created_by_name)
       VALUES ($1, $2, 1, now(), '{}', 'Ann')`,
      ...[newId(), unused],
    );
    expect(await asOperator('DELETE FROM config.tariff_version RETURNING tariff_id')).toEqual([{ tariff_id: unused }]);
  });

  describe('what pricing again writes', () => {
    const movement = (kind: string, reratingId: string | null) =>
      asOperator(
        `INSERT INTO config.balance_movement (id, tenant_id, kind, amount_micro, by_name, rerating_id)
         VALUES ($1, $2, $3, 1, 'x', $4)`,
        ...[newId(), ours.tenantId, kind, reratingId],
      );
    const entry = (reratingId: string) =>
      asOperator(
        `INSERT INTO facts.charge (id, at, tenant_id, call_id, kind, tariff_id, tariff_version_id, currency, amount_micro,
           caller_amount_micro, outbound_micro, seconds, calculation, rerating_id)
         SELECT $2::text, now(), tenant_id, call_id, 'rerated', tariff_id, tariff_version_id, currency, 1, 0, 0, 1,
           calculation, $1 FROM facts.charge LIMIT 1`,
        ...[reratingId, newId()],
      );
    const job = async (status: string, trial: boolean): Promise<string> => {
      const id = newId();
      await asOwner(
        `INSERT INTO live.rerating (id, tariff_id, from_at, to_at, trial, status, requested_by_name)
         VALUES ($1, $1, now(), now(), $2, $3, 'Ann')`,
        ...[id, trial, status],
      );
      return id;
    };

    it('belongs to one that goes on', async () => {
      for (const status of ['queued', 'running']) {
        const id = await job(status, false);
        await movement('rerating', id);
        await entry(id);
      }
    });

    it('is not written for one that is over, is a trial, or is not there', async () => {
      for (const id of [await job('done', false), await job('failed', false), await job('running', true), newId()]) {
        await expect(movement('rerating', id)).rejects.toThrow('row-level security');
        await expect(entry(id)).rejects.toThrow('row-level security');
      }
      await expect(movement('rerating', null)).rejects.toThrow('row-level security');
    });

    it('is nothing that a person pays in', async () => {
      await movement('top_up', null);
      await expect(movement('top_up', await job('running', false))).rejects.toThrow('row-level security');
    });
  });

  describe('a key', () => {
    const REFUSED = 'a key never holds again, nor longer';

    it('that is revoked stays so, that has an end never gets a later one, and none is deleted', async () => {
      await asOurs("UPDATE access.api_key SET expires_at = now() + interval '1 day'");
      await asOurs("UPDATE access.api_key SET expires_at = now() + interval '1 hour'");
      for (const sql of [
        "UPDATE access.api_key SET expires_at = now() + interval '2 days'",
        'UPDATE access.api_key SET expires_at = NULL',
      ]) {
        await expect(asOurs(sql)).rejects.toThrow(REFUSED);
        await expect(asOwner(sql)).rejects.toThrow(REFUSED);
      }
      await asOurs('UPDATE access.api_key SET revoked_at = now()');
      for (const value of ['NULL', "now() + interval '1 day'"]) {
        await expect(asOurs(`UPDATE access.api_key SET revoked_at = ${value}`)).rejects.toThrow(REFUSED);
        await expect(asOwner(`UPDATE access.api_key SET revoked_at = ${value}`)).rejects.toThrow(REFUSED);
      }
      await expect(asOurs('DELETE FROM access.api_key')).rejects.toThrow('permission denied');
    });
  });
});
