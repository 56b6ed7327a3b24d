import { AgentRecordsService } from '../../src/reports/agent-records.service.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { FiguresKeeper } from '../../src/reports/figures-keeper.js';
import { ConsoleFiguresModule } from '../../src/console/figures/console-figures.module.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/new-id.js';
import { eventually } from '../fixtures/eventually.js';
import { ExportDesk } from '../fixtures/export-desk.js';
import { actorWith, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(120_000);

const DAY = Date.UTC(2025, 10, 20, 16);
const MINUTE = 60_000;
/** 2025-11-21 in Shanghai. */
const RANGE = { from: new Date(DAY).toISOString(), to: new Date(DAY + 86_400_000).toISOString() };

describe('tables of figures', () => {
  let desk: ExportDesk;
  let ours: TenantRows;
  let theirs: TenantRows;
  let us: Actor;
  let agentId: string;

  beforeAll(async () => {
    desk = await ExportDesk.open(ConsoleFiguresModule);
    ours = await insertTenantRows(desk.ownerUrl, 'ours', 'node1');
    theirs = await insertTenantRows(desk.ownerUrl, 'theirs', 'node1');
    us = tenantActor(ours.tenantId);
    const [agent] = await desk.query<{ id: string }>('SELECT id FROM config.agent WHERE tenant_id = $1', [
      ours.tenantId,
    ]);
    agentId = agent!.id;
    await desk.query('DELETE FROM live.export');
    for (const table of [
      'facts.call_step',
      'facts.agent_step',
      'reports.agent_span',
      'reports.queue_visit',
      'reports.call_hold',
    ])
      await desk.query(`DELETE FROM ${table}`);
    await call(DAY + 14 * MINUTE, { waitsS: 60 * 2, talksS: 180, heldS: 30 });
    await call(DAY + 125 * MINUTE, { waitsS: 10, talksS: 60, heldS: 0 });
    await call(DAY + 126 * MINUTE, { waitsS: 40, lost: 'abandoned_in_queue' });
    await call(DAY + 127 * MINUTE, { waitsS: 2, lost: 'abandoned_in_queue' });
    await call(DAY + 128 * MINUTE, { waitsS: 9, lost: 'callback_requested' });
    await agentSteps();
    // what came last is left to the next time while an older transaction of anybody is open
    await eventually(async () => {
      await desk.doors.app.get(FiguresKeeper, { strict: false }).run();
      const [taken] = await desk.query(`SELECT (SELECT count(*)::int FROM reports.queue_visit) AS visits,
        (SELECT count(*)::int FROM reports.agent_span) AS spans`);
      expect(taken).toEqual({ visits: 5, spans: 10 });
    });
  });
  afterAll(() => desk.close());

  interface Told {
    readonly waitsS: number;
    readonly talksS?: number;
    readonly heldS?: number;
    readonly lost?: string;
  }

  /** A call that enters the queue at this instant. */
  async function call(at: number, { waitsS, talksS, heldS = 0, lost = '' }: Told): Promise<void> {
    const callId = newId();
    const over = at + waitsS * 1000;
    const end = over + (talksS ?? 0) * 1000;
    const steps: [number, string, object][] = [[at, 'queue.entered', { queueId: ours.queueId }]];
    if (talksS !== undefined) {
      steps.push([over - 5000, 'agent.offered', { agentId }], [over, 'party.connected', { agentId }]);
      if (heldS > 0) steps.push([over, 'call.acted', { act: 'hold', agentId }]);
      if (heldS > 0) steps.push([over + heldS * 1000, 'call.acted', { act: 'retrieve', agentId }]);
      await agentStep(over - 5000, 'offered', callId);
      await agentStep(over, 'talking', callId);
      await agentStep(end, 'wrapUp', callId);
      await agentStep(end + 10_000, 'ready', null);
    }
    steps.push([end, 'call.ended', { lostReason: lost === '' ? null : lost }]);
    for (const [seq, [instant, step, detail]] of steps.entries()) {
      await desk.query(
        `INSERT INTO facts.call_step (id, at, tenant_id, call_id, seq, step, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [newId(), new Date(instant), ours.tenantId, callId, seq, step, JSON.stringify(detail)],
      );
    }
  }

  let stepSeq = 0;
  async function agentStep(at: number, to: string, callId: string | null, reason: string | null = null): Promise<void> {
    await desk.query(
      `INSERT INTO facts.agent_step (id, at, tenant_id, agent_id, seq, from_phase, to_phase, reason, call_id)
       VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8)`,
      [newId(), new Date(at), ours.tenantId, agentId, (stepSeq += 1), to, reason, callId],
    );
  }
  async function agentSteps(): Promise<void> {
    await agentStep(DAY, 'ready', null);
    await agentStep(DAY + 180 * MINUTE, 'notReady', null, 'break');
    await agentStep(DAY + 190 * MINUTE, 'loggedOut', null);
  }

  const figures = (actor: Actor, what: string, query: object) =>
    desk
      .http()
      .get(`/console/x/figures/${what}`)
      .query({ ...RANGE, ...query })
      .set(desk.doors.as(actor));

  it('of a queue as a whole, with what follows from them', async () => {
    const { body } = await figures(us, 'queues', {}).expect(200);
    expect(body.total).toBe(1);
    expect(body.lines[0]).toMatchObject({ id: ours.queueId, number: '2000', name: 'Queue', from: DAY });
    expect(body.sum).toEqual(body.lines[0].figures);
    expect(body.sum).toMatchObject({
      ...{ offered: 5, answered: 2, answeredInTime: 1, abandoned: 2, abandonedShort: 1, callbacks: 1, lost: 0 },
      ...{ waitAnsweredMs: 130_000, longestWaitMs: 120_000, talkMs: 240_000, holdMs: 30_000, wrapUpMs: 20_000 },
    });
  });

  it('by hours of the person’s zone, page by page, adding up to the whole', async () => {
    const { body } = await figures(us, 'queues', { by: 'hour', timeZone: 'Asia/Shanghai' }).expect(200);
    const seen = body.lines.map(({ from, figures: f }: { from: number; figures: Record<string, number> }) => [
      (from - DAY) / (60 * MINUTE),
      f.offered,
      f.answered,
    ]);
    expect(seen).toEqual([
      [0, 1, 1],
      [2, 4, 1],
    ]);
    const second = await figures(us, 'queues', { by: 'hour', page: '2', perPage: '1' }).expect(200);
    expect(second.body).toMatchObject({ total: 2, sum: body.sum, lines: [body.lines[1]] });
    // the conversation and its wrap-up cross the border between two quarters
    const quarters = (await figures(us, 'queues', { by: 'quarter' }).expect(200)).body.lines;
    expect(
      quarters.slice(0, 2).map(({ figures: f }: { figures: Record<string, number> }) => [f.offered, f.answered]),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('of an agent, and of nobody else where somebody else is asked for', async () => {
    const { body } = await figures(us, 'agents', { ids: agentId }).expect(200);
    expect(body.lines).toHaveLength(1);
    expect(body.sum).toMatchObject({
      ...{ offered: 2, answered: 2, missed: 0, conversations: 2, talkMs: 240_000, holdMs: 30_000, wrapUpMs: 20_000 },
      ...{ ringMs: 10_000, notReadyMs: 600_000, reasonsMs: { break: 600_000 }, readyMs: 180 * MINUTE - 270_000 },
    });
    expect((await figures(us, 'agents', { ids: newId() }).expect(200)).body).toMatchObject({ total: 0, lines: [] });
  });

  it.each([
    ['backwards', { from: RANGE.to, to: RANGE.from }, /begins before/],
    ['no time', { from: 'yesterday' }, /begins before/],
    ['too long for quarters', { from: '2025-01-01T00:00:00Z', by: 'quarter' }, /31 days/],
    ['by weeks', { by: 'week' }, /no such interval/],
    ['of nobody’s zone', { timeZone: 'Mars' }, /time zone/],
    ['of no ids', { ids: "' OR true" }, /no queues or agents/],
  ])('what is wrong is told: %s', async (_name, query, text) => {
    const { body } = await figures(us, 'queues', query).expect(400);
    expect(body).toMatchObject({ code: 'reports.wrong_figures', message: { en: expect.stringMatching(text) } });
  });

  it('nobody without the permission, none of the platform; another tenant sees its own', async () => {
    for (const actor of [actorWith(ours.tenantId, 'call_record.read', 'figures.export'), platformActor()])
      await figures(actor, 'queues', {}).expect(403);
    const { body } = await figures(tenantActor(theirs.tenantId), 'queues', { ids: ours.queueId }).expect(200);
    expect(body).toMatchObject({ total: 0, lines: [] });
  });

  it('as a file: the same lines, the sum below them', async () => {
    const filter = { interval: RANGE, by: 'hour', ids: '' };
    const wish = { kind: 'queue_figures', format: 'csv', filter, language: 'en', timeZone: 'Asia/Shanghai' };
    const { view, file, response } = await desk.exported(us, wish);
    expect(view).toMatchObject({ kind: 'queue_figures', rowsDone: 3, rowsTotal: 3 });
    expect(response.headers['content-disposition']).toMatch(/filename=queue-figures-/);
    const lines = file.toString('utf8').slice(1).trim().split('\r\n');
    expect(lines.map((line) => line.split(',').slice(0, 8).join())).toEqual([
      'From,Queue number,Queue,Offered,Answered,Answered % (%),Service level (%),Abandoned',
      '2025-11-21 00:00:00,2000,Queue,1,1,100,0,0',
      '2025-11-21 02:00:00,2000,Queue,4,1,33.3,50,2',
      ',,Total,5,2,50,33.3,2',
    ]);
    const zh = await desk.exported(us, { ...wish, kind: 'agent_figures', format: 'xlsx', language: 'zh' });
    expect(zh.response.headers['content-disposition']).toContain(encodeURIComponent('座席统计'));
    const clerk = actorWith(ours.tenantId, 'call_record.export');
    await desk.post(clerk, '', wish).expect(403);
    await desk.get(clerk, `/${view.id}`).expect(404);
    await desk.get(clerk, `/${view.id}/file`).expect(404);
    expect((await desk.get(clerk).expect(200)).body.exports).toEqual([]);
    await desk.post(us, '', { ...wish, filter: { by: 'hour' } }).expect(400);
  });

  it('who is limited to groups reads of their agents, of the queues that these serve, and no file of others', async () => {
    const [group] = await desk.query<{ id: string }>('SELECT id FROM config.agent_group WHERE tenant_id = $1', [
      ours.tenantId,
    ]);
    const empty = newId();
    await desk.query("INSERT INTO config.agent_group (id, tenant_id, name) VALUES ($1, $2, 'Nobody')", [
      empty,
      ours.tenantId,
    ]);
    const limited = (groupIds: readonly string[]): Actor => ({ ...tenantActor(ours.tenantId), groupIds });
    const [lead, alone] = [limited([group!.id]), limited([empty])];
    for (const [what, ids] of [
      ['queues', ours.queueId],
      ['agents', agentId],
    ] as const) {
      expect((await figures(lead, what, {}).expect(200)).body).toMatchObject({ total: 1, lines: [{ id: ids }] });
      for (const query of [{}, { ids }])
        expect((await figures(alone, what, query).expect(200)).body).toMatchObject({ total: 0, lines: [] });
    }
    const wish = { kind: 'agent_record', format: 'csv', language: 'en', timeZone: 'Asia/Shanghai', filter: {} };
    const whole = await desk.exported(us, wish);
    for (const [actor, rows] of [
      [lead, 10],
      [alone, 0],
    ] as const) {
      const { view } = await desk.exported(actor, wish);
      expect(view).toMatchObject({ rowsDone: rows });
      expect((await desk.exported(actor, { ...wish, filter: { agentId } })).view).toMatchObject({ rowsDone: rows });
      await desk.get(actor, `/${whole.view.id}/file`).expect(404);
    }
    const { body } = await desk
      .exported(alone, { ...wish, kind: 'queue_figures', filter: { interval: RANGE } })
      .then(({ response }) => response);
    expect(String(body)).not.toContain('2000');
    const listed = (await desk.get(alone).expect(200)).body.exports as { readonly id: string }[];
    expect(listed).toHaveLength(3);
  });

  it('what the agent did, newest first, as a list and as a file', async () => {
    const records = desk.doors.app.get(AgentRecordsService, { strict: false });
    const page = (filter: object) =>
      desk.doors.databases.snapshotOfTenant(ours.tenantId, (session) =>
        records.page(session, { ...WHOLE_LIST, filter: filter as never }),
      );
    const all = await page({});
    expect(all.items.map(({ phase }) => phase)).toEqual([
      ...['notReady', 'ready', 'wrapUp', 'talking', 'offered', 'ready', 'wrapUp', 'talking', 'offered', 'ready'],
    ]);
    expect(all.total).toBe(10);
    const [first] = all.items;
    expect(first).toMatchObject({ reason: 'break', agentId, overAt: first!.beganAt + 600_000 });
    expect(await page({ phase: 'talking,wrapUp', agentId })).toMatchObject({ total: 4 });
    expect(await page({ beganAt: { from: new Date(first!.beganAt).toISOString() } })).toMatchObject({ total: 1 });
    expect(await page({ phase: 'asleep' })).toEqual({ items: [], total: 0 });
    await desk.doors.databases.snapshotOfTenant(ours.tenantId, async (session) => {
      expect(await records.find(session, first!.id)).toEqual(first);
      const { items, next } = await records.after(session, {}, null, 4);
      const rest = await records.after(session, {}, next, 100);
      expect([...items, ...rest.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));
    });
    const wish = { kind: 'agent_record', format: 'csv', language: 'zh', timeZone: 'Asia/Shanghai' };
    const { file } = await desk.exported(us, { ...wish, filter: { phase: 'notReady' } });
    expect(file.toString('utf8').slice(1).trim().split('\r\n')).toEqual([
      '开始时间,结束时间,工号,座席姓名,状态,原因,计入工时,时长,通话编号',
      expect.stringMatching(/^2025-11-21 03:00:00,2025-11-21 03:10:00,\d+,[^,]*,示忙,小休,是,0:10:00,$/),
    ]);
  });
});
