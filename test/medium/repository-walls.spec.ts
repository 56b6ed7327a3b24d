import type { Databases } from '../../src/platform/database/databases.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { migratedDatabase } from '../fixtures/database.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { TRIALS } from '../fixtures/repository-trials.js';
import type { Theirs, Trial } from '../fixtures/trial.js';
import { insertClusterRows } from '../fixtures/tenant-cluster.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { belongingsOf, findRepositories, marksIn, tablesOfTenants, type Belongings } from '../fixtures/tenant-walls.js';

jest.setTimeout(60_000);

const { methods, withParts } = await findRepositories();

describe("no method of a repository reaches the other tenant's rows, whatever it is asked for", () => {
  const database = 'walls';
  let postgres: TestPostgres;
  let databases: Databases;
  let ours: TenantRows;
  let other: TenantRows;
  let before: Belongings;
  const ids = new Map<string, string>();
  const theirs: Theirs = (table) => {
    const id = ids.get(table);
    if (id === undefined) throw new Error(`the other tenant has nothing in ${table}`);
    return id;
  };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    databases = (await migratedDatabase(postgres, database)).databases;
    ours = await insertTenantRows(postgres.ownerUrl(database), 'ours', 'node1');
    other = await insertTenantRows(postgres.ownerUrl(database), 'theirs', 'node1');
    await insertClusterRows(postgres.ownerUrl(database), [ours, other]);
    for (const { name, column, key } of await tablesOfTenants(postgres.ownerUrl(database))) {
      if (!key) continue;
      const sql = `SELECT id::text FROM ${name} WHERE ${column} = $1 LIMIT 1`;
      const [row] = await queryOnce<{ id: string }>(postgres.ownerUrl(database), sql, [other.tenantId]);
      if (row !== undefined) ids.set(name, row.id);
    }
    // what the platform has made for the other tenant is nobody else's to see either
    const [tariff] = await queryOnce<Record<'tariff' | 'version' | 'trunk', string>>(
      postgres.ownerUrl(database),
      `SELECT t.id AS tariff, v.id AS version, s.trunk_id AS trunk
       FROM config.tenant_account a JOIN config.tariff t ON t.id = a.tariff_id
         JOIN config.tariff_version v ON v.tariff_id = t.id JOIN config.tenant_trunk s ON s.tenant_id = a.tenant_id
       WHERE a.tenant_id = $1`,
      [other.tenantId],
    );
    ids.set('config.tariff', tariff!.tariff).set('config.tariff_version', tariff!.version);
    ids.set('config.trunk', tariff!.trunk);
    before = await belongingsOf(postgres.ownerUrl(database), other.tenantId, Object.values(tariff!));
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  it('every method has a trial, and every trial a method', () => {
    expect(Object.keys(TRIALS).sort()).toEqual([...methods.keys()].sort());
  });

  it('none opens transactions itself', () => {
    expect(withParts).toEqual([]);
  });

  it.each([...methods.keys()])('%s', async (name) => {
    const trial = TRIALS[name];
    const method = methods.get(name)!;
    if (trial === undefined) throw new Error(`${name} has no trial`);
    if ('ofThePlatform' in trial) {
      const tried = databases.asTenant(ours.tenantId, (session) => method(session, ...trial.ofThePlatform));
      await expect(tried).rejects.toThrow(/permission denied|row-level security/);
      return;
    }
    const call = (called: string, ...args: unknown[]) => methods.get(called)!(args[0] as DbSession, ...args.slice(1));
    const tries = 'after' in trial ? [trial.given] : trial(theirs, ours, other);
    for (const given of tries) {
      const result = await databases
        .asTenant(ours.tenantId, async (session) => {
          if ('after' in trial) await trial.after(session, call);
          return method(session, ...given);
        })
        .catch((error: unknown) => refusal(error));
      expect(marksIn(JSON.stringify(result ?? null), before, '')).toEqual([]);
      // yes, or a number of rows: somebody was reached
      expect(result).not.toBe(true);
      if (marksIn(JSON.stringify(given), before, '').length > 0 && typeof result === 'number') expect(result).toBe(0);
    }
    const after = await belongingsOf(postgres.ownerUrl(database), other.tenantId);
    expect(after.digests).toEqual(before.digests);
  });

  it('the trials bite: with the rights of the platform the same methods do reach them', async () => {
    const reads = ['acd.queueById', 'agents.agentById', 'ivr.menuById', 'lines.extension', 'prompts.prompt'];
    for (const name of reads) {
      const trial = TRIALS[name] as Trial;
      for (const given of trial(theirs, ours, other)) {
        const found = await databases.transaction('operator', (session) => methods.get(name)!(session, ...given));
        expect(
          marksIn(JSON.stringify(found), await belongingsOf(postgres.ownerUrl(database), other.tenantId), ''),
        ).toContain(other.tenantId);
      }
    }
  });
});

/** The refusals that a wall gives; anything else is a fault of the trial. */
function refusal(error: unknown): null {
  const { message, code } = error as { message?: string; code?: string };
  if (/row-level security|permission denied|foreign key/.test(message ?? '')) return null;
  if (code === 'platform.not_found') return null;
  throw error;
}
