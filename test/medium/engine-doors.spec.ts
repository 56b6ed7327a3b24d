import { ClusterEngineDoors } from '../../src/cluster/doors/cluster-engine-doors.js';
import type { Fact } from '../../src/kernel/domain-events.js';
import { EngineDoors } from '../../src/platform/local-api/engine-doors.js';
import { EventFollower } from '../../src/platform/local-api/event-follower.js';
import { EventStreams } from '../../src/platform/local-api/event-streams.js';
import type { FactAt, FactSource } from '../../src/platform/local-api/fact-source.js';
import { LocalApiClient } from '../../src/platform/local-api/local-api.client.js';
import { LiveFeed } from '../../src/reports/live/live-feed.js';
import { eventually } from '../fixtures/eventually.js';
import { MovingWorld } from '../fixtures/moving-world.js';

jest.setTimeout(60_000);

let world: MovingWorld;
let client: LocalApiClient;

beforeAll(async () => {
  world = await MovingWorld.start();
  await world.startAdmin();
  client = new LocalApiClient(world.get(EngineDoors));
}, 120_000);

afterAll(async () => {
  await world.stop();
});

beforeEach(async () => {
  await atHome('sw1', null);
  for (const node of ['sw1', 'sw2']) Object.assign(world.says[node] ?? {}, { kept: [] });
  world.more = () => null;
});

async function atHome(home: string, leaving: string | null): Promise<void> {
  await world.sql('UPDATE config.tenant SET home_node_id = $1, leaving_node_id = $2', home, leaving);
  await eventually(async () => {
    const doors = await world.get(EngineDoors).doorsOf('acme');
    expect(doors.map(({ nodeId }) => nodeId)).toEqual(leaving === null ? [home] : [home, leaving]);
  });
}

const askedOf = (node: string): string | undefined => world.nodes[node]?.asked.at(-1);
const CALL = {
  ...{ callId: 'c1', tenantId: 't', direction: 'inbound', phase: 'talking', caller: '1', called: '2' },
  ...{ trunkId: null, queueId: null, agentId: null, partyAgentId: null, partyExtensionId: null },
  ...{ arrivedAt: 1, queuedAt: null, connectedAt: 2, since: 2, callerChannel: 'x', partyChannel: null },
};

test("a tenant's commands go to its home, and to its next home as soon as it has moved", async () => {
  await client.presentOf('acme');
  expect(askedOf('sw1')).toBe('GET /v1/tenants/acme/present');
  await atHome('sw2', null);
  await client.presentOf('acme');
  expect(askedOf('sw2')).toBe('GET /v1/tenants/acme/present');
});

test('a call of a tenant that has moved is found where it still runs', async () => {
  await atHome('sw2', 'sw1');
  world.more = (node, asked) => (node === 'sw1' && asked === 'GET /v1/tenants/acme/calls/c1' ? CALL : null);
  expect(await client.callOf('acme', 'c1')).toMatchObject({ callId: 'c1' });
  await expect(client.callOf('acme', 'c2')).rejects.toMatchObject({ code: 'calls.unknown_tenant', httpStatus: 404 });
});

test('a node that is not reached, and one whose engine is down, are named', async () => {
  const gone = {
    code: 'local_api.engine_unavailable',
    httpStatus: 503,
    text: { en: 'The call engine of node sw1 cannot be reached.', zh: '无法联系到节点 sw1 的呼叫引擎。' },
  };
  const { sw1 } = world.nodes;
  await sw1?.stopEngine();
  await expect(client.presentOf('acme')).rejects.toMatchObject(gone);
  await sw1?.stopWeb();
  await expect(client.presentOf('acme')).rejects.toMatchObject(gone);
  await sw1?.startEngine();
  await sw1?.startWeb();
  await expect(client.presentOf('acme')).resolves.toMatchObject({ calls: [] });
});

test('a tenant that nobody knows is asked of an engine, which does not know it either', async () => {
  await expect(client.presentOf('nobody')).rejects.toMatchObject({ code: 'calls.unknown_tenant', httpStatus: 404 });
});

test('the admin node has no engine of its own; every switch node has one, until it has left', async () => {
  const ids = async (): Promise<readonly string[]> =>
    (await world.get(ClusterEngineDoors).all()).map(({ nodeId }) => nodeId);
  expect(await ids()).toEqual(['sw1', 'sw2']);
  await world.sql("UPDATE config.node SET state = 'left' WHERE id = 'sw2'");
  await eventually(async () => {
    expect(await ids()).toEqual(['sw1']);
  });
  await world.sql("UPDATE config.node SET state = 'active' WHERE id = 'sw2'");
});

