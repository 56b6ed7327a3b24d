import type { AgentNow, CallNow, Present, TrunkNow } from '../../../kernel/live-status.js';
import { NodesPicture } from './nodes-picture.js';

const ASTERISK = { connected: true, since: 0, version: '22', startedAt: 0, recorder: true, transports: [] };
const NOTHING: Present = {
  ...{ calls: [], agents: [], queues: [], tenants: [], trunks: [], extensions: [] },
  asterisk: ASTERISK,
};
const tenant = (id: string) => ({ id, code: id, suspended: false, channelLimit: 1 });
const call = (callId: string, tenantId: string, more: Partial<CallNow> = {}): CallNow => ({
  ...{
    callId,
    tenantId,
    direction: 'inbound',
    role: 'owner',
    phase: 'talking',
    caller: '1',
    called: '2',
    trunkId: null,
  },
  ...{
    queueId: null,
    agentId: null,
    partyAgentId: null,
    agentIds: null,
    partyExtensionId: null,
    arrivedAt: 0,
    queuedAt: null,
  },
  ...{ connectedAt: null, since: 0, callerChannel: 'x', partyChannel: null, talk: null, ...more },
});
const agent = (tenantId: string, phase: string): AgentNow => ({
  ...{ id: 'a1', tenantId, tenant: tenantId, number: '1001', name: 'A', extensionId: 'x', phase },
  ...{
    since: 0,
    reason: null,
    queues: [],
    queueIds: ['q'],
    callId: null,
    telephone: 'free',
    byRule: null,
    reasonName: null,
    wrapUpEndsAt: null,
    dispositionAsked: false,
  },
});
const trunk = (reach: TrunkNow['reach']): TrunkNow => ({
  ...{ id: 't', endpoint: 'carrier', channelLimit: 9, reach, address: null, since: null, roundtripMs: null },
});

