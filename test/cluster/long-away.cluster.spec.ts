import type { TestAgent } from '../fixtures/box/configuration.js';
import { eventually } from '../fixtures/box/scene.js';
import { knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';

/** One segment of the write-ahead log, the least that PostgreSQL keeps. */
const SLOT_WAL_MB = 16;
const WHILE_AWAY_MB = 80;
const HEALED_WITHIN_MS = 90_000;

const stage = useCluster(
  'long-away',
  { nodes: ['east'], adminSettings: { PG_SLOT_WAL_MB: `${SLOT_WAL_MB}` } },
  async (cluster) => {
    const hotline = await cluster.configure(async (config) => {
      await config.trunk('carrier', cluster.network.addresses.trunk);
      return config.hotline(await config.tenant('far', { home: 'east' }), 1);
    });
    const [agent] = hotline.agents;
    if (agent === undefined) throw new Error('a hotline without agents');
    await knowsAgent(cluster.host('east'), agent);
    return { agent, hotline };
  },
);

test('a node is away until what was kept for it is lost: it is copied afresh by itself, and calls go on meanwhile', async () => {
  const { cluster, plan } = stage();
  const { admin } = cluster;
  const east = cluster.host('east');
  const scene = cluster.at('east');
  const telephone = await scene.agent(plan.agent, { does: 'answer', after: 50 });
  const caller = await scene.caller(plan.hotline.number);
  await caller.reaches('party.connected');

  await cluster.cut(admin);
  await eventually(
    'the admin node gives the connection up',
    async () => (await isFollowed()) === false || null,
    30_000,
  );
  await admin.askRelay('CREATE TABLE live.ballast (text text)');
  for (let mb = 0; mb < WHILE_AWAY_MB; mb += 8) {
    await admin.askRelay("INSERT INTO live.ballast SELECT repeat('x', 1000) FROM generate_series(1, 8000)");
  }
  await admin.askRelay('DROP TABLE live.ballast');
  await admin.askRelay('CHECKPOINT');
  await eventually('what was kept for the node is lost', async () => (await walStatus()) === 'lost' || null, 30_000);
  const late = await cluster.configure(async (config) => {
    const tenant = await config.tenant('late', { home: 'east' });
    return config.agent(tenant);
  });
  await Promise.all([caller.sip.hears(900, 500), telephone.hears(400, 500)]);

  await cluster.mend(admin);
  await knowsLate(late);
  await Promise.all([caller.sip.hears(900, 500), telephone.hears(400, 500)]);
  await caller.sip.hangsUp();
  expect(await caller.record()).toMatchObject({ ended_by: 'caller' });
  // it follows again: what changes now comes by itself
  const later = await cluster.configure(async (config) => config.agent(await config.tenant('later', { home: 'east' })));
  await knowsAgent(east, { ...later });

  async function walStatus(): Promise<string | undefined> {
    const [slot] = await admin.askRelay<{ wal_status: string }>(
      "SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'callrack_east'",
    );
    return slot?.wal_status;
  }

  async function isFollowed(): Promise<boolean | undefined> {
    const [slot] = await admin.askRelay<{ active: boolean }>(
      "SELECT active FROM pg_replication_slots WHERE slot_name = 'callrack_east'",
    );
    return slot?.active;
  }

  async function knowsLate(agent: TestAgent): Promise<void> {
    await eventually(
      'the copy has what came while it was away',
      async () => {
        const rows = await east.query('SELECT FROM config.agent WHERE id = $1', [agent.id]);
        return rows.length === 1 || null;
      },
      HEALED_WITHIN_MS,
    );
    await knowsAgent(east, agent);
  }
});
