import { HallStory, ONE_AGENT, TALKING, TWO_AGENTS } from '../../test/fixtures/hall-story.js';
import { agent, demonstration, outboundLine, queue, tenant } from '../../test/fixtures/node-config.js';
import type { CallId, TenantId } from '../kernel/ids.js';
import { moveOf, presentOf, spokenOf, statusOf } from './calls-status.js';

const TWO_TENANTS = demonstration({
  tenants: [tenant('acme'), tenant('other')],
  queues: [queue('acme', '2000'), queue('other', '2001')],
  agents: [agent('acme', '1001'), agent('other', '1002', ['2001'])],
  tenantTrunks: [outboundLine('acme', 'carrier')],
});

test('a call that an agent places shows the agent, the number shown, and the customer', () => {
  const { world } = new HallStory(TWO_TENANTS).given(ONE_AGENT, '10 agent 1001 calls 13900000001');
  const shown = {
    direction: 'outbound',
    caller: '95001',
    called: '13900000001',
    agentId: 'a1001',
    partyAgentId: 'a1001',
  };
  expect(statusOf(world.hall).calls.list).toMatchObject([{ ...shown, phase: 'calling', since: 10_000 }]);
  const later = new HallStory(TWO_TENANTS).given(ONE_AGENT, '10 agent 1001 calls 13900000001', '13 c1-a1 answers');
  expect(statusOf(later.world.hall).calls.list).toMatchObject([{ ...shown, phase: 'dialling', since: 13_000 }]);
});

test('a call that comes in has its direction too', () => {
  const { world } = new HallStory(TWO_TENANTS).given('10 caller1 arrives');
  expect(statusOf(world.hall).calls.list).toMatchObject([{ direction: 'inbound', partyAgentId: null }]);
});

test('a call inside is shown with both agents, who are in it by their telephones only', () => {
  const { world } = new HallStory().given(TWO_AGENTS, '10 caller1 arrives from acme-8001 calling 1002');
  const shown = () => statusOf(world.hall).agents.map(({ number, phase, callId }) => [number, phase, callId]);
  expect(shown()).toEqual([
    ['1001', 'ready', 'c1'],
    ['1002', 'ready', 'c1'],
  ]);
  world.take({ type: 'call.hangUp', callId: 'c1' as CallId }, 11_000);
  expect(shown()).toEqual([
    ['1001', 'ready', null],
    ['1002', 'ready', null],
  ]);
});

test('a call inside tells both agents, so that whoever looks after one of them has it', () => {
  const { world } = new HallStory().given(TWO_AGENTS, '10 caller1 arrives from acme-8001 calling 8002');
  expect(statusOf(world.hall).calls.list).toMatchObject([{ agentId: null, agentIds: ['a1001', 'a1002'] }]);
  expect(spokenOf(world.hall, 'acme' as TenantId, 'c1' as CallId)).toMatchObject({ agentIds: ['a1001', 'a1002'] });
});

test('the present of one tenant holds nothing of another', () => {
  const { world } = new HallStory(TWO_TENANTS).given(ONE_AGENT, '10 caller1 arrives');
  const own = presentOf(world.hall, 'acme' as TenantId);
  expect(own.calls.map(({ callId }) => callId)).toEqual(['c1']);
  expect(own.agents.map(({ number }) => number)).toEqual(['1001']);
  expect(own.queues.map(({ number }) => number)).toEqual(['2000']);
  expect(own.recorded).toBe(0);
  const other = presentOf(world.hall, 'other' as TenantId);
  expect(other.calls).toEqual([]);
  expect(other.agents.map(({ number }) => number)).toEqual(['1002']);
  expect(other.queues.map(({ number }) => number)).toEqual(['2001']);
});

describe('how far a node is with a tenant that moves away', () => {
  const acme = 'acme' as TenantId;

  test('paused only when what its agents were doing has been written down', () => {
    const { world } = new HallStory().given('10 caller1 arrives', '11 acme is to move to b');
    expect(moveOf(world.hall, acme, false)).toEqual({ place: 'here', calls: 1, agentsInCall: [] });
    expect(moveOf(world.hall, acme, true).place).toBe('paused');
    expect(moveOf(new HallStory().world.hall, acme, true).place).toBe('here');
  });

  test('left, with the calls that still have to do with it and who is in them', () => {
    const { world } = new HallStory().given(ONE_AGENT, TALKING, '20 acme has moved to b');
    expect(moveOf(world.hall, acme, true)).toEqual({ place: 'left', calls: 1, agentsInCall: ['a1001'] });
    const nobody = { place: 'left', calls: 0, agentsInCall: [] };
    expect(moveOf(world.hall, 'unknown' as TenantId, false)).toEqual(nobody);
  });
});