describe('the picture of several nodes', () => {
  let home: string;
  let nodes: NodesPicture;
  const rows = (section: 'calls' | 'agents' | 'queues', tenantId = 'acme'): object[] =>
    nodes.picture.ids(section, tenantId).flatMap((id) => nodes.picture.row(section, id) ?? []);

  beforeEach(() => {
    home = 'sw1';
    nodes = new NodesPicture(() => home);
  });

  test('each tells of its own tenants; one that is no more takes its part along', () => {
    nodes.replace('sw1', { ...NOTHING, tenants: [tenant('acme')], calls: [call('c1', 'acme')] });
    nodes.replace('sw2', { ...NOTHING, tenants: [tenant('beta')], calls: [call('c2', 'beta')] });
    expect(nodes.picture.ids('tenants', null)).toEqual(['acme', 'beta']);
    nodes.take('sw2', { of: 'call', call: call('c3', 'beta') });
    nodes.take('sw9', { of: 'call', call: call('c4', 'beta') });
    expect(rows('calls', 'beta')).toHaveLength(2);
    nodes.drop('sw2');
    expect(nodes.picture.ids('tenants', null)).toEqual(['acme']);
    expect(rows('calls')).toHaveLength(1);
  });

  test('a tenant that moves is as its home has it, with the calls of both', () => {
    const queues = [{ id: 'q', tenantId: 'acme', tenant: 'acme', number: '2000', waiting: 0, ready: 0 }];
    const left = [call('c1', 'acme', { queueId: 'q' })];
    nodes.replace('sw1', {
      ...NOTHING,
      tenants: [tenant('acme')],
      queues,
      agents: [agent('acme', 'talking')],
      calls: left,
    });
    home = 'sw2';
    nodes.replace('sw2', { ...NOTHING, tenants: [tenant('acme')], queues, agents: [agent('acme', 'notReady')] });
    expect(rows('agents')).toMatchObject([{ phase: 'notReady' }]);
    nodes.take('sw2', { of: 'call', call: call('c2', 'acme', { queueId: 'q' }) });
    expect(rows('queues')).toMatchObject([{ talking: 2, ready: 0 }]);
    nodes.take('sw2', { of: 'agent', agent: agent('acme', 'ready') });
    nodes.take('sw1', { of: 'agent', agent: agent('acme', 'loggedOut') });
    expect(rows('agents')).toMatchObject([{ phase: 'ready' }]);
    nodes.take('sw1', { of: 'callGone', callId: 'c1' });
    expect(rows('queues')).toMatchObject([{ talking: 1, ready: 1 }]);
    nodes.drop('sw1');
    expect(rows('calls')).toMatchObject([{ id: 'c2' }]);
  });

  test('a call that is handed over is as the home has it', () => {
    home = 'sw2';
    nodes.replace('sw1', { ...NOTHING, calls: [call('c1', 'acme', { phase: 'relayed' })] });
    nodes.replace('sw2', { ...NOTHING, calls: [call('c1', 'acme', { phase: 'talking' })] });
    expect(rows('calls')).toMatchObject([{ id: 'c1', phase: 'talking' }]);
    nodes.take('sw2', { of: 'callGone', callId: 'c1' });
    expect(rows('calls')).toMatchObject([{ id: 'c1', phase: 'relayed' }]);
  });

  test('a call that came in at another node is one call, on the line once', () => {
    const relayed = { ...call('c1-r', 'acme', { role: 'relay', trunkId: 't' }), tenantId: null };
    const shown = (): string[] => ['c1', 'c1-r'].filter((id) => nodes.picture.row('calls', id) !== undefined);
    nodes.replace('sw1', { ...NOTHING, trunks: [trunk('reachable')], calls: [relayed] });
    expect(shown()).toEqual(['c1-r']);
    nodes.replace('sw2', { ...NOTHING, tenants: [tenant('acme')] });
    nodes.take('sw2', { of: 'call', call: call('c1', 'acme', { trunkId: 't' }) });
    expect(shown()).toEqual(['c1']);
    expect(nodes.picture.row('trunks', 't')).toMatchObject({ channels: 1 });
    nodes.take('sw1', { of: 'callGone', callId: 'c1-r' });
    expect(shown()).toEqual(['c1']);
    nodes.take('sw2', { of: 'callGone', callId: 'c1' });
    expect(shown()).toEqual([]);
    expect(nodes.picture.row('trunks', 't')).toMatchObject({ channels: 0 });
  });

  test("a guest's channel is no channel of its host's", () => {
    const guest = call('c1', 'beta', { role: 'guest', phase: 'waiting' });
    nodes.replace('sw2', { ...NOTHING, tenants: [tenant('beta')], calls: [guest] });
    expect(nodes.picture.row('tenants', 'beta')).toMatchObject({ channels: 0, waiting: 1 });
  });

  test('a call that another tenant serves on another node is one call to each', () => {
    nodes.replace('sw1', { ...NOTHING, calls: [call('c1', 'acme')] });
    nodes.replace('sw2', { ...NOTHING, tenants: [tenant('beta')] });
    nodes.take('sw2', { of: 'call', call: call('c1', 'beta', { phase: 'waiting' }) });
    expect(rows('calls')).toMatchObject([{ id: 'c1', phase: 'talking' }]);
    expect(rows('calls', 'beta')).toMatchObject([{ id: 'c1@sw2', phase: 'waiting' }]);
    nodes.take('sw2', { of: 'call', call: call('c1', 'beta', { phase: 'talking' }) });
    expect(rows('calls', 'beta')).toMatchObject([{ id: 'c1@sw2', phase: 'talking' }]);
    nodes.take('sw1', { of: 'callGone', callId: 'c1' });
    expect(rows('calls')).toEqual([]);
    expect(rows('calls', 'beta')).toMatchObject([{ id: 'c1' }]);
    nodes.take('sw2', { of: 'callGone', callId: 'c1' });
    expect(rows('calls', 'beta')).toEqual([]);
  });

  test('a trunk that several nodes use is shown by the one that has trouble with it', () => {
    nodes.replace('sw1', { ...NOTHING, trunks: [trunk('reachable')] });
    nodes.replace('sw2', { ...NOTHING, trunks: [trunk('reachable')] });
    nodes.take('sw2', { of: 'trunk', trunk: trunk('unreachable') });
    expect(nodes.picture.row('trunks', 't')).toMatchObject({ reach: 'unreachable' });
    nodes.take('sw2', { of: 'trunk', trunk: trunk('reachable') });
    expect(nodes.picture.row('trunks', 't')).toMatchObject({ reach: 'reachable' });
  });

  test('each node has its SIP server', () => {
    nodes.replace('sw1', NOTHING);
    nodes.take('sw1', { of: 'asterisk', asterisk: { ...ASTERISK, connected: false } });
    expect(nodes.asteriskOf('sw1')?.connected).toBe(false);
    expect(nodes.asteriskOf('sw2')).toBeNull();
  });
});
