import { once } from 'node:events';
import { join } from 'node:path';
import { connect } from 'node:tls';

import { newAuthority, newKey } from '../../src/cluster/ca/certificates.js';
import { nodeEndpoint } from '../../src/kernel/visit.js';
import type { Hotline } from '../fixtures/box/configuration.js';
import { listeningAddresses } from '../fixtures/box/listening.js';
import { CallerInScene, eventually, TRUNK_ADDRESS, type Scene } from '../fixtures/box/scene.js';
import { ADDRESSES, FIRST, nodeFiles, SECOND, TwoNodes, type Authority } from '../fixtures/box/two-nodes.js';
import { header } from '../fixtures/sip/message-log.js';
import { decodeOpus, reportOf } from '../fixtures/sip/sound.js';

jest.setTimeout(60_000);

describe('two nodes of one configuration', () => {
  let nodes: TwoNodes;
  let trunkId: string;
  /** At home on the first node; after a second its callers go on to a queue of the other's. */
  let near: Hotline;
  /** At home on the second. */
  let far: Hotline;

  beforeAll(async () => {
    nodes = await TwoNodes.start('inter-node', async (config) => {
      trunkId = await config.trunk('city', TRUNK_ADDRESS);
      far = await config.hotline(await config.tenant('far', { home: SECOND }), 1);
      const tenant = await config.tenant('near');
      const overflow = { to: 'share', shareId: await config.share(tenant, 'Far', far) } as const;
      near = await config.hotline(tenant, 0, { maxWaitS: 1, record: true, overflow });
    });
    await nodes.first.lineIsThere(nodeEndpoint(SECOND));
    await nodes.second.lineIsThere(nodeEndpoint(FIRST));
  });
  afterEach(async () => {
    await nodes.clear();
  });
  afterAll(async () => {
    await nodes.stop();
  });

  /** Serial number of the certificate that the second node shows to whoever comes with these. */
  const meetsSecond = async (mine: Readonly<Record<string, string>>): Promise<string> => {
    const socket = connect({
      host: ADDRESSES[SECOND],
      port: nodes.tlsPort,
      ca: nodes.authority.certificate,
      cert: mine['node.crt'],
      key: mine['node.key'],
    });
    await once(socket, 'secureConnect');
    const { serialNumber } = socket.getPeerCertificate();
    // refused is who is cut off though he knew the server
    const cutOff = once(socket, 'close');
    const stays = new Promise((resolve) => setTimeout(resolve, 300, 'stays'));
    const end = await Promise.race([cutOff, stays]);
    socket.destroy();
    if (end !== 'stays') throw new Error('cut off');
    return serialNumber;
  };

  it('each has the other as a line, over TLS', async () => {
    await nodes.first.lineIsThere(nodeEndpoint(SECOND));
    await nodes.second.lineIsThere(nodeEndpoint(FIRST));
  });

  /** Somebody dials, at the first node, a number that is at home on the second, where the call is told of. */
  const callerFromFirst = async (): Promise<CallerInScene> =>
    new CallerInScene((await nodes.first.caller(far.number)).sip, nodes.second);

  /** What is left of the call at a node. */
  const leftAt = async ({ box }: Scene, callId: string): Promise<readonly string[]> =>
    (
      await box.query<{ kind: string }>(
        `SELECT 'step' AS kind FROM facts.call_step WHERE call_id::text LIKE $1
         UNION ALL SELECT 'record' FROM facts.call_record WHERE call_id::text LIKE $1
         UNION ALL SELECT 'charge' FROM facts.charge WHERE call_id::text LIKE $1`,
        [`${callId}%`],
      )
    ).map(({ kind }) => kind);

  /** Of the legs between the nodes, as one of them sees them: whether what is said, and how it is signalled, is secret. */
  const isSecret = async ({ box }: Scene): Promise<readonly string[]> => {
    const { channels } = await box.heldByAsterisk();
    const all = (await box.askAsterisk('/channels')).body as { id: string; name: string }[];
    expect(channels).toHaveLength(2);
    const between = all.find(({ name }) => name.startsWith('PJSIP/node-'));
    const asked = ['CHANNEL(rtp,secure)', 'CHANNEL(pjsip,secure)'].map(async (variable) => {
      const path = `/channels/${between?.id ?? ''}/variable?variable=${encodeURIComponent(variable)}`;
      return ((await box.askAsterisk(path)).body as { value: string }).value;
    });
    return Promise.all(asked);
  };

  it('a call for a number at home on the other node rings there; both talk, one record is there and nothing here', async () => {
    const agent = far.agents[0]!;
    const telephone = await nodes.second.agent(agent, { does: 'answer', after: 0 });
    const caller = await callerFromFirst();
    await Promise.all([caller.sip.hears(900, 1000), telephone.hears(400, 1000)]);
    expect(header(await telephone.isCalled(), 'From')).toContain(`<sip:${caller.number}@`);
    expect(await isSecret(nodes.first)).toEqual(['1', '1']);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    const record = await caller.record();
    const who = { tenant_id: far.tenant.id, agent_id: agent.id, trunk_id: trunkId };
    expect(record).toMatchObject({ ...who, caller: caller.number, called: far.number, lost_reason: null });
    await nodes.first.quiet();
    expect(await leftAt(nodes.first, record.call_id)).toEqual([]);
  });

  it('after its own queue a caller goes on to the other tenant: its agent talks to them, one record is here and none there', async () => {
    const { first, second } = nodes;
    const telephone = await second.agent(far.agents[0]!, { does: 'answer', after: 0 });
    const caller = await first.caller(near.number);
    await caller.reaches('partner.dialled');
    await Promise.all([caller.sip.hears(900, 1500), telephone.hears(400, 1500)]);
    expect(header(await telephone.isCalled(), 'From')).toContain(`<sip:${caller.number}@`);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    const record = await caller.record();
    expect(record).toMatchObject({ tenant_id: near.tenant.id, trunk_id: trunkId, recorded: true, lost_reason: null });
    const [made] = await first.rows<{ file: string }>('SELECT file FROM facts.recording WHERE call_id = $1', [
      record.call_id,
    ]);
    const sound = await decodeOpus(join(first.box.home, 'recordings', made?.file ?? ''));
    expect(reportOf(sound, 0, 400, 900).steady).toBeGreaterThan(0.8);
    expect(reportOf(sound, 1, 900, 400).steady).toBeGreaterThan(0.8);
    await second.rows('SELECT FROM facts.agent_step WHERE agent_id = $1 AND call_id = $2', [
      far.agents[0]!.id,
      record.call_id,
    ]);
    expect(await leftAt(second, record.call_id)).toEqual([]);
  });

  it('the first engine is killed during such a conversation: it goes on, and is told of by the other node', async () => {
    const { first } = nodes;
    const telephone = await nodes.second.agent(far.agents[0]!, { does: 'answer', after: 0 });
    const caller = await callerFromFirst();
    const both = (): Promise<unknown> => Promise.all([caller.sip.hears(900, 500), telephone.hears(400, 500)]);
    await both();
    await first.box.engine.signal('SIGKILL');
    await both();
    first.box.engine.start();
    await first.box.engineIsUp();
    await both();
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    const record = await caller.record();
    expect(record).toMatchObject({ ended_by: 'caller', lost_reason: null, trunk_id: trunkId });
    await first.quiet();
    expect(await leftAt(first, record.call_id)).toEqual([]);
  });

  it('the other node does not answer: the caller is refused in time, and the next one gets through when it is back', async () => {
    const { first, second } = nodes;
    await second.box.asterisk.stop();
    try {
      const { sip } = await first.caller(far.number);
      expect(await sip.refused(15_000)).toBe('503');
    } finally {
      second.box.asterisk.start();
      await second.box.asteriskIsUp();
      await second.box.engineIsUp();
    }
    const caller = await callerFromFirst();
    await caller.reaches('queue.entered');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: expect.any(String) });
  });

  it('who has no certificate of the cluster is not let in', async () => {
    const key = await newKey();
    const stranger: Authority = { key, certificate: await newAuthority(key, new Date()) };
    await expect(meetsSecond({})).rejects.toThrow();
    await expect(meetsSecond(await nodeFiles(stranger, FIRST))).rejects.toThrow();
    await expect(meetsSecond(await nodeFiles(nodes.authority, FIRST))).resolves.toMatch(/^[0-9A-F]+$/);
  });

  it('who calls by UDP from the address of a node is asked who it is, and nobody hears of it', async () => {
    const caller = await nodes.second.caller('call', { address: ADDRESSES[FIRST] ?? '' });
    expect(await caller.sip.refused()).toBe('401');
    expect((await nodes.second.box.api.status()).calls.now).toBe(0);
  });

  it('a renewed certificate is shown without Asterisk being started again, at the same address alone', async () => {
    const { box } = nodes.second;
    const mine = await nodeFiles(nodes.authority, FIRST);
    const before = await meetsSecond(mine);
    const { pid } = box.asterisk;
    box.writeCluster(await nodeFiles(nodes.authority, SECOND));
    await eventually('another certificate', async () => ((await meetsSecond(mine)) === before ? null : true), 20_000);
    expect(box.asterisk.pid).toBe(pid);
    expect(listeningAddresses(pid)).toContain(`tcp ${ADDRESSES[SECOND] ?? ''}:${nodes.tlsPort}`);
    expect(listeningAddresses(pid).filter((address) => address.endsWith(`:${nodes.tlsPort}`))).toHaveLength(1);
    await nodes.first.lineIsThere(nodeEndpoint(SECOND));
  });
});
