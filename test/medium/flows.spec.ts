import type { FlowGraph, FlowNode } from '../../src/ivr/core/flow-graph.js';
import { FIRST_DRAFT, type FlowRecord } from '../../src/ivr/core/flow-version.js';
import { FlowsService } from '../../src/ivr/flows.service.js';
import { IvrService } from '../../src/ivr/ivr.service.js';
import type { PromptId, QueueId } from '../../src/kernel/ids.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/database/new-id.js';
import { PromptsService } from '../../src/prompts/prompts.service.js';
import { TwoTenants, type Party } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('flows', () => {
  let world: TwoTenants;
  let flows: FlowsService;

  beforeAll(async () => {
    world = await TwoTenants.start();
    flows = world.get(FlowsService);
  });
  afterAll(() => world.stop());

  const as = <T>(party: Party, work: (session: DbSession) => Promise<T>): Promise<T> =>
    world.databases.asTenant(party.tenantId, work);
  const ours = <T>(work: (session: DbSession) => Promise<T>): Promise<T> => as(world.ours, work);
  const made = (name: string): Promise<FlowRecord> =>
    ours((session) => flows.createFlow(session, world.ours.tenantId, { name }));
  const say = (party = world.ours) => [{ prompt: party.promptId as PromptId }];
  const toQueue = (party = world.ours): FlowNode => ({
    kind: 'go',
    destination: { to: 'queue', queueId: party.queueId as QueueId },
  });
  const line = (): FlowGraph => ({
    start: 'welcome',
    nodes: { welcome: { kind: 'play', say: say(), interruptible: true, next: 'queue' }, queue: toQueue() },
  });
  const save = ({ id, version, name }: FlowRecord, draft: unknown): Promise<FlowRecord> =>
    ours((session) => flows.saveDraft(session, id, version, { name, draft }));
  const publish = ({ id, version }: FlowRecord, at = new Date()): Promise<FlowRecord> =>
    ours((session) => flows.publish(session, id, version, 'Li', at));
  const forEngine = async (id: string, now = new Date()) => {
    const { items } = await world.databases.transaction('node', (session) => flows.listFlows(session, now));
    return items.find((flow) => flow.id === id);
  };

  it('begins as a draft that nobody hears; what it says is kept, faults and all', async () => {
    const flow = await made('first');
    expect(flow).toEqual({ id: flow.id, version: 1, name: 'first', draft: FIRST_DRAFT, publishedId: null });
    expect(await forEngine(flow.id)).toBeUndefined();
    await expect(publish(flow)).rejects.toMatchObject({
      code: 'ivr.flow_has_faults',
      text: { zh: expect.stringContaining('welcome'), en: expect.stringContaining('welcome') },
    });
    const design = await ours((session) => flows.design(session, flow.id));
    expect(design).toEqual({ flow, versions: [], faults: [{ fault: 'missing_prompt', node: 'welcome' }] });
    await expect(made('first')).rejects.toMatchObject({ code: 'ivr.flow_exists' });
  });

  it('is published again and again: each version is kept, callers of the one before stay in it for two hours', async () => {
    const first = await publish(await save(await made('hotline'), line()), new Date('2026-01-01T08:00:00Z'));
    const other: FlowGraph = { start: 'queue', nodes: { queue: toQueue() } };
    const second = await publish(await save(first, other), new Date('2026-01-01T09:00:00Z'));
    const { versions } = await ours((session) => flows.design(session, second.id));
    expect(versions.map(({ id, number, publishedBy }) => [id, number, publishedBy])).toEqual([
      [second.publishedId, 2, 'Li'],
      [first.publishedId, 1, 'Li'],
    ]);
    const soon = await forEngine(second.id, new Date('2026-01-01T10:59:00Z'));
    expect(soon).toMatchObject({ published: second.publishedId, tenantId: world.ours.tenantId });
    expect(soon?.versions).toEqual(
      expect.arrayContaining([
        { id: first.publishedId, graph: line() },
        { id: second.publishedId, graph: other },
      ]),
    );
    const later = await forEngine(second.id, new Date('2026-01-01T11:01:00Z'));
    expect(later?.versions.map(({ id }) => id)).toEqual([second.publishedId]);

    const back = await ours((session) => flows.restore(session, second.id, second.version, first.publishedId ?? ''));
    expect(back).toMatchObject({ draft: line(), publishedId: second.publishedId });
  });

  it('is changed by one person at a time', async () => {
    const flow = await made('shared');
    await save(flow, line());
    await expect(save(flow, line())).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
    await expect(publish(flow)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
  });

  it('what a draft names must be there, and be the own', async () => {
    const flow = await made('strange');
    const leading = (node: FlowNode): FlowGraph => ({ start: 'on', nodes: { on: node } });
    for (const node of [
      toQueue(world.theirs),
      { kind: 'play', say: say(world.theirs), interruptible: true, next: 'on' },
      { kind: 'flow', flowId: newId(), next: 'on' },
    ] as FlowNode[]) {
      await expect(save(flow, leading(node))).rejects.toMatchObject({ code: 'platform.invalid_input' });
    }
    await expect(save(flow, { start: 'x', nodes: { x: { kind: 'explode' } } })).rejects.toMatchObject({
      code: 'platform.invalid_input',
    });
    await expect(as(world.theirs, (session) => flows.design(session, flow.id))).rejects.toMatchObject({
      code: 'platform.not_found',
    });
  });

  it('what it uses is not deleted, nor is it while it is used', async () => {
    const used = await publish(await save(await made('used'), line()));
    const refuses = (work: (session: DbSession) => Promise<unknown>) => expect(ours(work)).rejects;
    const prompts = world.get(PromptsService);
    await refuses((session) => prompts.removePrompt(session, world.ours.promptId)).toMatchObject({
      code: 'platform.in_use',
    });
    const ivr = world.get(IvrService);
    const action = { kind: 'go', destination: { to: 'flow', flowId: used.id } };
    const menu = await ours((session) =>
      ivr.createMenu(session, world.ours.tenantId, { name: 'to it', promptId: world.ours.promptId, action }),
    );
    await refuses((session) => flows.removeFlow(session, used.id)).toMatchObject({
      code: 'platform.in_use',
      text: { en: expect.stringContaining('menu to it') },
    });
    await ours((session) => ivr.removeMenu(session, menu.id));
    await ours((session) => flows.removeFlow(session, used.id));
    expect(await forEngine(used.id)).toBeUndefined();
  });

  it('two flows cannot lead to one another', async () => {
    const into = (flowId: string): FlowGraph => ({
      start: 'in',
      nodes: { in: { kind: 'flow', flowId: flowId as FlowRecord['id'], next: 'queue' }, queue: toQueue() },
    });
    const one = await publish(await save(await made('one'), line()));
    const two = await publish(await save(await made('two'), into(one.id)));
    await expect(publish(await save(one, into(two.id)))).rejects.toMatchObject({
      code: 'ivr.flow_has_faults',
      faults: [{ fault: 'calls_itself', node: 'in' }],
    });
  });
});
