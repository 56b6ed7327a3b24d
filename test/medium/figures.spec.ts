import type { Databases } from '../../src/platform/database/databases.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { figuresByAgent, figuresByQueue, USUAL_PROMISE } from '../../src/reports/core/figures/by-thing.js';
import type { Interval } from '../../src/reports/core/figures/figures.js';
import {
  holdsOf,
  offersOf,
  spansOf,
  visitsOf,
  type StepOfAgent,
  type StepOfCall,
} from '../../src/reports/core/figures/spans.js';
import { FiguresKeeper } from '../../src/reports/figures-keeper.js';
import { FiguresKeepingRepository } from '../../src/reports/figures-keeping.repository.js';
import { FiguresRepository } from '../../src/reports/figures.repository.js';
import { FiguresService } from '../../src/reports/figures.service.js';
import { drawInteger, seedRandom } from '../../src/kernel/random.js';
import { newId } from '../../src/platform/database/new-id.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(120_000);

const DATABASE = 'figures';
const DAY = Date.UTC(2025, 10, 20);
const HOUR = 3_600_000;
const TABLES = [
  ...['queue_visit', 'agent_offer', 'agent_span', 'call_hold', 'queue_figures', 'agent_figures', 'figures_due'],
];

/** A day of one queue with three agents: the facts, and what the cores make of them. */
function aDay(queueId: string, agentIds: readonly string[], calls: number) {
  let dice = seedRandom(7);
  const upTo = (most: number): number => {
    const drawn = drawInteger(dice, 0, most);
    dice = drawn.state;
    return drawn.value;
  };
  const steps: StepOfCall[] = [];
  const agentSteps: StepOfAgent[] = [];
  const free = agentIds.map((agentId) => ({ agentId, at: DAY + upTo(HOUR), seq: 1 }));
  for (const { agentId, at } of free) agentSteps.push({ agentId, seq: 0, at, to: 'ready', reason: null, callId: null });
  let enters = DAY + HOUR;
  for (let i = 0; i < calls; i += 1) {
    const callId = `call-${String(i)}`;
    enters += upTo(240_000);
    let seq = 0;
    const step = (at: number, name: StepOfCall['step'], detail: StepOfCall['detail'] = {}): void => {
      steps.push({ callId, seq: (seq += 1), at, step: name, detail });
    };
    step(enters, 'queue.entered', { queueId });
    const agent = free.toSorted((a, b) => a.at - b.at)[0]!;
    const [offeredAt, givesUpAt] = [Math.max(enters, agent.at + 1), enters + 2000 + upTo(180_000)];
    if (givesUpAt <= offeredAt) {
      step(givesUpAt, 'call.ended', { lostReason: 'abandoned_in_queue' });
      continue;
    }
    const { agentId } = agent;
    const [answersAt, endsAt] = [offeredAt + 1 + upTo(8000), offeredAt + 9000 + upTo(1_500_000)];
    const doneAt = endsAt + 1 + upTo(60_000);
    step(offeredAt, 'agent.offered', { agentId, queueId });
    step(answersAt, 'party.connected', { agentId });
    if (i % 3 === 0) {
      const heldAt = answersAt + upTo(endsAt - answersAt);
      step(heldAt, 'call.acted', { act: i % 2 === 0 ? 'hold' : 'consult', agentId });
      if (i % 4 === 0) step(heldAt + upTo(endsAt - heldAt), 'call.acted', { act: 'conference' });
    }
    step(endsAt, 'call.ended', { lostReason: null });
    for (const [at, to] of [
      [offeredAt, 'offered'],
      [answersAt, 'talking'],
      [endsAt, 'wrapUp'],
      [doneAt, 'ready'],
    ] as const)
      agentSteps.push({ agentId, seq: (agent.seq += 1), at, to, reason: null, callId: to === 'ready' ? null : callId });
    agent.at = doneAt;
    if (upTo(5) === 0) {
      agentSteps.push({
        agentId,
        seq: (agent.seq += 1),
        at: doneAt + 5,
        to: 'notReady',
        reason: 'lunch',
        callId: null,
      });
      agent.at = doneAt + 5 + upTo(HOUR);
      agentSteps.push({ agentId, seq: (agent.seq += 1), at: agent.at, to: 'ready', reason: null, callId: null });
    }
  }
  return { steps, agentSteps, until: Math.max(enters, ...free.map(({ at }) => at)) + HOUR };
}

