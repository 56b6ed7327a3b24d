import { account, IN_AND_OUT } from '../../../test/fixtures/accounts.js';
import { HallStory, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import { extension, straightTo, tenant, toExtension, toNumber, toQueue } from '../../../test/fixtures/node-config.js';
import { LINE } from '../../../test/fixtures/outside-world.js';
import type { Calendar } from '../../calendars/core/calendar.js';
import type { CalendarId } from '../../kernel/ids.js';
import type { Forwarding } from '../../lines/core/forwarding.js';
import type { NodeConfigLists } from './node-config.js';

const MOBILE = toNumber('13900000009');
const VOICEMAIL = { to: 'voicemail' } as const;
const RINGS = `10 caller1 arrives
  11 c1-a1 rings`;

/** 95001 leads to the telephone 8001, which forwards as told; 8002 forwards as `other` says. */
function forwarding(rules: Partial<Forwarding>, other: Partial<Forwarding> = {}): NodeConfigLists {
  const extensions = [extension('acme', '8001', rules), extension('acme', '8002', other)];
  return straightTo(toExtension('8001'), { ...LINE, extensions });
}

function paid(credit: string, lists: NodeConfigLists): NodeConfigLists {
  return { ...lists, tariffs: [IN_AND_OUT], accounts: [account('acme', credit)] };
}

describe('a telephone sends its callers on', () => {
  test('not answered: the mobile rings, and the record tells that it was forwarded and where it was answered', () => {
    new HallStory(forwarding({ forwardNoAnswer: MOBILE, ringS: 12 })).given(RINGS).tells(`
    22     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 call.forwarded extensionId=x8001 why=no_answer
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > hang up c1-a1 16
           > dial c1-a2 at 13900000009@carrier for 95001, 65 s
           > ring caller1
    22     c1-a1 ends 16
    25     c1-a2 rings
           * c1 external.ringing number=13900000009
    26     c1-a2 answers
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    30     caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a2 16
    30     c1-a2 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 26 ringing 25 connected 26 ended 30
    `);
  });

  test('all calls: the mobile rings at once', () => {
    new HallStory(forwarding({ forwardAll: MOBILE })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.forwarded extensionId=x8001 why=all
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > dial c1-a1 at 13900000009@carrier for 95001, 65 s
           > ring caller1
    16     c1-a1 answers
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    `);
  });

  test('busy by a call that is here: another telephone rings, this one does not', () => {
    new HallStory(forwarding({ forwardBusy: toExtension('8002') })).given(
      '8 caller2 arrives from acme-8001 calling 2000',
    ).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.forwarded extensionId=x8001 why=busy
           * c1 extension.dialled extensionId=x8002
           > dial c1-a1 at acme-8002 for 13800000001, 35 s
           > ring caller1
    `);
  });

  test.each([
    ['is busy', '11 c1-a1 ends 17', 'busy'],
    ['declines', '11 c1-a1 ends 21', 'declined'],
  ])('the telephone itself %s: as busy', (_, ends, why) => {
    new HallStory(forwarding({ forwardBusy: toExtension('8002') })).given('10 caller1 arrives').tells(`
    ${ends}
           * c1 extension.missed extensionId=x8001 why=${why}
           * c1 call.forwarded extensionId=x8001 why=busy
           * c1 extension.dialled extensionId=x8002
           > dial c1-a2 at acme-8002 for 13800000001, 35 s
           > ring caller1
    12     c1-a2 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8002
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });

  test('not registered: the caller leaves a message', () => {
    new HallStory(forwarding({ forwardUnreachable: VOICEMAIL })).given('10 caller1 arrives').tells(`
    10     c1-a1 is refused
           * c1 extension.missed extensionId=x8001 why=unreachable
           * c1 call.forwarded extensionId=x8001 why=unreachable
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/leave-a-message beep
    11     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=extension_unreachable
           * c1 record: ended by caller 16, lost=extension_unreachable tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 11
    `);
  });

  test('not answered: a queue, where an agent has the caller', () => {
    new HallStory(forwarding({ forwardNoAnswer: toQueue('2000') })).given(ONE_AGENT, RINGS).tells(`
    40     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 call.forwarded extensionId=x8001 why=no_answer
           * c1 queue.entered queueId=q2000 number=2000
           * c1 call.answered
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > hang up c1-a1 16
           > answer caller1
           > music default to caller1
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    `);
  });

  test('what is not forwarded ends as without forwarding', () => {
    new HallStory(forwarding({ forwardBusy: MOBILE, forwardUnreachable: MOBILE })).given(RINGS).tells(`
    40     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 call.answered
           > hang up c1-a1 16
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('a queue offers to the agent who sits there: it rings all the same', () => {
    const extensions = [extension('acme', '8001', { forwardAll: MOBILE })];
    new HallStory(straightTo(toQueue('2000'), { ...LINE, extensions })).given(ONE_AGENT).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2000 number=2000
           * c1 call.answered
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    `);
  });
});

describe('after hours', () => {
  const OFFICE = 'office' as CalendarId;
  const HOURS: Partial<Forwarding> = { forwardAfterHours: MOBILE, calendarId: OFFICE };

  /** The stories are told on Thursday, 1 January 1970, from 08:00 on in Shanghai. */
  function office(rules: Partial<Forwarding>, from: string, days: Calendar['days'] = []): NodeConfigLists {
    const shifts = [{ name: 'day', weekdays: [4], from, to: '18:00' }];
    const calendar = { id: OFFICE, tenantId: tenant('acme').id, name: 'office', timeZone: null, shifts, days };
    return { ...forwarding(rules), calendars: [calendar] };
  }

  const SENT_ON = /call.forwarded extensionId=x8001 why=after_hours\n.* external.dialled number=13900000009/;

  test.each([
    ['in working time it rings', office(HOURS, '08:00'), /extension.dialled extensionId=x8001/],
    ['outside the shifts the mobile does', office(HOURS, '09:00'), SENT_ON],
    ['and on a rest day', office(HOURS, '08:00', [{ date: '1970-01-01', kind: 'rest' }]), SENT_ON],
    ['and on a holiday', office(HOURS, '08:00', [{ date: '1970-01-01', kind: 'holiday', name: '元旦' }]), SENT_ON],
    ['without its calendar it rings', forwarding(HOURS), /extension.dialled extensionId=x8001/],
    ['all calls come first', office({ ...HOURS, forwardAll: toExtension('8002') }, '09:00'), /why=all\n.*x8002/],
  ])('%s', (_, lists, told) => {
    expect(new HallStory(lists).play('10 caller1 arrives')).toMatch(told);
  });

  test('dialled inside while it is in use: the mobile rings too', () => {
    const story = new HallStory(office(HOURS, '09:00')).given('8 caller2 arrives from acme-8001 calling 2000');
    expect(story.play('10 caller1 arrives from acme-8002 calling 8001')).toMatch(SENT_ON);
  });

  test('a calendar without a place to go to leaves a busy telephone busy', () => {
    const story = new HallStory(office({ calendarId: OFFICE }, '09:00'));
    story.given('8 caller2 arrives from acme-8001 calling 2000');
    expect(story.play('10 caller1 arrives from acme-8002 calling 8001')).toContain('why=busy');
  });
});

describe('telephones that send callers to each other', () => {
  test('come to an end', () => {
    const lists = forwarding({ forwardAll: toExtension('8002') }, { forwardAll: toExtension('8001') });
    new HallStory(lists).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.forwarded extensionId=x8001 why=all
           * c1 call.forwarded extensionId=x8002 why=all
           * c1 extension.missed extensionId=x8001 why=circle
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    14     c1-p1 ends
           > hang up caller1 16
    14     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=loop
           * c1 record: ended by system 16, lost=loop tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 14
    `);
  });

  test('who has talked meanwhile is sent on again', () => {
    const lists = forwarding({ forwardBusy: toExtension('8002') });
    const talking = ['10 caller1 arrives', '11 c1-a1 ends 17', '12 c1-a2 answers'];
    new HallStory(lists).given('1 agent 1002 logs in 2000', ...talking).tells(`
    20     agent 1002 does transfer x8001 in c1
           * c1 call.acted agentId=a1002 act=transfer to=x8001
           * c1 extension.dialled extensionId=x8001
           > hang up c1-a2 16
           > leave caller1 c1-b
           > dial c1-a3 at acme-8001 for 13800000001, 35 s
           > music default to caller1
    20     c1-a2 ends 16
    22     c1-a3 ends 17
           * c1 extension.missed extensionId=x8001 why=busy
           * c1 call.forwarded extensionId=x8001 why=busy
           * c1 extension.dialled extensionId=x8002
           > no music to caller1
           > dial c1-a4 at acme-8002 for 13800000001, 35 s
           > music default to caller1
    `);
  });
});

describe('a telephone that is dialled inside', () => {
  test('sends the caller outside: the leg outside is charged', () => {
    new HallStory(paid('9', forwarding({ forwardAll: MOBILE }))).tells(`
    10     caller1 arrives from acme-8002 calling 8001
           * c1 call.arrived caller=8002 called=8001 trunkId=- extensionId=x8002 agentId=-
           * c1 call.forwarded extensionId=x8001 why=all
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > dial c1-a1 at 13900000009@carrier for 95001, 65 s
           > ring caller1
    12     c1-a1 answers
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > answer caller1
           > bridge c1-b: caller1 c1-a1
           > limit caller1 to 1803 s
           > limit c1-a1 to 1803 s
    72     c1-a1 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    72     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 12 connected 12 ended 72
           * c1 charge 300000 CNY for 60 s
    `);
  });

  test('while it is in use: busy without a rule for that, whatever the other rules', () => {
    const lists = forwarding({ forwardNoAnswer: MOBILE });
    new HallStory(lists).given('5 caller2 arrives').tells(`
    10     caller1 arrives from acme-8002 calling 8001
           * c1 call.arrived caller=8002 called=8001 trunkId=- extensionId=x8002 agentId=-
           * c1 extension.missed extensionId=x8001 why=busy
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/telephone-busy
    `);
  });

  test('there is no money for the call outside', () => {
    new HallStory(paid('0', forwarding({ forwardAll: MOBILE }))).tells(`
    10     caller1 arrives from acme-8002 calling 8001
           * c1 call.arrived caller=8002 called=8001 trunkId=- extensionId=x8002 agentId=-
           * c1 call.forwarded extensionId=x8001 why=all
           * c1 external.missed number=13900000009 why=balance_out causeCode=-
           * c1 limit balance_out refused
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('the mobile is busy', () => {
    new HallStory(forwarding({ forwardAll: MOBILE })).given('10 caller1 arrives').tells(`
    12     c1-a1 ends 17
           * c1 external.missed number=13900000009 why=busy causeCode=17 trunkId=trunk-carrier
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('an engine that dies while it rings sends the caller on all the same', () => {
    new HallStory(forwarding({ forwardNoAnswer: MOBILE })).given(RINGS, '35 engine dies').tells(`
    36     asterisk returns: caller1 c1-a1?
           > ring caller1
    40     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 call.forwarded extensionId=x8001 why=no_answer
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > hang up c1-a1 16
           > dial c1-a2 at 13900000009@carrier for 95001, 65 s
           > ring caller1
    `);
  });

  test('an engine that dies while the mobile rings brings them together', () => {
    const rang = ['40 timer c1 ring', '40 c1-a1 ends 16', '42 c1-a2 rings', '43 engine dies'];
    new HallStory(forwarding({ forwardNoAnswer: MOBILE })).given(RINGS, ...rang).tells(`
    50     asterisk returns: caller1 c1-a2
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > ring caller1
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });
});
