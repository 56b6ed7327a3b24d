import { paying } from '../../../test/fixtures/accounts.js';
import { HallStory, ONE_AGENT, TALKING, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import {
  accessNumber,
  demonstration,
  extension,
  outboundLine,
  tenant,
  toQueue,
  trunk,
} from '../../../test/fixtures/node-config.js';
import { rate, tariff, version } from '../../../test/fixtures/tariffs.js';

/** Numbers that look like any others, and are dear by the tariff. */
const DEAR = tariff({
  versions: [
    version({
      rates: [
        rate(),
        rate({ code: 'out', direction: 'outbound' }),
        rate({ code: 'far', direction: 'outbound', prefix: '020', rateClass: 'international' }),
        rate({ code: 'chat', direction: 'outbound', prefix: '400', rateClass: 'premium' }),
      ],
    }),
  ],
});

const WITH_LINE = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });

describe("an agent's call is refused, and nothing has happened", () => {
  test('the agent is not logged in', () => {
    new HallStory(WITH_LINE).tells(`
    10     agent 1001 calls 13900000001
           refused acd.agent_not_logged_in
    `);
  });

  test('the agent is in a call', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKING).tells(`
    20     agent 1001 calls 13900000001 as c2
           refused acd.agent_busy
    `);
  });

  test('no number', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10     agent 1001 calls police
           refused calls.bad_number
    11     agent 1001 calls 1390000000a
           refused calls.bad_number
    `);
  });

  test('the tenant is suspended', () => {
    new HallStory({ ...WITH_LINE, tenants: [tenant('acme', { suspended: true })] }).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           refused calls.tenant_suspended
    `);
  });

  test('the number to be shown belongs to another tenant, or to nobody', () => {
    new HallStory({
      ...WITH_LINE,
      tenants: [tenant('acme'), tenant('other')],
      accessNumbers: [...WITH_LINE.accessNumbers, accessNumber('other', '95002', toQueue('2000'))],
    }).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001 showing 95002
           refused calls.not_your_number
    11     agent 1001 calls 13900000001 showing 95009
           refused calls.not_your_number
    `);
  });

  test('the tenant has no number that could be shown', () => {
    new HallStory({ ...WITH_LINE, accessNumbers: [] }).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           refused calls.no_number_to_show
    `);
  });

  test("the agent's telephone is not configured", () => {
    new HallStory({ ...WITH_LINE, extensions: [] }).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           refused calls.no_telephone
    `);
  });

  test("the agent's telephone is another tenant's", () => {
    new HallStory({
      ...WITH_LINE,
      tenants: [tenant('acme'), tenant('other')],
      extensions: [extension('other', '8001'), extension('acme', '8002')],
    }).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           refused calls.no_telephone
    `);
  });

  test("the tenant's calls go out by no trunk", () => {
    new HallStory({ ...WITH_LINE, tenantTrunks: [outboundLine('acme', 'carrier', { outboundRank: null })] }).given(
      ONE_AGENT,
    ).tells(`
    10     agent 1001 calls 13900000001
           refused calls.no_trunk
    `);
  });
});

describe('a limit is the reason: also a fact', () => {
  test('all channels of the tenant are taken; the next call goes when one is free', () => {
    new HallStory({ ...WITH_LINE, tenants: [tenant('acme', { channelLimit: 1 })] }).given(ONE_AGENT).tells(`
    9      caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    10     agent 1001 calls 13900000001
           refused calls.no_channel
           * a1001 limit channels refused
    11     caller2 hangs up
           * c2 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c2 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 9 answered 9 menu 9 ended 11
    12     agent 1001 calls 13900000001 as c3
           * a1001 ready -> offered in c3
           * c3 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c3 agent.called agentId=a1001 extensionId=x8001
           > dial c3-a1 at acme-8001 for 13900000001, 35 s
    13     caller4 arrives
           * c4 call.arrived caller=13800000004 called=95001 trunkId=trunk-carrier
           * c4 call.refused why=no_channel
           * c4 limit channels refused
           > hang up caller4 17
    `);
  });

  test('the trunk is full', () => {
    new HallStory({ ...WITH_LINE, trunks: [trunk('carrier', 1)] }).given(ONE_AGENT).tells(`
    9      caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    10     agent 1001 calls 13900000001
           refused calls.no_channel
           * a1001 limit trunk_channels refused
    `);
  });

  test("the tenant's share of the trunk is taken", () => {
    new HallStory({ ...WITH_LINE, tenantTrunks: [outboundLine('acme', 'carrier', { channelLimit: 1 })] }).given(
      ONE_AGENT,
    ).tells(`
    9      caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    10     agent 1001 calls 13900000001
           refused calls.no_channel
           * a1001 limit trunk_channels refused
    `);
  });

  test('the first trunk is full: the second one is taken', () => {
    new HallStory({
      ...WITH_LINE,
      trunks: [trunk('carrier', 1), trunk('other')],
      tenantTrunks: [outboundLine('acme', 'other', { outboundRank: 2 }), outboundLine('acme', 'carrier')],
    }).given(ONE_AGENT).tells(`
    9      caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    10     agent 1001 calls 13900000001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    11     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-other
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@other for 95001, 65 s
    `);
  });

  test('of two trunks that have room the lower rank goes first', () => {
    new HallStory({
      ...WITH_LINE,
      trunks: [trunk('carrier'), trunk('other')],
      tenantTrunks: [outboundLine('acme', 'carrier', { outboundRank: 2 }), outboundLine('acme', 'other')],
    }).given(ONE_AGENT, '10 agent 1001 calls 13900000001').tells(`
    11     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-other
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@other for 95001, 65 s
    `);
  });

  test('what the tariff calls international or premium is closed, whatever the number looks like', () => {
    new HallStory(paying('100', {}, {}, DEAR)).given(ONE_AGENT).tells(`
    10     agent 1001 calls 02085551234
           refused billing.international_closed
           * a1001 limit international_closed refused
    11     agent 1001 calls 4008001234 as c2
           refused billing.premium_closed
           * a1001 limit premium_closed refused
    `);
  });

  test('and is called where it is open', () => {
    const open = { internationalOpen: true, premiumOpen: true };
    new HallStory(paying('100', {}, open, DEAR)).given(TWO_AGENTS).tells(`
    10     agent 1001 calls 02085551234
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=02085551234
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 02085551234, 35 s
    11     agent 1002 calls 4008001234 as c2
           * a1002 ready -> offered in c2
           * c2 call.placed agentId=a1002 agentNumber=1002 caller=95001 called=4008001234
           * c2 agent.called agentId=a1002 extensionId=x8002
           > dial c2-a1 at acme-8002 for 4008001234, 35 s
    `);
  });

  test('international and premium numbers are closed until they are opened', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10     agent 1001 calls +44207946000
           refused billing.international_closed
           * a1001 limit international_closed refused
    11     agent 1001 calls 16812345 as c2
           refused billing.premium_closed
           * a1001 limit premium_closed refused
    `);
  });
});
