import { HallStory, ONE_AGENT } from '../../test/fixtures/hall-story.js';
import { agent, demonstration, outboundLine, queue, tenant } from '../../test/fixtures/node-config.js';
import type { TenantId } from '../kernel/ids.js';
import { presentOf, statusOf } from './calls-status.js';

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
