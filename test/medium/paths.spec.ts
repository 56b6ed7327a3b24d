import fc from 'fast-check';

import { branchesOf, type FlowGraph, type FlowNode } from '../../src/ivr/core/flow-graph.js';
import type { CallStep } from '../../src/kernel/domain-events.js';
import type { FlowId, PromptId } from '../../src/kernel/ids.js';
import { drawInteger, seedRandom } from '../../src/kernel/random.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import {
  addVisits,
  LEAVINGS,
  NO_NODE_FIGURES,
  pathOf,
  type NodeFigures,
} from '../../src/reports/core/figures/paths.js';
import type { Interval } from '../../src/reports/core/figures/figures.js';
import type { StepOfCall } from '../../src/reports/core/figures/spans.js';
import { FiguresKeeper } from '../../src/reports/figures-keeper.js';
import { FiguresKeepingRepository } from '../../src/reports/figures-keeping.repository.js';
import { FiguresRepository } from '../../src/reports/figures.repository.js';
import { FiguresService } from '../../src/reports/figures.service.js';
import { PathsRepository } from '../../src/reports/paths.repository.js';
import { PathsService } from '../../src/reports/paths.service.js';
import { migratedDatabase } from '../fixtures/database.js';
import { callerIn, DEEDS } from '../fixtures/flow-caller.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { FLOWS } from '../fixtures/random-flows.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(120_000);

const DATABASE = 'paths';
const DAY = Date.UTC(2025, 10, 20);
const HOUR = 3_600_000;
const MINUTE = 60_000;
const VERSIONS = new Map(FLOWS.map((name) => [`${name}-v1`, newId()]));
const CALLS = 120;
const TABLES = [
  ...['facts.call_step', 'facts.agent_step', 'reports.node_visit', 'reports.path_figures', 'reports.queue_visit'],
  ...['reports.agent_offer', 'reports.agent_span', 'reports.call_hold'],
];

const SAY = [{ prompt: 'p' as PromptId }];
const ASKING = { say: SAY, keyTimeoutMs: 5000, attempts: 2, otherwise: 'agent' } as const;
const HANG_UP: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };
/** A line with a flow within, which goes on in another or comes back; the first node of each is its start. */
const GRAPHS: Readonly<Record<(typeof FLOWS)[number], Readonly<Record<string, FlowNode>>>> = {
  f0: {
    n0: { kind: 'menu', keys: { '1': 'code', '2': 'within' }, ...ASKING },
    code: {
      ...{ kind: 'collect', into: 'code', least: 1, most: 2, terminator: '#', digitTimeoutMs: 3000, masked: true },
      ...{ next: 'right?', ...ASKING },
    },
    'right?': {
      kind: 'condition',
      cases: [{ all: [{ left: '{code}', is: 'begins', right: '1' }], next: 'within' }],
      otherwise: 'n0',
    },
    within: { kind: 'flow', flowId: 'f1' as FlowId, next: 'n0' },
    agent: HANG_UP,
  },
  f1: {
    n0: { kind: 'menu', keys: { '1': 'back', '2': 'deeper' }, ...ASKING },
    deeper: { kind: 'flow', flowId: 'f2' as FlowId, next: 'back' },
    back: { kind: 'return' },
    agent: HANG_UP,
  },
  f2: {
    n0: { kind: 'play', say: SAY, interruptible: true, next: 'back' },
    back: { kind: 'return' },
  },
};

/** What callers did at random in these flows: real facts of the hall, a call every five minutes. */
function aDay(): { readonly graphs: ReadonlyMap<string, FlowGraph>; readonly steps: readonly CallStep[] } {
  const drawn = FLOWS.map((name) => [name, { start: 'n0', nodes: GRAPHS[name] }] as const);
  const deeds = fc.array(fc.constantFrom(...DEEDS), { minLength: 1, maxLength: 60 });
  const steps = fc.sample(deeds, { numRuns: CALLS, seed: 7 }).flatMap((given, call) => {
    const caller = callerIn(Object.fromEntries(drawn));
    for (const deed of given) if (caller.call !== undefined) caller.does(deed);
    // of ten callers one is still there, others hang up
    if (call % 10 !== 0) caller.hangsUp();
    const from = DAY + call * 5 * MINUTE;
    return caller.facts.flatMap((fact): CallStep[] => (fact.kind === 'call.step' ? [moved(fact, call, from)] : []));
  });
  return { graphs: new Map(drawn.map(([name, graph]) => [versionOf(name), startedAs(graph)])), steps };
}

const versionOf = (flow: string): string => VERSIONS.get(`${flow}-v1`) ?? '';

/** As callerIn makes it. */
function startedAs({ nodes }: FlowGraph): FlowGraph {
  return { start: 'start', nodes: { ...nodes, start: nodes.n0! } };
}

