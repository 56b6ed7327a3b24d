import { account, IN_AND_OUT } from '../../../test/fixtures/accounts.js';
import { HallStory } from '../../../test/fixtures/hall-story.js';
import { extension, straightTo, toExtension } from '../../../test/fixtures/node-config.js';
import { LINE, TWO_TRUNKS } from '../../../test/fixtures/outside-world.js';
import type { Forwarding } from '../../lines/core/forwarding.js';
import type { NodeConfigLists } from './node-config.js';

describe('a number outside rings together with the telephone', () => {
  const FOLLOW_ME: Partial<Forwarding> = { followMe: '13900000009', forwardNoAnswer: { to: 'voicemail' } };
  const BOTH = `10 caller1 arrives
    11 c1-a1 rings
    12 c1-a2 rings`;
  const ASKED = `${BOTH}
    15 c1-a2 answers`;

  /** 95001 leads to the telephone 8001. */
  function following(rules: Partial<Forwarding> = FOLLOW_ME): NodeConfigLists {
    const extensions = [extension('acme', '8001', rules), extension('acme', '8002')];
    return straightTo(toExtension('8001'), { ...LINE, extensions });
  }

  function paid(credit: string): NodeConfigLists {
    return { ...following(), tariffs: [IN_AND_OUT], accounts: [account('acme', credit)] };
  }

  test('answered outside, by key 1 the two are brought together', () => {
    new HallStory(following()).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8001
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > dial c1-a2 at 13900000009@carrier for 95001, 35 s
           > ring caller1
    11     c1-a1 rings
    12     c1-a2 rings
           * c1 external.ringing number=13900000009
    15     c1-a2 answers
           > play c1-a2-n to c1-a2: prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take
    17     c1-a2 presses 1
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > stop c1-a2-n
           > hang up c1-a1 26
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    17     c1-a1 ends 26
    30     caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a2 16
    30     c1-a2 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 17 ringing 11 connected 17 ended 30
    `);
  });

  test('the telephone is answered first: outside nothing rings any more', () => {
    new HallStory(following()).given(BOTH).tells(`
    14     c1-a1 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8001
           > hang up c1-a2 26
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    14     c1-a2 ends 26
    `);
  });

  test('the telephone is answered while the key is waited for outside', () => {
    new HallStory(following()).given(ASKED).tells(`
    16     c1-a1 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8001
           > hang up c1-a2 26
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    16     c1-a2 ends 26
    `);
  });

  test('a mailbox answers outside, which presses nothing: the caller comes to the mailbox of the company', () => {
    new HallStory(following({ ...FOLLOW_ME, ringS: 12 })).given(ASKED).tells(`
    35     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 external.missed number=13900000009 why=no_key causeCode=19 trunkId=trunk-carrier
           * c1 call.forwarded extensionId=x8001 why=no_answer
           * c1 call.answered
           > hang up c1-a2 16
           > hang up c1-a1 16
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/leave-a-message beep
    `);
  });

  test('another key takes nothing; who hangs up outside leaves the telephone to ring', () => {
    new HallStory(following()).given(ASKED).tells(`
    16     c1-a2 presses 2
    17     c1-a2 ends 16
           * c1 external.missed number=13900000009 why=no_key causeCode=16 trunkId=trunk-carrier
    20     c1-a1 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8001
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    `);
  });

  test('the telephone is not registered: the number outside rings on alone, and asks for the key', () => {
    new HallStory(following()).given('10 caller1 arrives').tells(`
    10     c1-a1 is refused
           * c1 extension.missed extensionId=x8001 why=unreachable
    14     c1-a2 answers
           > play c1-a2-n to c1-a2: prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take
    15     c1-a2 presses 1
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > stop c1-a2-n
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });

  test('neither is reached: not answered', () => {
    new HallStory(following()).given('10 caller1 arrives').tells(`
    10     c1-a1 is refused
           * c1 extension.missed extensionId=x8001 why=unreachable
    14     c1-a2 ends 17
           * c1 external.missed number=13900000009 why=busy causeCode=17 trunkId=trunk-carrier
           * c1 call.forwarded extensionId=x8001 why=no_answer
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/leave-a-message beep
    `);
  });

  test('the trunk cannot take it: the next one does', () => {
    new HallStory({ ...following(), ...TWO_TRUNKS }).given('10 caller1 arrives').tells(`
    11     c1-a2 ends 34
           * c1 external.missed number=13900000009 why=unreachable causeCode=34 trunkId=trunk-carrier
           * c1 external.dialled number=13900000009 trunkId=trunk-other
           > dial c1-a3 at 13900000009@other for 95001, 34 s
    14     c1-a3 answers
           > play c1-a3-n to c1-a3: prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take
    `);
  });

  test('no money for the call outside: the telephone rings alone', () => {
    new HallStory(paid('0')).tells(`
    10     caller1 arrives from acme-8002 calling 8001
           * c1 call.arrived caller=8002 called=8001 trunkId=- extensionId=x8002 agentId=-
           * c1 extension.dialled extensionId=x8001
           * c1 external.missed number=13900000009 why=balance_out causeCode=-
           * c1 limit balance_out refused
           > dial c1-a1 at acme-8001 for 8002, 35 s
           > ring caller1
    `);
  });

  test('the leg outside is charged from its answer on', () => {
    new HallStory(paid('9')).given('10 caller1 arrives from acme-8002 calling 8001').tells(`
    15     c1-a2 answers
           > play c1-a2-n to c1-a2: prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take prompts/zh/press-to-take
           > limit caller1 to 1803 s
           > limit c1-a2 to 1803 s
    20     c1-a2 presses 1
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > stop c1-a2-n
           > hang up c1-a1 26
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    20     c1-a1 ends 26
    75     caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a2 16
    75     c1-a2 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 20 connected 20 ended 75
           * c1 charge 300000 CNY for 60 s
    `);
  });

  test('the caller hangs up before the key: what rang outside and was answered is charged alone', () => {
    new HallStory(paid('9')).given('10 caller1 arrives', '15 c1-a2 answers').tells(`
    18     caller1 hangs up
           > hang up c1-a2 16
           > hang up c1-a1 16
    18     c1-a2 ends 16
    18     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=- agent=- offers=0, arrived 10 ended 18
           * c1 charge 300000 CNY for 3 s
    `);
  });

  test('the caller hangs up: nothing rings any more', () => {
    new HallStory(following()).given(ASKED).tells(`
    16     caller1 hangs up
           > hang up c1-a2 16
           > hang up c1-a1 16
    `);
  });

  test('an engine that dies while the key is waited for still hears it', () => {
    new HallStory(following()).given(ASKED, '16 engine dies').tells(`
    18     asterisk returns: caller1 c1-a1? c1-a2
           > ring caller1
    20     c1-a2 presses 1
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > stop c1-a2-n
           > hang up c1-a1 26
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });
});