class Journal implements FactSource {
  readonly facts: FactAt[] = [];
  private readonly listeners: (() => void)[] = [];

  commit(): void {
    const seq = this.facts.length + 1;
    this.facts.push({ seq, fact: { id: `f${String(seq)}`, kind: 'call.record' } as Fact });
    for (const listener of this.listeners) listener();
  }

  factsAfter = (seq: number, limit: number): readonly FactAt[] => this.facts.slice(seq, seq + limit);
  lastSeq = (): number => this.facts.length;
  oldestSeq = (): number => (this.facts.length === 0 ? 0 : 1);
  onCommit = (listener: () => void): void => void this.listeners.push(listener);
}

test("a node's events are heard over the link once each, in order, also when it is cut in the middle", async () => {
  const journal = new Journal();
  const streams = new EventStreams(journal);
  world.more = (_node, asked, response) => {
    const [, after] = /^GET \/v1\/events\?after=(\d+)$/.exec(asked) ?? [];
    if (after === undefined) return null;
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    streams.follow(response, Number(after));
    return undefined;
  };
  const heard: number[] = [];
  let ups = 0;
  const listener = {
    refresh: () => Promise.resolve(journal.lastSeq()),
    take: ({ seq }: FactAt) => void heard.push(seq),
    connected: (up: boolean) => {
      if (up) ups += 1;
    },
  };
  const door = await world.get(ClusterEngineDoors).doorOfNode('sw1');
  const follower = new EventFollower(door, listener, { firstPauseMs: 20, longestPauseMs: 50 });
  follower.start();
  await eventually(() => {
    expect(ups).toBe(1);
  });
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 300; n += 1) journal.commit();
    await eventually(() => {
      expect(heard.length).toBeGreaterThan(round * 400);
    });
    await world.nodes.sw1?.stopWeb();
    for (let n = 0; n < 100; n += 1) journal.commit();
    await world.nodes.sw1?.startWeb();
    await eventually(() => {
      expect(heard).toHaveLength(journal.lastSeq());
    });
  }
  expect(heard).toEqual(Array.from({ length: 800 }, (_, n) => n + 1));
  await follower.stop();
  streams.onModuleDestroy();
});

test('the present of all nodes is one picture; what a node that is away says is not current, the rest is unharmed', async () => {
  world.more = (node, asked, response) => {
    if (asked === 'GET /v1/notices') {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
      response.write('{"at":1}\n');
      return undefined;
    }
    return asked === 'GET /v1/status' ? statusOf(node) : null;
  };
  const feed = new LiveFeed(world.get(EngineDoors));
  feed.onApplicationBootstrap();
  await eventually(() => {
    expect(feed.picture.ids('tenants', null)).toEqual([world.tenantId, 'of-sw2']);
    expect(feed.engineOf(null)).toMatchObject({ heard: true, away: [] });
  });
  await world.nodes.sw2?.stopWeb();
  await eventually(() => {
    expect(feed.engineOf(null)).toMatchObject({ heard: false, away: ['sw2'] });
  });
  expect(feed.engineOf(world.tenantId)).toMatchObject({ heard: true });
  expect(feed.picture.ids('tenants', null)).toEqual([world.tenantId, 'of-sw2']);
  await world.sql("UPDATE config.node SET state = 'left' WHERE id = 'sw2'");
  await eventually(() => {
    expect(feed.picture.ids('tenants', null)).toEqual([world.tenantId]);
    expect(feed.engineOf(null)).toMatchObject({ heard: true });
  });
  await world.nodes.sw2?.startWeb();
  await world.sql("UPDATE config.node SET state = 'active' WHERE id = 'sw2'");
  await eventually(() => {
    expect(feed.picture.ids('tenants', null)).toHaveLength(2);
  });
  await feed.onModuleDestroy();
});

function statusOf(node: string): object {
  const id = node === 'sw1' ? world.tenantId : `of-${node}`;
  return {
    ...{ calls: { list: [] }, agents: [], queues: [], noticesAt: 1, lines: { trunks: [], extensions: [] } },
    tenants: [{ id, code: node, suspended: false, channelLimit: 1 }],
    asterisk: { connected: true, since: 1, version: '22', startedAt: 1, recorder: true, transports: [] },
  };
}
