import { once } from 'node:events';
import { connect } from 'node:tls';

import { newAuthority, newKey } from '../../src/cluster/ca/certificates.js';
import { nodeEndpoint } from '../../src/kernel/visit.js';
import { listeningAddresses } from '../fixtures/box/listening.js';
import { eventually, TRUNK_ADDRESS } from '../fixtures/box/scene.js';
import { ADDRESSES, FIRST, nodeFiles, SECOND, TwoNodes, type Authority } from '../fixtures/box/two-nodes.js';

jest.setTimeout(60_000);

describe('two nodes of one configuration', () => {
  let nodes: TwoNodes;

  beforeAll(async () => {
    nodes = await TwoNodes.start('inter-node', async (config) => {
      const tenant = await config.tenant('far', { home: SECOND });
      await config.trunk('city', TRUNK_ADDRESS);
      await config.hotline(tenant, 1);
    });
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
    await box.renderAsterisk();
    await box.askAsterisk('/asterisk/modules/res_pjsip.so', 'PUT');
    await eventually('another certificate', async () => ((await meetsSecond(mine)) === before ? null : true));
    expect(box.asterisk.pid).toBe(pid);
    expect(listeningAddresses(pid)).toContain(`tcp ${ADDRESSES[SECOND] ?? ''}:${nodes.tlsPort}`);
    expect(listeningAddresses(pid).filter((address) => address.endsWith(`:${nodes.tlsPort}`))).toHaveLength(1);
    await nodes.first.lineIsThere(nodeEndpoint(SECOND));
  });
});