function moved(step: CallStep, call: number, from: number): CallStep {
  const { versionId } = step.detail;
  const detail = typeof versionId === 'string' ? { versionId: VERSIONS.get(versionId) ?? versionId } : {};
  return {
    ...step,
    callId: `call-${String(call)}` as never,
    at: from + step.at,
    detail: { ...step.detail, ...detail },
  };
}

describe('paths of callers through flows', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let ours: TenantRows;
  let theirs: TenantRows;
  let keeper: FiguresKeeper;
  const day = aDay();
  const until = DAY + CALLS * 5 * MINUTE + 2 * HOUR;
  const figures = new FiguresRepository();
  const paths = new PathsService(new PathsRepository(), figures);

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE);
    databases = made.databases;
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    theirs = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
    for (const table of TABLES) await postgres.query(DATABASE, `DELETE FROM ${table}`);
    for (const [name, id] of VERSIONS) {
      const flowId = newId();
      const graph = JSON.stringify(day.graphs.get(id));
      await postgres.query(
        DATABASE,
        'INSERT INTO config.flow (id, tenant_id, name, draft, published_id) VALUES ($1, $2, $3, $4, $5)',
        [flowId, ours.tenantId, name, graph, id],
      );
      await postgres.query(
        DATABASE,
        `INSERT INTO config.flow_version (id, tenant_id, flow_id, number, graph, published_by)
         VALUES ($1, $2, $3, 1, $4, 'Somebody')`,
        [id, ours.tenantId, flowId, graph],
      );
    }
    const keeping = new FiguresKeepingRepository();
    keeper = new FiguresKeeper(databases, made.settings, keeping, new FiguresService(figures));
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  async function arrive(steps: readonly CallStep[]): Promise<void> {
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.call_step (id, at, tenant_id, call_id, seq, step, detail)
       SELECT call_id || ':' || seq, at, $2, call_id, seq, step, detail
       FROM jsonb_to_recordset($1) AS x (call_id text, at timestamptz, seq integer, step text, detail jsonb)`,
      [
        JSON.stringify(steps.map((step) => ({ ...step, call_id: step.callId, at: new Date(step.at).toISOString() }))),
        ours.tenantId,
      ],
    );
  }

  async function told(range: Interval): Promise<ReadonlyMap<string, NodeFigures>> {
    return databases.snapshotOfTenant(ours.tenantId, async (session) => {
      const all = new Map<string, NodeFigures>();
      for (const id of day.graphs.keys())
        for (const { node, figures: found } of await paths.ofVersion(session, ours.tenantId, id, range))
          all.set(`${id} ${node}`, found);
      return all;
    });
  }

  /** What the core says of all the facts at once. */
  function expected({ from, to }: Interval): ReadonlyMap<string, NodeFigures> {
    const nodes = [...day.graphs].flatMap(([id, graph]) => Object.keys(graph.nodes).map((node) => `${id} ${node}`));
    const sums = new Map(nodes.map((node) => [node, NO_NODE_FIGURES]));
    for (const steps of Map.groupBy(day.steps, ({ callId }) => callId).values())
      for (const visit of pathOf(steps as unknown as StepOfCall[])) {
        if (visit.enteredAt < from || visit.enteredAt >= to) continue;
        const key = `${visit.versionId} ${visit.node}`;
        sums.set(key, addVisits(sums.get(key) ?? NO_NODE_FIGURES, visit, 1));
      }
    return sums;
  }

  const whole = { from: DAY, to: until };
  const ranges: readonly Interval[] = [
    whole,
    { from: DAY + HOUR, to: DAY + 2 * HOUR },
    { from: DAY + HOUR + 123_456, to: DAY + 7 * HOUR + 654_321 },
    { from: DAY + 3 * HOUR + 1, to: DAY + 3 * HOUR + 400_000 },
  ];

  it('are those of the facts for any range, though facts come in any order, some of them a day late', async () => {
    const isLate = ({ callId, seq }: CallStep): boolean => callId.endsWith('3') || (callId.endsWith('7') && seq > 4);
    let dice = seedRandom(3);
    const shuffled = day.steps
      .map((step) => {
        dice = drawInteger(dice, 0, 1_000_000).state;
        return { step, place: drawInteger(dice, 0, 1_000_000).value };
      })
      .toSorted((a, b) => a.place - b.place)
      .map(({ step }) => step);
    const inTime = shuffled.filter((step) => !isLate(step));
    await arrive(inTime.slice(0, inTime.length / 2));
    await keeper.run(DAY + 6 * HOUR);
    await arrive(inTime.slice(inTime.length / 2));
    await keeper.run(until);
    expect(await told(whole)).not.toEqual(expected(whole));
    await arrive(shuffled.filter(isLate));
    await keeper.run(until + 24 * HOUR);
    for (const range of ranges) expect(await told(range)).toEqual(expected(range));
    // as after a copy was restored: all is taken in again
    await postgres.query(DATABASE, "UPDATE reports.figures_progress SET call_came_by = '99999999999', call_fact = ''");
    await keeper.run(until + 24 * HOUR);
    for (const range of ranges) expect(await told(range)).toEqual(expected(range));
  });

  it('of every node: entered is left by its ways, hung up, ended and still there; and who enters has begun there or come by a way', async () => {
    const found = await told(whole);
    const sum = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((a, b) => a + b, 0);
    for (const [id, { nodes }] of day.graphs) {
      const came = new Map<string, number>();
      for (const [key, node] of Object.entries(nodes)) {
        const { entered, leftBy, hungUp, ended, still, begun } = found.get(`${id} ${key}`)!;
        expect(entered).toBe(sum(leftBy) + hungUp + ended + still);
        const ways = branchesOf(node);
        for (const by of Object.keys(leftBy)) expect([...ways.map((way) => way.by), ...LEAVINGS]).toContain(by);
        for (const { by, to } of ways) came.set(to, (came.get(to) ?? 0) + (leftBy[by] ?? 0));
        came.set(key, (came.get(key) ?? 0) + begun);
      }
      for (const key of Object.keys(nodes)) expect(came.get(key) ?? 0).toBe(found.get(`${id} ${key}`)!.entered);
    }
    const all = [...found.values()];
    expect(found.get(`${versionOf('f0')} start`)?.begun).toBe(CALLS);
    for (const end of ['hungUp', 'still'] as const) expect(all.some((figures) => figures[end] > 0)).toBe(true);
    for (const by of ['go', 'return', 'case1', 'otherwise', '2'])
      expect(all.some(({ leftBy }) => (leftBy[by] ?? 0) > 0)).toBe(true);
  });

  it('who was still there has hung up once that is known', async () => {
    const before = await told(whole);
    const still = day.steps.filter(({ callId }) => callId.endsWith('0'));
    const last = Map.groupBy(still, ({ callId }) => callId);
    await arrive(
      [...last.values()]
        .filter((steps) => steps.every(({ step }) => step !== 'call.ended'))
        .map((steps) => ({
          ...steps.at(-1)!,
          ...{ seq: 5000, at: until, step: 'call.ended', detail: { by: 'caller', causeCode: 16, lostReason: null } },
        })),
    );
    await keeper.run(until + 24 * HOUR);
    const after = await told(whole);
    for (const [node, { still: were, hungUp, ...rest }] of before)
      expect(after.get(node)).toEqual({ ...rest, still: 0, hungUp: hungUp + were });
  });

  it('what was taken in while its quarter of an hour was the present is kept when that has passed', async () => {
    const now = until + 48 * HOUR;
    await keeper.run(now);
    const [id = ''] = day.graphs.keys();
    const detail = { versionId: id, node: 'start', by: null };
    const step = { ...day.steps[0]!, callId: 'later' as never, at: now + MINUTE, step: 'flow.node', detail } as const;
    await arrive([step]);
    await keeper.run(now + 2 * MINUTE);
    const range = { from: now, to: now + 15 * MINUTE };
    const present = await told(range);
    expect(present.get(`${id} start`)).toEqual({ ...NO_NODE_FIGURES, entered: 1, begun: 1, still: 1 });
    await keeper.run(now + HOUR);
    expect(await told(range)).toEqual(present);
  });

  it('by quarters of an hour add up to the whole; another tenant has none of it', async () => {
    const asked = { ...whole, ids: [...day.graphs.keys()], timeZone: 'Asia/Shanghai' };
    const lines = (tenant: TenantRows, by: 'whole' | 'quarter') =>
      databases.snapshotOfTenant(tenant.tenantId, (session) => paths.lines(session, ours.tenantId, { ...asked, by }));
    const [once, byQuarter] = [await lines(ours, 'whole'), await lines(ours, 'quarter')];
    for (const { version, node, figures: found } of once) {
      const parts = byQuarter.filter((line) => line.version.id === version.id && line.node === node);
      expect(parts.every(({ from }) => from % (15 * MINUTE) === 0)).toBe(true);
      expect(parts.reduce((sum, part) => sum + part.figures.entered, 0)).toBe(found.entered);
      expect(parts.reduce((sum, part) => sum + part.figures.hungUp, 0)).toBe(found.hungUp);
    }
    expect(byQuarter.length).toBeGreaterThan(once.length);
    expect(await lines(theirs, 'whole')).toEqual([]);
  });
});
