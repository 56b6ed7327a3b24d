import { Edge, EDGE_ADDRESS } from '../fixtures/box/edge.js';
import { Scene, TRUNK_ADDRESS } from '../fixtures/box/scene.js';
import { FIRST, SECOND, TwoNodes } from '../fixtures/box/two-nodes.js';
import type { Hotline } from '../fixtures/box/configuration.js';

jest.setTimeout(60_000);

describe('the SIP edge in front of two nodes', () => {
  let nodes: TwoNodes;
  let edge: Edge | undefined;
  let near: Hotline;
  let far: Hotline;
  /** What people at each node see; telephones and carriers know the edge alone. */
  let first: Scene;
  let second: Scene;

  beforeAll(async () => {
    nodes = await TwoNodes.start(
      'edge',
      async (config) => {
        await config.trunk('city', TRUNK_ADDRESS);
        near = await config.hotline(await config.tenant('near'), 1);
        far = await config.hotline(await config.tenant('far', { home: SECOND }), 1);
      },
      { edge: EDGE_ADDRESS },
    );
    const started = await Edge.start(nodes.first.box);
    edge = started;
    [first, second] = nodes.both.map(({ box }) => new Scene(started.before(box))) as [Scene, Scene];
  });
  afterEach(async () => {
    await first.clear();
    await second.clear();
    await nodes.clear();
  });
  afterAll(async () => {
    await edge?.stop();
    await nodes.stop();
  });

  it.each([FIRST, SECOND])(
    "a carrier's call for a number at home on %s rings there; both talk and hang up",
    async (node) => {
      const [scene, line] = node === FIRST ? [first, near] : [second, far];
      const telephone = await scene.agent(line.agents[0]!, { does: 'answer', after: 0 });
      const caller = await scene.caller(line.number);
      await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
      await caller.sip.hangsUp();
      await telephone.isHungUp();
      const [trunk] = await scene.box.query<{ id: string }>('SELECT id FROM config.trunk');
      expect(await caller.record()).toMatchObject({ trunk_id: trunk?.id, called: line.number, lost_reason: null });
    },
  );

  it('PostgreSQL is away: the edge goes on with what it knew', async () => {
    await nodes.first.box.postgres.stopServer();
    try {
      const caller = await second.caller(far.number);
      await caller.reaches('queue.entered');
      await caller.sip.hangsUp();
    } finally {
      await nodes.first.box.postgres.resume();
    }
  });

  it('a stranger who is neither telephone nor carrier is refused', async () => {
    const stranger = await first.caller(near.number, { address: '127.0.0.46' });
    expect(await stranger.sip.refused()).toBe('403');
  });
});
