import { HallStory } from '../../../test/fixtures/hall-story.js';
import {
  accessNumber,
  agent,
  demonstration,
  keyMenu,
  outboundLine,
  toQueue,
} from '../../../test/fixtures/node-config.js';

const OPEN = demonstration({ agents: [{ ...agent('acme', '1001'), openLine: 'music' }, agent('acme', '1002')] });
const SERVICE = demonstration({
  agents: [{ ...agent('acme', '1001'), pinHash: 'hash' }],
  accessNumbers: [
    accessNumber('acme', '95001', toQueue('2000')),
    accessNumber('acme', '95009', { to: 'agentService' }),
  ],
});
const ON_LINE = `10 caller1 arrives from acme-8001 calling *701001
  12 c1-p1 ends`;
const TALKS = `${ON_LINE}
  20 caller2 arrives
  21 caller2 presses 1
  21 c2-a1-l comes to line c1
  22 c1-p2 ends
  22 c2-a1 answers`;

describe('a line that stays open', () => {
  test('after the login there is music; a call comes to it after a signal, goes, and the line stays', () => {
    new HallStory(OPEN).tells(`
    10 caller1 arrives from acme-8001 calling *701001
           * a1001 loggedOut -> ready
           * c1 call.arrived caller=8001 called=*701001 trunkId=- extensionId=x8001 agentId=-
           * c1 feature.used feature=signIn extensionId=x8001 agentId=-
           * c1 call.answered
           * c1 line.opened agentId=a1001
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/agent-signed-in
    12 c1-p1 ends
           > music default to caller1
    20 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    21 caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s, by line c1
    21 c2-a1-l comes to line c1
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/call-coming
    22 c1-p2 ends
           > answer c2-a1-l
           > bridge c1-b: caller1 c2-a1-l
    22 c2-a1 answers
           * c2 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
    30 caller2 hangs up
           * a1001 talking -> ready in c2
           > drop bridge c2-b
           > hang up c2-a1 16
    30 c2-a1-l ends 16
           > drop bridge c1-b
           > music default to caller1
    `);
  });

  test('a number keyed on it is called: the agent hears it ringing by the line, the call is theirs as any they place', () => {
    const keyed = Array.from('13900000009#', (key, n) => `${String(20 + n / 10)} caller1 presses ${key}`).join('\n');
    const story = new HallStory({ ...OPEN, tenantTrunks: [outboundLine('acme', 'carrier')] }).given(ON_LINE);
    story.given(keyed.slice(0, keyed.lastIndexOf('\n')));
    story.tells(`
    22 caller1 presses #
           * a1001 ready -> offered in c1-d22000
           * c1-d22000 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000009
           * c1-d22000 agent.called agentId=a1001 extensionId=x8001
           > dial c1-d22000-a1 at acme-8001 for 13900000009, 35 s, by line c1
    22 c1-d22000-a1-l comes to line c1
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/call-coming
    23 c1-p2 ends
           > answer c1-d22000-a1-l
           > bridge c1-b: caller1 c1-d22000-a1-l
    23 c1-d22000-a1 answers
           * c1-d22000 customer.dialled number=13900000009 trunkId=trunk-carrier
           * a1001 offered -> talking in c1-d22000
           > ring c1-d22000-a1
           > dial c1-d22000-a2 at 13900000009@carrier for 95001, 65 s
    `);
  });

  test('keys of a conversation are no part of a number that is keyed after it', () => {
    const story = new HallStory({ ...OPEN, tenantTrunks: [outboundLine('acme', 'carrier')] }).given(TALKS);
    story.given(
      '23 caller1 presses *',
      '23 caller1 presses 9',
      '30 caller2 hangs up',
      '30 c2-a1-l ends 16',
      '30 c2-a1 ends 16',
    );
    const keyed = Array.from('13900000009#', (key, n) => `${String(40 + n / 10)} caller1 presses ${key}`).join('\n');
    expect(story.play(keyed)).toContain('call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000009');
  });

  test.each([
    ['13900000009#', {}, 'all-agents-busy'],
    ['13900000009#', { tenantTrunks: [outboundLine('acme', 'carrier')], blockedNumbers: [] }, null],
    ['8002#', {}, 'number-not-in-use'],
    ['*99#', {}, 'no-such-code'],
    ['*74#', {}, 'agent-ready'],
    ['#', {}, null],
  ])('keyed %s: what is heard', (keyed, more, words) => {
    const story = new HallStory({ ...OPEN, ...more }).given(ON_LINE);
    const told = story.play(Array.from(keyed, (key, n) => `${String(20 + n / 10)} caller1 presses ${key}`).join('\n'));
    if (words === null) expect(told).not.toContain('> play');
    else expect(told).toContain(`> play c1-p2 to caller1: prompts/zh/${words}`);
  });

  test('hung up between calls: logged out', () => {
    new HallStory(OPEN).given(ON_LINE).tells(`
    20 caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 20
           * a1001 ready -> loggedOut
    `);
  });

  test('hung up in a conversation: the call ends, and the agent is logged out after it', () => {
    new HallStory(OPEN).given(TALKS).tells(`
    30 caller1 hangs up
           > drop bridge c1-b
           > hang up c2-a1-l 16
    30 c2-a1 ends 16
           * a1001 talking -> loggedOut in c2
           > drop bridge c2-b
           > hang up caller2 16
    `);
  });

  test('logged out by somebody else: the line says so and ends', () => {
    new HallStory(OPEN).given(ON_LINE).tells(`
    20 agent 1001 logs out
           * a1001 ready -> loggedOut
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/agent-signed-out
    22 c1-p2 ends
           > hang up caller1 16
    `);
  });

  test('codes on the open line, ended by the hash key', () => {
    new HallStory(OPEN).given(ON_LINE, '20 caller1 presses *', '20 caller1 presses 7', '20 caller1 presses 3').tells(`
    20 caller1 presses #
           * c1 feature.used feature=notReady extensionId=- agentId=a1001
           * a1001 ready -> notReady (break)
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/agent-not-ready
    22 c1-p2 ends
           > music default to caller1
    `);
  });

  test('the engine dies while two talk: both stay together, the line stays theirs', () => {
    new HallStory(OPEN).given(TALKS, '25 engine dies').tells(`
    26 asterisk returns: caller1@c1-b c2-a1-l@c1-b caller2@c2-b c2-a1@c2-b
           > answer caller1
           > bridge c1-b: caller1 c2-a1-l
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
    30 caller2 hangs up
           * a1001 talking -> ready in c2
           > drop bridge c2-b
           > hang up c2-a1 16
    `);
  });

  test('a line that is no more is called in vain', () => {
    new HallStory(OPEN).tells(`
    10 c2-a1-l comes to line c1
           > hang up c2-a1-l 16
    `);
  });
});

test('an agent logs in from outside by number and PIN: callers come to that line', () => {
  new HallStory(SERVICE)
    .given('10 caller1 arrives calling 95009', '11 caller1 presses 1', '11 caller1 presses 0', '11 caller1 presses 0')
    .given('11 caller1 presses 1', '12 caller1 presses #', '13 caller1 presses 7', '13 caller1 presses #').tells(`
    14 PIN of a1001 in c1 is right
           * a1001 loggedOut -> ready
           * c1 line.opened agentId=a1001
           > play c1-p3 to caller1: prompts/zh/agent-signed-in
    15 c1-p3 ends
           > music default to caller1
    20 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2000 number=2000
           * c2 call.answered
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller2
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s, by line c1
    `);
});

test('an agent whose tenant moves while they are in a menu logs in at its new home', () => {
  const menus = [keyMenu('acme', 'welcome', { '1': { to: 'agentService' } })];
  new HallStory(demonstration({ menus })).given('10 caller1 arrives', '11 acme has moved to b').tells(`
    12 caller1 presses 1
           * c1 key.pressed key=1
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at 95001@node-b for 13800000001, 245 s, owner of c1 to agentService, step 4
    `);
});
