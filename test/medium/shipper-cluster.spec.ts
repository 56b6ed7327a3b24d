import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { systemClock } from '../../src/kernel/clock.js';
import type { Fact } from '../../src/kernel/domain-events.js';
import type { CallId, TenantId } from '../../src/kernel/ids.js';
import { AdminDatabase } from '../../src/platform/database/admin-database.js';
import { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { SqliteJournal } from '../../src/platform/journal/sqlite-journal.js';
import { ClusterFiles } from '../../src/platform/settings/cluster-files.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { Destinations } from '../../src/platform/shipper/destinations.js';
import { FactsRepository } from '../../src/platform/shipper/facts.repository.js';
import { ShipperService } from '../../src/platform/shipper/shipper.service.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { layOut, startAdminPostgres, TestAuthority, type NodePapers } from '../fixtures/postgres-tls.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { Wire } from '../fixtures/wire.js';

jest.setTimeout(90_000);

const NODE = 's-1';
const ADMIN = 'adm';
const TABLES = ['call_step', 'call_record', 'agent_step', 'recording', 'charge', 'limit_reached', 'call_saying'];
const tenantId = newId() as TenantId;

/** All that a call leaves behind: a fact for each table. */
function factsOf(callId: string): Fact[] {
  const base = { at: Date.now(), tenantId, callId: callId as CallId };
  const ids = { tariffId: newId(), tariffVersionId: newId(), agentId: newId() };
  const made = [
    { ...base, kind: 'call.step', id: `${callId}:1`, seq: 1, step: 'call.arrived', detail: { text: 'x'.repeat(200) } },
    {
      ...{ ...base, kind: 'call.record', id: `${callId}:record`, direction: 'inbound', caller: '1', called: '2' },
      ...{ trunkId: null, queueId: null, agentId: null, arrivedAt: base.at, endedAt: base.at, endedAtIsLate: false },
      ...{ answeredAt: null, menuAt: null, queuedAt: null, offeredAt: null, ringingAt: null, connectedAt: null },
      ...{ offers: 0, endedBy: 'caller', causeCode: 16, lostReason: null, recorded: true },
    },
    {
      ...{ ...base, kind: 'agent.step', id: `${callId}:agent`, agentId: ids.agentId, seq: 1 },
      ...{ from: 'ready', to: 'talking', reason: null },
    },
    {
      ...{ ...base, kind: 'recording.made', id: `${callId}:recording`, file: 'f', format: 'ogg-opus' },
      ...{ durationMs: 1, bytes: 1 },
    },
    {
      ...{ ...base, kind: 'call.charge', id: `${callId}:charge`, ...ids, currency: 'CNY', amountMicro: '1000' },
      ...{ callerAmountMicro: '0', outboundMicro: '0', startedAt: null, seconds: 1, calculation: { legs: [] } },
    },
    {
      ...{ ...base, kind: 'limit.reached', id: `${callId}:limit`, limit: 'channels', action: 'refused' },
      ...{ agentId: null, trunkId: null, detail: {} },
    },
    { ...base, kind: 'call.saying', id: `${callId}:said`, what: 'said', agentId: ids.agentId, by: '7001', note: 'x' },
  ];
  return made as unknown as Fact[];
}

describe("a switch node's journal to its own PostgreSQL and to the admin's", () => {
  let authority: TestAuthority;
  let papers: NodePapers;
  let own: TestPostgres;
  let admin: TestPostgres;
  let wire: Wire;
  let settings: Settings;
  let databases: Databases;
  let atAdmin: AdminDatabase;
  let home: string;
  let journal: SqliteJournal;
  let shipper: ShipperService;
  let calls: string[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    home = mkdtempSync(join(tmpdir(), 'callrack-ship-'));
    authority = await TestAuthority.make();
    papers = await authority.papersFor(NODE, 'switch');
    own = await TestPostgres.start();
    admin = await startAdminPostgres(await authority.papersFor(ADMIN, 'admin'));
    const more = { CALLRACK_HOME: home, NODE_NAME: NODE, NODE_ROLE: 'switch', CLUSTER_BIND: '127.0.0.1' };
    const made = await migratedDatabase(own, 'own', more);
    ({ settings } = made);
    await made.databases.close();
    await (await migratedDatabase(admin, 'hub', { NODE_NAME: ADMIN, NODE_ROLE: 'admin' })).databases.close();
    await admin.query('hub', 'SELECT access.admit_node($1)', [NODE]);
    await admin.query(
      'hub',
      `INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id)
       VALUES ($1, 'ours', 'Ours', 10, 'zh', $2)`,
      [tenantId, ADMIN],
    );
  });
  afterAll(async () => {
    await own.stop();
    await admin.stop();
    await authority.remove();
    rmSync(home, { recursive: true });
    Logger.overrideLogger(true);
  });

  beforeEach(async () => {
    for (const table of [...TABLES, 'charge_total', 'charge_by_node']) {
      await own.query('own', `TRUNCATE facts.${table}`);
      await admin.query('hub', `TRUNCATE facts.${table}`);
    }
    await layOut(papers, join(home, 'cluster'));
    wire = await Wire.to(admin.port);
    await joined({});
    journal = new SqliteJournal(join(home, 'journal', `${newId()}.db`), systemClock);
    databases = new Databases(settings);
    calls = [];
    begin();
  });
  afterEach(async () => {
    admin.thaw();
    await shipper.stop();
    await databases.close();
    await atAdmin.close();
    journal.close();
    await wire.close();
  });

  const joined = (other: { readonly nodeId?: string }) => {
    const place = { nodeId: ADMIN, address: '127.0.0.1', linkPort: 7443, postgresPort: wire.port, database: 'hub' };
    return writeFile(join(home, 'cluster', 'admin.json'), JSON.stringify({ ...place, ...other }));
  };
  const places = () => {
    atAdmin = new AdminDatabase(settings, new ClusterFiles(settings));
    return new Destinations(databases, atAdmin, new FactsRepository(), settings);
  };
  const begin = (to = places()) => {
    shipper = new ShipperService(journal, to);
    shipper.start();
  };
  const serve = (count: number): void => {
    for (let n = 0; n < count; n += 1) {
      const callId = `call-${calls.length}`;
      calls.push(callId);
      journal.commit(new Map(), factsOf(callId));
    }
  };
  const shipped = (...names: ('node' | 'admin')[]) =>
    eventually(() => {
      for (const name of names) expect(shipper.state().destinations[name]).toMatchObject({ backlog: 0, trouble: null });
    }, 40_000);
  const callsIn = async (postgres: TestPostgres, database: string, table: string) =>
    (await postgres.query<{ call_id: string }>(database, `SELECT call_id FROM facts.${table}`)).map(
      (row) => row.call_id,
    );
  /** Every fact, once; and sums that fit. */
  const complete = async (postgres: TestPostgres, database: string): Promise<void> => {
    const sorted = [...calls].sort();
    for (const table of TABLES) expect((await callsIn(postgres, database, table)).sort()).toEqual(sorted);
    const charged = String(calls.length * 1000);
    expect(await postgres.query(database, 'SELECT charged_micro FROM facts.charge_total')).toEqual([
      { charged_micro: charged },
    ]);
    expect(await postgres.query(database, 'SELECT node_id, charged_micro FROM facts.charge_by_node')).toEqual([
      { node_id: NODE, charged_micro: charged },
    ]);
    for (const table of ['call_record', 'recording', 'charge'])
      expect(await postgres.query(database, `SELECT DISTINCT node_id FROM facts.${table}`)).toEqual([
        { node_id: NODE },
      ]);
  };
  const completeEverywhere = async (): Promise<void> => {
    await complete(own, 'own');
    await complete(admin, 'hub');
    for (const { setAside } of Object.values(shipper.state().destinations)) expect(setAside).toBe(0);
  };

  it('every fact is at both, once, as the role that may add and look at nothing', async () => {
    serve(300);
    await shipped('node', 'admin');
    await completeEverywhere();
    const asNode = (sql: string) => admin.query('hub', `SET ROLE callrack_cluster_node; ${sql}`);
    for (const sql of [
      'SELECT FROM facts.call_record',
      'DELETE FROM facts.charge',
      'UPDATE facts.recording SET bytes = 0',
    ])
      await expect(asNode(sql)).rejects.toThrow(/permission denied/);
  });

  it('cut off in the middle of a transaction, and again, while calls go on', async () => {
    serve(100);
    await shipped('node', 'admin');
    for (const bytes of [30_000, 70_000]) {
      wire.cutAfter(bytes);
      serve(200);
      await eventually(() => expect(shipper.state().destinations.admin).toMatchObject({ trouble: 'away' }), 20_000);
      await shipped('node');
      await complete(own, 'own');
      expect(shipper.state().destinations.admin!.backlog).toBeGreaterThanOrEqual(1000);
      wire.mend();
      await shipped('admin');
    }
    await completeEverywhere();
  });

  it('an admin that hangs delays neither the own PostgreSQL nor a commit', async () => {
    serve(10);
    await shipped('node', 'admin');
    wire.hush();
    const before = performance.now();
    serve(300);
    expect(performance.now() - before).toBeLessThan(5_000);
    await shipped('node');
    await complete(own, 'own');
    expect(shipper.state().destinations.admin).toMatchObject({ backlog: 2100, oldestAt: expect.any(Number) });
    wire.mend();
    await shipped('admin');
    await completeEverywhere();
  });

  it('what was taken there and not confirmed is sent again, and is there once', async () => {
    let unheard = 2;
    const [toOwn, toAdmin] = places().all;
    const insert = async (facts: readonly Fact[]): Promise<void> => {
      await toAdmin!.insert(facts);
      unheard -= 1;
      if (unheard >= 0) throw new Error('Connection terminated unexpectedly');
    };
    await shipper.stop();
    begin({ all: [toOwn!, { name: 'admin', insert }] });
    serve(120);
    await shipped('node', 'admin');
    expect(unheard).toBeLessThan(0);
    // as after a crash between the transaction and the cursor
    await shipper.stop();
    for (const name of ['node', 'admin']) journal.setCursor(name, 0);
    begin();
    serve(5);
    await shipped('node', 'admin');
    await completeEverywhere();
  });

  it('rows that a node has purged stay at the admin, arrive there if they were on their way, and do not come back', async () => {
    serve(20);
    await shipped('node', 'admin');
    wire.cut();
    serve(20);
    await shipped('node');
    for (const table of TABLES) await own.query('own', `DELETE FROM facts.${table}`);
    wire.mend();
    serve(1);
    await shipped('node', 'admin');
    await complete(admin, 'hub');
    for (const table of TABLES) expect(await callsIn(own, 'own', table)).toEqual(['call-40']);
    // the sum is of what was charged, whatever is still there
    expect(await own.query('own', 'SELECT charged_micro FROM facts.charge_total')).toEqual([
      { charged_micro: '41000' },
    ]);
  });

  it('an older schema at the admin is waited for, and then everything arrives', async () => {
    await admin.query('hub', 'ALTER TABLE facts.recording RENAME COLUMN node_id TO not_there_yet');
    serve(10);
    await shipped('node');
    await eventually(() => expect(shipper.state().destinations.admin).toMatchObject({ trouble: 'older_schema' }));
    await admin.query('hub', 'ALTER TABLE facts.recording RENAME COLUMN not_there_yet TO node_id');
    await shipped('admin');
    await completeEverywhere();
  });

  it.each(['has not joined', 'is not let in', 'meets another certificate', 'has one of another authority'])(
    'a node that %s says so, and its facts wait',
    async (how) => {
      await shipper.stop();
      const other = how === 'has one of another authority' ? await TestAuthority.make() : undefined;
      if (how === 'has not joined') rmSync(join(home, 'cluster'), { recursive: true });
      if (how === 'is not let in') await admin.query('hub', `ALTER ROLE "callrack_at_${NODE}" NOLOGIN`);
      if (how === 'meets another certificate') await joined({ nodeId: 'another' });
      if (other !== undefined) await layOut(await other.papersFor(NODE, 'switch'), join(home, 'cluster'));
      begin();
      serve(3);
      const trouble = { 'has not joined': 'not_joined', 'is not let in': 'sign_in_refused' }[how] ?? 'tls_refused';
      await eventually(() => expect(shipper.state().destinations.admin).toMatchObject({ trouble, backlog: 21 }));
      await shipped('node');

      await admin.query('hub', `ALTER ROLE "callrack_at_${NODE}" LOGIN`);
      await layOut(papers, join(home, 'cluster'));
      await joined({});
      await shipped('admin');
      await completeEverywhere();
      await other?.remove();
    },
  );
});
