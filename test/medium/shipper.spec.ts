import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { systemClock } from '../../src/kernel/clock.js';
import type { AgentStep, CallRecord, CallStep, Fact, RecordingMade } from '../../src/kernel/domain-events.js';
import type { AgentId, CallId, TenantId } from '../../src/kernel/ids.js';
import { AdminDatabase } from '../../src/platform/database/admin-database.js';
import { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { SqliteJournal } from '../../src/platform/journal/sqlite-journal.js';
import { ClusterFiles } from '../../src/platform/settings/cluster-files.js';
import { Destinations } from '../../src/platform/shipper/destinations.js';
import { FactsRepository } from '../../src/platform/shipper/facts.repository.js';
import { ShipperService } from '../../src/platform/shipper/shipper.service.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';

jest.setTimeout(60_000);

const DATABASE = 'facts';
const AT = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
const tenantId = newId() as TenantId;
const callId = newId() as CallId;

const step = (id: string, change: Partial<CallStep> = {}): CallStep => ({
  kind: 'call.step',
  id,
  at: AT,
  tenantId,
  callId,
  seq: 1,
  step: 'key.pressed',
  detail: { key: '1', menuId: null },
  ...change,
});

const record: CallRecord = {
  kind: 'call.record',
  id: `${callId}:record`,
  at: AT + 9,
  tenantId,
  callId,
  direction: 'inbound',
  trunkId: null,
  caller: '13800138000',
  called: '4001',
  queueId: null,
  agentId: null,
  arrivedAt: AT,
  answeredAt: AT + 1,
  menuAt: AT + 2,
  queuedAt: null,
  offeredAt: null,
  ringingAt: null,
  connectedAt: null,
  endedAt: AT + 9,
  endedAtIsLate: false,
  offers: 0,
  endedBy: 'caller',
  causeCode: 16,
  lostReason: 'abandoned_in_menu',
  recorded: false,
};

const agentStep: AgentStep = {
  kind: 'agent.step',
  id: 'agent:1',
  at: AT,
  tenantId,
  agentId: newId() as AgentId,
  seq: 1,
  from: 'loggedOut',
  to: 'ready',
  reason: null,
  callId: null,
};

const recording: RecordingMade = {
  kind: 'recording.made',
  id: `${callId}:recording`,
  at: AT,
  tenantId,
  callId,
  file: 't/2026/02/03/c.opus',
  format: 'ogg-opus',
  durationMs: 61_000,
  bytes: 5_000_000_000,
};

describe('journal to PostgreSQL', () => {
  let postgres: TestPostgres;
  let settings: Settings;
  let databases: Databases;
  let folder: string;
  let journal: SqliteJournal;
  let shipper: ShipperService;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    postgres = await TestPostgres.start();
    ({ settings, databases } = await migratedDatabase(postgres, DATABASE));
    await databases.close();
  });
  afterAll(async () => {
    await postgres.stop();
    Logger.overrideLogger(true);
  });

  beforeEach(async () => {
    for (const table of ['call_step', 'call_record', 'agent_step', 'recording']) {
      await postgres.query(DATABASE, `TRUNCATE facts.${table}`);
    }
    folder = mkdtempSync(join(tmpdir(), 'callrack-facts-'));
    journal = new SqliteJournal(join(folder, 'calls.db'), systemClock);
    databases = new Databases(settings);
    shipper = newShipper();
  });
  afterEach(async () => {
    postgres.thaw();
    await postgres.resume();
    await shipper.stop();
    await databases.close();
    journal.close();
    rmSync(folder, { recursive: true });
  });

  const newShipper = () => {
    const admin = new AdminDatabase(settings, new ClusterFiles(settings));
    return new ShipperService(journal, new Destinations(databases, admin, new FactsRepository(), settings));
  };
  const commit = (...facts: Fact[]) => journal.commit(new Map(), facts);
  const shipped = () =>
    eventually(() => {
      expect(shipper.state().backlog).toBe(0);
    }, 30_000);
  const idsIn = async (table: string) =>
    (await postgres.query<{ id: string }>(DATABASE, `SELECT id FROM ${table} ORDER BY id`)).map((row) => row.id);

  it('a fact of each kind arrives whole', async () => {
    commit(step('s1'), record, agentStep, recording);
    shipper.start();
    await shipped();
    expect(await postgres.query(DATABASE, 'SELECT * FROM facts.call_step')).toEqual([
      {
        id: 's1',
        at: new Date(AT),
        tenant_id: tenantId,
        call_id: callId,
        seq: 1,
        step: 'key.pressed',
        detail: { key: '1', menuId: null },
        came_by: expect.any(String),
      },
    ]);
    const [stored] = await postgres.query<Record<string, unknown>>(DATABASE, 'SELECT * FROM facts.call_record');
    expect(stored).toEqual({
      id: record.id,
      at: new Date(AT + 9),
      tenant_id: tenantId,
      call_id: callId,
      direction: 'inbound',
      trunk_id: null,
      caller: '13800138000',
      called: '4001',
      queue_id: null,
      agent_id: null,
      arrived_at: new Date(AT),
      answered_at: new Date(AT + 1),
      menu_at: new Date(AT + 2),
      queued_at: null,
      offered_at: null,
      ringing_at: null,
      connected_at: null,
      ended_at: new Date(AT + 9),
      ended_at_is_late: false,
      offers: 0,
      ended_by: 'caller',
      cause_code: 16,
      lost_reason: 'abandoned_in_menu',
      recorded: false,
      node_id: 'node1',
      // made by the table itself, for those who search it
      ...{ result: 'abandoned_in_menu', waited_ms: '0', rang_ms: '0', talked_ms: '0', total_ms: '9' },
    });
    expect(await postgres.query(DATABASE, 'SELECT from_phase, to_phase FROM facts.agent_step')).toEqual([
      { from_phase: 'loggedOut', to_phase: 'ready' },
    ]);
    expect(await postgres.query(DATABASE, 'SELECT duration_ms, bytes FROM facts.recording')).toEqual([
      { duration_ms: 61_000, bytes: '5000000000' },
    ]);
  });

  it('shipped twice, as after a crash between insert and cursor, each fact is there once', async () => {
    commit(step('a'), step('b'), record);
    shipper.start();
    await shipped();
    await shipper.stop();
    journal.setCursor('node', 0);
    commit(step('c'));
    shipper = newShipper();
    shipper.start();
    await shipped();
    expect(await idsIn('facts.call_step')).toEqual(['a', 'b', 'c']);
    expect(await idsIn('facts.call_record')).toEqual([record.id]);
    // there already, which is no fault of the fact
    expect(shipper.state().setAside).toBe(0);
  });

  it.each(['away', 'hanging'])('facts made while PostgreSQL was %s arrive afterwards, each once', async (how) => {
    commit(step('before'));
    shipper.start();
    await shipped();
    await (how === 'away' ? postgres.stopServer() : postgres.freeze());
    for (let n = 100; n < 700; n += 1) commit(step(`during-${n}`, { seq: n }));
    if (how === 'away') {
      await eventually(() => {
        expect(shipper.state()).toMatchObject({ backlog: 600, failingSince: expect.any(Number) });
      });
    }
    postgres.thaw();
    await postgres.resume();
    commit(step('z-after'));
    await shipped();
    const ids = await idsIn('facts.call_step');
    expect(ids).toHaveLength(602);
    expect(new Set(ids).size).toBe(602);
    expect([ids[0], ids.at(-1)]).toEqual(['before', 'z-after']);
    expect(shipper.state()).toMatchObject({ failingSince: null, lastError: null });
  });

  it('a fact that cannot be stored is set aside, and a caller with odd characters is no such fact', async () => {
    commit(
      step('a'),
      step('bad', { tenantId: 'not-a-uuid' as TenantId }),
      { ...record, caller: 'x\u0000\ud800' },
      { kind: 'call.dreamt', id: 'future', at: AT, tenantId } as unknown as Fact,
      step('c', { tenantId: null, detail: { text: 'nul \u0000 here' } }),
    );
    shipper.start();
    await shipped();
    expect(await idsIn('facts.call_step')).toEqual(['a', 'c']);
    const [stored] = await postgres.query<{ caller: string }>(DATABASE, 'SELECT caller FROM facts.call_record');
    expect(stored?.caller).toBe('x\ufffd\ufffd');
    expect(shipper.state().setAside).toBe(2);
  });
});
