import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';

import { ConfigModule } from '../../src/calls/config/config.module.js';
import { ConfigService } from '../../src/calls/config/config.service.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

const DATABASE = 'configuration';

jest.setTimeout(60_000);

describe('configuration of the engine', () => {
  let postgres: TestPostgres;
  let settings: Settings;
  let home: string;
  let ours: TenantRows;
  let engines: TestingModule[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    postgres = await TestPostgres.start();
  });
  afterAll(async () => {
    await postgres.stop();
    Logger.overrideLogger(true);
  });

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'callrack-home-'));
    ({ settings } = await migratedDatabase(postgres, DATABASE, { CALLRACK_HOME: home }));
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    await insertTenantRows(postgres.ownerUrl(DATABASE), 'elsewhere', 'node2');
  });
  afterEach(async () => {
    for (const engine of engines) await engine.close();
    engines = [];
    postgres.thaw();
    await postgres.resume();
    await postgres.query('postgres', `DROP DATABASE ${DATABASE} WITH (FORCE)`);
    rmSync(home, { recursive: true });
  });

  async function engine(): Promise<ConfigService> {
    const app = await Test.createTestingModule({ imports: [SettingsModule.for(settings), ConfigModule] }).compile();
    app.useLogger(false);
    engines.push(app);
    return app.get(ConfigService);
  }

  async function stopEngine(): Promise<void> {
    await engines.pop()?.close();
  }

  const sql = (statement: string, parameters: unknown[] = []) => postgres.query(DATABASE, statement, parameters);

  it('holds all of this node and nothing of another', async () => {
    const service = await engine();
    await service.start();
    const config = service.current();
    const unlimited = { seatLimit: null, ivrLimit: null, recordedSeatLimit: null, speechLineLimit: null };
    const place = { at: 'here', pausedFor: null };
    expect([...config.tenants.values()]).toEqual([
      { id: ours.tenantId, code: 'ours', suspended: false, channelLimit: 10, language: 'zh', ...unlimited, place },
    ]);
    expect([...config.extensions.values()]).toMatchObject([{ dn: '1001', endpoint: 'ours-1001' }]);
    expect([...config.agents.values()]).toMatchObject([{ number: '7001', queueIds: [ours.queueId] }]);
    expect(config.queues.get(ours.queueId as never)).toMatchObject({ ringTimeoutS: 15, overflow: { to: 'hangUp' } });
    expect([...config.menus.values()]).toMatchObject([
      { action: { kind: 'go', destination: { to: 'queue', queueId: ours.queueId } } },
    ]);
    expect([...config.accessNumbers.values()]).toMatchObject([
      { tenantId: ours.tenantId, destination: { to: 'menu', menuId: ours.menuId } },
    ]);
    expect(config.prompts.size).toBe(1);
    expect([...config.accounts.values()]).toMatchObject([
      { tenantId: ours.tenantId, mode: 'prepaid', creditMicro: '100000000', chargedMicro: '10000' },
    ]);
    const tariff = config.tariffs.get(config.accounts.get(ours.tenantId)!.tariffId!);
    expect(tariff?.versions.map(({ number, rates }) => [number, rates.length])).toEqual([[1, 2]]);
    expect([...config.tenantTrunks.keys()]).toEqual([ours.tenantId]);
    expect(config.tenantTrunks.get(ours.tenantId)).toMatchObject([{ channelLimit: 5, outboundRank: 1 }]);
    expect(service.state()).toMatchObject({ source: 'postgres', rejectedRows: 0, lastError: null });
  });

  it('a change is heard of by itself, many changes at once are one', async () => {
    const service = await engine();
    await service.start();
    await eventually(() => {
      expect(service.state().following).toBe(true);
    });
    const heard: NodeConfig[] = [];
    service.onChange((config) => heard.push(config));
    await sql('UPDATE config.queue SET ring_timeout_s = 20');
    await eventually(() => {
      expect(heard.at(-1)?.queues.get(ours.queueId as never)?.ringTimeoutS).toBe(20);
    });
    await Promise.all([21, 22, 23, 24].map((seconds) => sql('UPDATE config.queue SET wrap_up_s = $1', [seconds])));
    await sql('DELETE FROM config.queue');
    await eventually(() => {
      expect(heard.at(-1)?.queues.size).toBe(0);
    });
    expect(heard.length).toBeLessThanOrEqual(3);
    expect([...service.current().agents.values()][0]?.queueIds).toEqual([]);
  });

  it('every table of the configuration tells of its changes', async () => {
    // but for the admin node's clock, for which nobody need read anything
    const tables = await sql("SELECT tablename FROM pg_tables WHERE schemaname = 'config' AND tablename <> 'beat'");
    const told = await sql(
      `SELECT DISTINCT c.relname AS tablename FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE t.tgname IN ('notify_row', 'notify_truncate') AND t.tgenabled = 'A'
       GROUP BY 1 HAVING count(*) = 2`,
    );
    const names = (rows: object[]) => rows.map((row) => (row as { tablename: string }).tablename).sort();
    expect(names(told)).toEqual(names(tables));
  });

  it('a row that makes no sense is left out, and the rest serves', async () => {
    await sql(`UPDATE config.menu SET action = '{"kind": "dance"}'`);
    const service = await engine();
    await service.start();
    expect(service.current().menus.size).toBe(0);
    expect(service.current().queues.size).toBe(1);
    expect(service.state().rejectedRows).toBe(1);
    await sql(`UPDATE config.menu SET action = '{"kind": "go", "destination": {"to": "hangUp"}}'`);
    await eventually(() => {
      expect(service.current().menus.size).toBe(1);
    });
    expect(service.state().rejectedRows).toBe(0);
  });

  it('what is paid in is heard of at once, and the tariffs stay the very objects they were', async () => {
    const service = await engine();
    await service.start();
    await eventually(() => {
      expect(service.state().following).toBe(true);
    });
    const [before] = [...service.current().tariffs.values()];
    await sql(
      `INSERT INTO config.balance_movement (id, tenant_id, kind, amount_micro, by_name)
       VALUES (gen_random_uuid(), $1, 'top_up', 5, 'Somebody')`,
      [ours.tenantId],
    );
    await eventually(() => {
      expect(service.current().accounts.get(ours.tenantId)?.creditMicro).toBe('100000005');
    });
    expect([...service.current().tariffs.values()][0]).toBe(before);
  });

  it('a tariff version that makes no sense to this build is left out and told; the others price', async () => {
    const add = (number: number, content: string) =>
      sql(
        `INSERT INTO config.tariff_version (id, tariff_id, number, valid_from, content, created_by_name)
         SELECT gen_random_uuid(), tariff_id, $1, now(), $2, 'A newer build' FROM config.tariff_version
         WHERE tariff_id = (SELECT tariff_id FROM config.tenant_account WHERE tenant_id = $3) AND number = 1`,
        [number, content, ours.tenantId],
      );
    await add(2, '{"discount": "half"}');
    await add(3, '{"holidays": [], "workdays": [], "packages": [], "rates": []}');
    const service = await engine();
    await service.start();
    const numbers = () => {
      const { accounts, tariffs } = service.current();
      return tariffs.get(accounts.get(ours.tenantId)!.tariffId!)?.versions.map(({ number }) => number);
    };
    expect(numbers()).toEqual([1]);
    expect(service.state().rejectedRows).toBe(2);
    await sql(`UPDATE config.tariff SET time_zone = 'Mars/Olympus', version = 2`);
    await eventually(() => {
      expect(service.current().tariffs.size).toBe(0);
    });
  });

  it('an account in a zone that this build does not know still is an account', async () => {
    await sql("UPDATE config.tenant_account SET time_zone = 'Mars/Olympus'");
    const service = await engine();
    await service.start();
    expect(service.current().accounts.get(ours.tenantId)).toMatchObject({ timeZone: 'Asia/Shanghai', mode: 'prepaid' });
    expect(service.state().rejectedRows).toBe(1);
  });

  it('of versions that are over the engine keeps those that running calls may have begun under', async () => {
    await sql(
      `INSERT INTO config.tariff_version (id, tariff_id, number, valid_from, content, created_by_name)
       SELECT gen_random_uuid(), tariff_id, n, now() - (9 - n) * interval '3 days', content, 'Somebody'
       FROM config.tariff_version, generate_series(2, 9) AS n WHERE number = 1`,
    );
    const service = await engine();
    await service.start();
    const [tariff] = [...service.current().tariffs.values()];
    // seven days back number 6 held: it began nine days ago
    expect(tariff?.versions.map(({ number }) => number)).toEqual([6, 7, 8, 9]);
  });

  it('PostgreSQL goes away: the configuration stays; PostgreSQL returns: what changed meanwhile is in force', async () => {
    const service = await engine();
    await service.start();
    await eventually(() => {
      expect(service.state().following).toBe(true);
    });
    await postgres.stopServer();
    await eventually(() => {
      expect(service.state().following).toBe(false);
    });
    expect(service.current().queues.size).toBe(1);
    await postgres.resume();
    await sql('UPDATE config.queue SET ring_timeout_s = 33');
    await eventually(() => {
      expect(service.current().queues.get(ours.queueId as never)?.ringTimeoutS).toBe(33);
    }, 20_000);
    await eventually(() => {
      expect(service.state()).toMatchObject({ following: true, source: 'postgres', lastError: null });
    });
  });

  it.each(['away', 'hanging'])('starts at once with the last copy while PostgreSQL is %s', async (how) => {
    await (await engine()).start();
    await stopEngine();
    await (how === 'away' ? postgres.stopServer() : postgres.freeze());
    const service = await engine();
    const begin = performance.now();
    await service.start();
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(service.current().queues.get(ours.queueId as never)).toMatchObject({ number: '2000' });
    expect(service.state()).toMatchObject({ source: 'journal', following: false });
    postgres.thaw();
    await postgres.resume();
    await eventually(() => {
      expect(service.state()).toMatchObject({ source: 'postgres', following: true });
    }, 20_000);
  });

  it('a first start while PostgreSQL hangs waits seconds only, and takes the configuration when it comes', async () => {
    await postgres.freeze();
    const service = await engine();
    const begin = performance.now();
    await service.start();
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(service.state()).toMatchObject({ source: 'none' });
    expect(service.current().tenants.size).toBe(0);
    postgres.thaw();
    await eventually(() => {
      expect(service.current().tenants.size).toBe(1);
    }, 20_000);
  });

  it('closing while PostgreSQL hangs takes seconds only', async () => {
    await (await engine()).start();
    await postgres.freeze();
    const begin = performance.now();
    await stopEngine();
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
