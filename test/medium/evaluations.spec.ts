import { evaluationDaysResource, evaluationsResource } from '../../src/console/evaluations/evaluations.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { References } from '../../src/platform/references/references.js';
import { EvaluationsRepository } from '../../src/reports/evaluations.repository.js';
import { EvaluationsService } from '../../src/reports/evaluations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('what callers said of their agents', () => {
  let world: TwoTenants;
  let evaluations: EvaluationsService;
  let told = 0;

  beforeAll(async () => {
    world = await TwoTenants.start();
    evaluations = new EvaluationsService(new EvaluationsRepository());
  });
  afterAll(() => world.stop());

  const tell = async (at: string, call: string, step: 'asked' | 'given', detail: object = {}): Promise<void> => {
    told += 1;
    const { tenantId, agentId, queueId } = world.ours;
    await world.query(
      `INSERT INTO facts.call_step (id, at, tenant_id, call_id, seq, step, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      ...[`${call}:${told}`, at, tenantId, call, told, `evaluation.${step}`, { agentId, queueId, ...detail }],
    );
  };
  const days = async (actor: Actor) =>
    (await world.records.page(evaluationDaysResource(evaluations), actor, WHOLE_LIST)).found.map(
      ({ record }) => record,
    );

  it('the flow of a queue is not removed as long as its callers are asked by it', async () => {
    const { tenantId, queueId } = world.ours;
    const [flow] = await world.query<{ id: string }>('SELECT id FROM config.flow WHERE tenant_id = $1', tenantId);
    const uses = () =>
      world.databases.snapshot('operator', (session) =>
        world.get(References).usesOf(session, { kind: 'flow', id: flow!.id }),
      );
    const before = await uses();
    await world.query('UPDATE config.queue SET evaluation_flow_id = $1 WHERE id = $2', flow!.id, queueId);
    expect(await uses()).toHaveLength(before.length + 1);
    await world.query('UPDATE config.queue SET evaluation_flow_id = NULL WHERE id = $1', queueId);
  });

  it('by day of the company, agent and queue: asked, answered, the average, and what was low', async () => {
    // 23:59 and 00:30 in Shanghai
    await tell('2026-11-23T15:59:00Z', 'c1', 'asked');
    await tell('2026-11-23T15:59:30Z', 'c1', 'given', { question: '服务', score: 4, most: 5 });
    await tell('2026-11-23T15:59:40Z', 'c1', 'given', { question: '推荐', score: 4, most: 10 });
    await tell('2026-11-23T15:59:00Z', 'c2', 'asked');
    await tell('2026-11-23T16:30:00Z', 'c3', 'asked');
    const { agentId, queueId, admin } = world.ours;
    expect(await days(admin)).toEqual([
      {
        ...{ id: expect.any(String) as string, day: '2026-11-24', agentId, queueId },
        ...{ asked: 1, answered: 0, scores: 0, percent: null, low: 0 },
      },
      {
        ...{ id: expect.any(String) as string, day: '2026-11-23', agentId, queueId },
        ...{ asked: 2, answered: 1, scores: 2, percent: 60, low: 1 },
      },
    ]);
    expect(await days(world.theirs.admin)).toEqual([]);
    const page = await world.records.page(evaluationsResource(evaluations), admin, WHOLE_LIST);
    expect(page.found.map(({ record }) => record)).toMatchObject([
      { callId: 'c1', agentId, queueId, question: '推荐', score: 4, most: 10 },
      { callId: 'c1', agentId, queueId, question: '服务', score: 4, most: 5 },
    ]);
  });
});
