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
    expect([...config.tenants.values()]).toEqual([
      { id: ours.tenantId, code: 'ours', suspended: false, channelLimit: 10, language: 'zh' },
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
    const tables = await sql("SELECT tablename FROM pg_tables WHERE schemaname = 'config'");
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
