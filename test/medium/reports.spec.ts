import type { TenantId } from '../../src/kernel/ids.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { WHOLE_LIST, type ListQuery } from '../../src/platform/database/paging.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { CallRecordView } from '../../src/reports/core/call-record.js';
import { ReportsRepository } from '../../src/reports/reports.repository.js';
import { ReportsService, type CallRecordPage } from '../../src/reports/reports.service.js';
import { fillCallRecords } from '../fixtures/call-records.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'reports';
const TRUNK = newId();
const RECORDS = 400;
const UNTIL = new Date('2025-11-20T10:00:00Z');

/** Counts so slowly that the database gives up. */
function uncounting(): ReportsRepository {
  return Object.assign(new ReportsRepository(), {
    countCallRecords: async (session: DbSession): Promise<number> => {
      await session.query("SELECT set_config('statement_timeout', '1', true)");
      await session.query('SELECT pg_sleep(10)');
      return 0;
    },
  });
}

describe('call records for people', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let ours: TenantRows;
  let theirs: TenantRows;
  let agentId: string;
  const reports = new ReportsService(new ReportsRepository());

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    ({ databases } = await migratedDatabase(postgres, DATABASE));
    const url = postgres.ownerUrl(DATABASE);
    ours = await insertTenantRows(url, 'ours', 'node1');
    theirs = await insertTenantRows(url, 'theirs', 'node1');
    await postgres.query(DATABASE, 'DELETE FROM facts.call_record');
    for (const [name, address] of [
      ['city <b>&', '10.0.0.1'],
      ['theirs alone', '10.0.0.2'],
    ]) {
      await postgres.query(
        DATABASE,
        'INSERT INTO config.trunk (id, name, endpoint, address, channel_limit) VALUES ($1, $2, $3, $4, 30)',
        [name === 'theirs alone' ? newId() : TRUNK, name, `trunk-${address!.at(-1)}`, address],
      );
    }
    agentId = await idOf('agent', ours);
    for (const { tenantId, queueId } of [ours, theirs]) {
      await fillCallRecords(url, {
        ...{ tenantId, count: RECORDS, until: UNTIL, days: 4, queueIds: [queueId], trunkIds: [TRUNK] },
        ...{ agentIds: [tenantId === ours.tenantId ? agentId : newId()], recordings: tenantId === ours.tenantId },
      });
    }
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  async function idOf(table: string, { tenantId }: TenantRows): Promise<string> {
    const [row] = await postgres.query<{ id: string }>(
      DATABASE,
      `SELECT id FROM config.${table} WHERE tenant_id = $1`,
      [tenantId],
    );
    return row!.id;
  }

  function page(query: Partial<ListQuery>, tenant = ours): Promise<CallRecordPage> {
    return databases.asTenant(tenant.tenantId, (session) =>
      reports.pageOfCallRecords(session, { ...WHOLE_LIST, ...query }),
    );
  }

  const all = async (query: Partial<ListQuery> = {}): Promise<readonly CallRecordView[]> => (await page(query)).items;
  const find = (id: string, { tenantId }: TenantRows = ours) =>
    databases.asTenant(tenantId, (session) => reports.findCallRecord(session, id));

  it('the newest come first, pages do not overlap, and those from the far end are the same', async () => {
    const whole = await all();
    expect(whole).toHaveLength(RECORDS);
    const instants = whole.map(({ arrivedAt }) => arrivedAt);
    expect(instants).toEqual(instants.toSorted((one, other) => other - one));
    expect(instants[0]).toBe(UNTIL.getTime());
    const pages = [];
    for (let offset = 0; offset < RECORDS; offset += 70) pages.push(await page({ offset, limit: 70 }));
    expect(pages.flatMap(({ items }) => items)).toEqual(whole);
    expect(new Set(pages.map(({ total, totalIsLeast }) => `${total} ${totalIsLeast}`))).toEqual(
      new Set([`${RECORDS} false`]),
    );
    expect(await page({ offset: RECORDS + 10 })).toEqual({ items: [], total: RECORDS, totalIsLeast: false });
  });

  it('counting takes too long: the page comes without it, and says whether another follows', async () => {
    const whole = await all();
    const impatient = new ReportsService(uncounting());
    const at = (offset: number) =>
      databases.asTenant(ours.tenantId, (session) =>
        impatient.pageOfCallRecords(session, { ...WHOLE_LIST, offset, limit: 300 }),
      );
    expect(await at(0)).toEqual({ items: whole.slice(0, 300), total: 301, totalIsLeast: true });
    expect(await at(300)).toEqual({ items: whole.slice(300), total: RECORDS, totalIsLeast: false });
  });

  it('a record has the names of now, and its durations', async () => {
    const [answered] = await all({ filter: { result: 'answered' }, limit: 1 });
    expect(answered).toMatchObject({
      queue: { id: ours.queueId, label: '2000 Queue' },
      agent: { id: agentId, label: '7001 Agent' },
      trunk: { id: TRUNK, label: 'city <b>&' },
      lostReason: null,
    });
    const { arrivedAt, queuedAt, ringingAt, connectedAt, endedAt } = answered!;
    expect(answered).toMatchObject({
      waitedMs: connectedAt! - queuedAt!,
      rangMs: connectedAt! - ringingAt!,
      talkedMs: endedAt - connectedAt!,
      totalMs: endedAt - arrivedAt,
    });
    const [lost] = await all({ filter: { result: 'menu_exhausted' }, limit: 1 });
    expect(lost).toMatchObject({ queue: null, agent: null, waitedMs: 0, rangMs: 0, talkedMs: 0, connectedAt: null });
  });

  it('the queue, the agent and the trunk are deleted: the record keeps their ids', async () => {
    const id = newId();
    const gone = newId();
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.call_record (id, at, tenant_id, call_id, direction, trunk_id, queue_id, agent_id, caller, called,
         arrived_at, ended_at, ended_at_is_late, offers, ended_by, cause_code, recorded)
       VALUES ($1, $3, $2, $1, 'inbound', $4, $4, $4, '1', '2', $3, $3, false, 0, 'caller', 16, false)`,
      [id, ours.tenantId, '2020-01-01T00:00:00Z', gone],
    );
    const named = { id: gone, label: gone };
    expect(await find(id)).toMatchObject({ queue: named, agent: named, trunk: named, result: 'self_service' });
    await postgres.query(DATABASE, 'DELETE FROM facts.call_record WHERE id = $1', [id]);
  });

  it.each([
    [
      'one day',
      { arrivedAt: { from: '2025-11-18T10:00:00Z', to: '2025-11-19T10:00:00Z' } },
      (r: CallRecordView) =>
        r.arrivedAt >= Date.parse('2025-11-18T10:00:00Z') && r.arrivedAt <= Date.parse('2025-11-19T10:00:00Z'),
    ],
    ['a part of the caller', { caller: '99' }, (r: CallRecordView) => r.caller.includes('99')],
    ['the number dialled', { called: '955502' }, (r: CallRecordView) => r.called === '955502'],
    ['the trunk', { trunk: 'CITY' }, () => true],
    ['a trunk of another name', { trunk: 'theirs' }, () => false],
    ['all that were lost', { result: 'lost' }, (r: CallRecordView) => r.lostReason !== null],
    [
      'two reasons',
      { result: 'no_channel,queue_timeout' },
      (r: CallRecordView) => ['no_channel', 'queue_timeout'].includes(r.result),
    ],
    ['lost or answered', { result: 'lost,answered' }, (r: CallRecordView) => r.result !== 'self_service'],
    ['recorded', { recorded: 'true' }, (r: CallRecordView) => r.recorded],
    ['not recorded', { recorded: 'false' }, (r: CallRecordView) => !r.recorded],
    [
      'one to two minutes of talk',
      { talkedMs: { from: '60000', to: '120000' } },
      (r: CallRecordView) => r.talkedMs >= 60_000 && r.talkedMs <= 120_000,
    ],
    ['a long wait', { waitedMs: { from: '40000' } }, (r: CallRecordView) => r.waitedMs >= 40_000],
    ['a field that there is none of', { constructor: 'x', tenant_id: 'y' }, () => true],
  ] as const)('narrowed to %s', async (_name, filter, fits) => {
    const whole = await all();
    const found = await page({ filter });
    expect(found.items).toEqual(whole.filter(fits));
    expect(found.total).toBe(found.items.length);
  });

  it('narrowed to a queue and an agent', async () => {
    const whole = await all();
    expect(await all({ filter: { queueId: ours.queueId } })).toEqual(whole.filter(({ queue }) => queue !== null));
    expect(await all({ filter: { agentId: agentId } })).toEqual(whole.filter(({ agent }) => agent !== null));
    expect(await all({ filter: { queueId: theirs.queueId } })).toEqual([]);
  });

  it.each([
    { queueId: 'no id' },
    { result: "'; DROP TABLE x; --" },
    { arrivedAt: { from: 'yesterday' } },
    { talkedMs: { from: '-1' } },
    { recorded: 'perhaps' },
    { arrivedAt: { from: '+275000-01-01T00:00:00Z' } },
  ])('nothing fits what makes no sense: %j', async (filter) => {
    expect(await page({ filter })).toEqual({ items: [], total: 0, totalIsLeast: false });
  });

  it('a % or \\ that somebody types is looked for as such', async () => {
    for (const caller of ['%', '_', '\\', "'"]) expect(await all({ filter: { caller } })).toEqual([]);
  });

  it.each(['talkedMs', 'waitedMs', 'totalMs', 'arrivedAt'] as const)('sorted by %s, both ways', async (by) => {
    for (const descending of [true, false]) {
      const values = (await all({ sort: { by, descending } })).map((record) => record[by]);
      expect(values).toEqual(values.toSorted((one, other) => (descending ? other - one : one - other)));
    }
  });

  it("another tenant's calls are not there: not in the list, not by their id, not in their steps", async () => {
    const [their] = (await page({ limit: 1 }, theirs)).items;
    expect(await find(their!.id, theirs)).toMatchObject({ id: their!.id });
    expect(await find(their!.id)).toBeUndefined();
    expect((await all()).map(({ id }) => id)).not.toContain(their!.id);
    expect((await page({ filter: { agentId: agentId } }, theirs)).items).toEqual([]);
    for (const id of ['', 'x'.repeat(300), "' OR true --", '\u0000']) expect(await find(id)).toBeUndefined();
    await databases.snapshot('app', async (session) => {
      expect((await reports.pageOfCallRecords(session, WHOLE_LIST)).total).toBe(0);
    });
  });

  it('a tenant knows the trunks that its calls came by, by name alone, and no others', async () => {
    const trunks = await databases.asTenant(ours.tenantId, (session) =>
      session.query<object[]>('SELECT id, name FROM config.trunk'),
    );
    expect(trunks).toEqual([{ id: TRUNK, name: 'city <b>&' }]);
    const nobody = newId() as TenantId;
    expect(await databases.asTenant(nobody, (session) => session.query('SELECT name FROM config.trunk'))).toEqual([]);
    await expect(
      databases.asTenant(ours.tenantId, (session) => session.query('SELECT address FROM config.trunk')),
    ).rejects.toThrow('permission denied');
  });

  describe('the story of a call', () => {
    const callId = newId();
    const at = (seconds: number): string => new Date(UNTIL.getTime() + seconds * 1000).toISOString();

    beforeAll(async () => {
      const steps: readonly [number, string, object][] = [
        [0, 'call.arrived', { caller: '13800000001', called: '95550', trunkId: TRUNK }],
        [0.2, 'call.answered', {}],
        [0.2, 'menu.entered', { menuId: ours.menuId }],
        [4, 'key.pressed', { key: '2' }],
        [4, 'queue.entered', { queueId: ours.queueId, number: '2000' }],
        [9, 'agent.offered', { agentId, agentNumber: '7001', queueId: ours.queueId }],
        [10, 'agent.ringing', { agentId }],
        [25, 'agent.missed', { agentId: newId(), agentNumber: '7002', why: 'no_answer' }],
        [30, 'party.connected', { agentId, agentNumber: '7001' }],
        [31, 'recording.failed', { why: 'Asterisk said no' }],
        [90, 'call.transferred', { to: 'x' }],
        [95, 'call.ended', { by: 'caller', causeCode: 16, lostReason: null }],
      ];
      for (const [seq, [seconds, step, detail]] of steps.entries()) {
        await postgres.query(DATABASE, 'INSERT INTO facts.call_step VALUES ($1, $2, $3, $4, $5, $6, $7)', [
          ...[newId(), at(seconds), ours.tenantId, callId, seq + 1, step, JSON.stringify(detail)],
        ]);
      }
    });

    const storyFor = (tenant: TenantRows) =>
      databases.asTenant(tenant.tenantId, (session) => reports.storyOfCall(session, callId));

    it('is told step by step in both languages, with the names of now', async () => {
      const lines = await storyFor(ours);
      expect(lines.map(({ afterMs, text }) => `${afterMs} ${text.en}`)).toEqual([
        '0 13800000001 called 95550 by trunk city <b>&',
        '200 The system answered',
        '200 Entered menu welcome',
        '4000 Pressed 2',
        '4000 Entered queue 2000 Queue',
        '9000 Offered to agent 7001 Agent',
        '10000 The telephone of agent 7001 Agent rang',
        '25000 Agent 7002 did not answer: no answer',
        '30000 Talked with agent 7001 Agent',
        '31000 The recording failed: Asterisk said no',
        '90000 call.transferred',
        '95000 The caller hung up: normal clearing (16)',
      ]);
      expect(lines.map(({ text }) => text.zh).slice(3, 6)).toEqual([
        '按键 2',
        '进入队列 2000 Queue',
        '分配给座席 7001 Agent',
      ]);
    });

    it('is not told to another tenant', async () => {
      expect(await storyFor(theirs)).toEqual([]);
    });
  });
});