describe('figures of queues and agents', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let ours: TenantRows;
  let theirs: TenantRows;
  let keeper: FiguresKeeper;
  let day: ReturnType<typeof aDay>;
  const repository = new FiguresRepository();
  const service = new FiguresService(repository);
  const agents = [newId(), newId(), newId()];

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE);
    databases = made.databases;
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    theirs = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
    for (const table of ['call_step', 'agent_step']) await postgres.query(DATABASE, `DELETE FROM facts.${table}`);
    // each spec's tables begin with nothing kept
    for (const table of TABLES) await postgres.query(DATABASE, `DELETE FROM reports.${table}`);
    keeper = new FiguresKeeper(
      ...([databases, made.settings satisfies Settings, new FiguresKeepingRepository(), service] as const),
    );
    day = aDay(ours.queueId, agents, 400);
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  async function arrive(steps: readonly StepOfCall[], agentSteps: readonly StepOfAgent[]): Promise<void> {
    const at = (instant: number): string => new Date(instant).toISOString();
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.call_step (id, at, tenant_id, call_id, seq, step, detail)
       SELECT call_id || ':' || seq, at, $2, call_id, seq, step, detail
       FROM jsonb_to_recordset($1) AS x (call_id text, at timestamptz, seq integer, step text, detail jsonb)`,
      [JSON.stringify(steps.map((step) => ({ ...step, call_id: step.callId, at: at(step.at) }))), ours.tenantId],
    );
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.agent_step (id, at, tenant_id, agent_id, seq, from_phase, to_phase, reason, call_id)
       SELECT agent_id || ':' || seq, at, $2, agent_id, seq, '', "to", reason, call_id
       FROM jsonb_to_recordset($1) AS x (agent_id uuid, at timestamptz, seq integer, "to" text, reason text, call_id text)`,
      [
        JSON.stringify(
          agentSteps.map((step) => ({ ...step, agent_id: step.agentId, call_id: step.callId, at: at(step.at) })),
        ),
        ours.tenantId,
      ],
    );
  }

  /** What the cores say of all the facts at once. */
  function expected(interval: Interval) {
    const calls = [...Map.groupBy(day.steps, ({ callId }) => callId).values()];
    const visits = calls.flatMap(visitsOf);
    const answered = new Set(visits.filter(({ outcome }) => outcome === 'answered').map(({ callId }) => callId));
    const spans = [...Map.groupBy(day.agentSteps, ({ agentId }) => agentId).values()].flatMap((told) =>
      spansOf(told).map((span) => {
        const isHandling = span.phase === 'talking' || span.phase === 'wrapUp';
        return { ...span, queueId: isHandling && answered.has(span.callId ?? '') ? ours.queueId : null };
      }),
    );
    const holds = calls.flatMap(holdsOf).map((hold) => ({ ...hold, queueId: ours.queueId }));
    expect(holds.length).toBeGreaterThan(20);
    const happened = { visits, spans, holds, offers: calls.flatMap(offersOf) };
    const { serviceLevelS, shortAbandonS, ...queue } = figuresByQueue(happened, new Map(), interval).get(ours.queueId)!;
    expect({ serviceLevelS, shortAbandonS }).toEqual(USUAL_PROMISE);
    return { queue, agents: figuresByAgent(happened, interval) };
  }

  async function kept(range: Interval) {
    return databases.snapshotOfTenant(ours.tenantId, async (session) => {
      const queues = await service.ofQueues(session, ours.tenantId, range, [range.from]);
      const found = await service.ofAgents(session, ours.tenantId, range, [range.from]);
      return { queue: queues[0]?.figures, agents: new Map(found.map(({ id, figures }) => [id, figures])) };
    });
  }

  const ranges = (): Interval[] => [
    { from: DAY, to: day.until },
    { from: DAY + 2 * HOUR, to: DAY + 3 * HOUR },
    { from: DAY + 2 * HOUR + 123_456, to: DAY + 7 * HOUR + 654_321 },
    { from: DAY + 3 * HOUR + 1, to: DAY + 3 * HOUR + 400_000 },
    { from: DAY + 5 * HOUR + 899_999, to: DAY + 6 * HOUR + 1 },
  ];
  async function expectAll(): Promise<void> {
    for (const range of ranges()) {
      const { queue, agents: byAgent } = expected(range);
      const got = await kept(range);
      expect(got.queue).toEqual(queue);
      for (const id of agents) expect(got.agents.get(id)).toEqual(byAgent.get(id));
    }
  }

  it('are those of the facts for any range, though facts come in any order, some of them a day late, and twice over', async () => {
    // of every seventh call and of the third agent nothing is known at first, and of some calls only the begin
    const isLate = ({ callId, seq }: StepOfCall): boolean => /[07]$/.test(callId) || (callId.endsWith('3') && seq > 1);
    const ofLate = ({ agentId, seq }: StepOfAgent): boolean => agentId === agents[2] || seq % 11 === 4;
    await arrive(
      day.steps.filter((step) => !isLate(step)).toReversed(),
      day.agentSteps.filter((step) => !ofLate(step)),
    );
    await keeper.run(DAY + 6 * HOUR);
    await keeper.run(day.until + HOUR);
    expect((await kept(ranges()[0]!)).queue).not.toEqual(expected(ranges()[0]!).queue);
    await arrive(day.steps.filter(isLate), day.agentSteps.filter(ofLate));
    await keeper.run(day.until + 24 * HOUR);
    await expectAll();
    // as after a copy was restored: all is taken in again
    await postgres.query(DATABASE, "UPDATE reports.figures_progress SET call_came_by = '99999999999', call_fact = ''");
    await keeper.run(day.until + 24 * HOUR);
    await expectAll();
  });

  it('by hours add up to those of the day, and other tenants have none', async () => {
    const [from, to] = [DAY, DAY + 24 * HOUR];
    const hours = Array.from({ length: 24 }, (_, i) => from + i * HOUR);
    const byHour = await databases.snapshotOfTenant(ours.tenantId, (session) =>
      service.ofQueues(session, ours.tenantId, { from, to }, hours),
    );
    const { queue } = expected({ from, to });
    expect(byHour.reduce((sum, { figures }) => sum + figures.offered, 0)).toBe(queue.offered);
    expect(byHour.reduce((sum, { figures }) => sum + figures.talkMs, 0)).toBe(queue.talkMs);
    expect(byHour[0]).toMatchObject({ number: '2000', name: 'Queue', from: DAY + HOUR });
    for (const tenantId of [ours.tenantId, theirs.tenantId]) {
      const found = await databases.snapshotOfTenant(theirs.tenantId, async (session) => [
        ...(await service.ofQueues(session, tenantId, { from, to }, [from])),
        ...(await service.ofAgents(session, tenantId, { from, to }, [from])),
      ]);
      expect(found).toEqual([]);
    }
  });

  it('what a queue promised then stays so when its promise is changed', async () => {
    await postgres.query(DATABASE, 'UPDATE config.queue SET service_level_s = 3600');
    await postgres.query(
      DATABASE,
      'INSERT INTO reports.figures_due SELECT DISTINCT tenant_id, starts_at FROM reports.queue_figures',
    );
    await keeper.run(day.until + 24 * HOUR);
    await expectAll();
  });
});
