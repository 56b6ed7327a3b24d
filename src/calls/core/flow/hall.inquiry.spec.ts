import { HallStory } from '../../../../test/fixtures/hall-story.js';
import { flow, straightTo, toQueue } from '../../../../test/fixtures/node-config.js';
import type { ConnectionId, FlowId } from '../../../kernel/ids.js';

const CASES = flow('acme', 'cases', {
  start: {
    ...{ kind: 'query', connectionId: 'db' as ConnectionId, sql: 'SELECT state FROM cases WHERE tel = $1' },
    ...{ parameters: ['{caller}'], timeoutMs: 3000, take: { state: 'state' } },
    ...{ next: 'tell', nothing: 'agent', otherwise: 'agent' },
  },
  tell: {
    ...{ kind: 'menu', say: [{ text: '您的办件{state}' }], keys: { '0': 'agent' } },
    ...{ keyTimeoutMs: 5000, attempts: 2, otherwise: 'end' },
  },
  agent: { kind: 'go', destination: toQueue('2000') },
  end: { kind: 'go', destination: { to: 'hangUp' } },
});
const BALANCE = flow('acme', 'cases', {
  start: { kind: 'set', values: { balance: '12.50', odd: 'zwölf' }, next: 'tell' },
  tell: {
    ...{ kind: 'play', interruptible: true, next: 'end' },
    say: [{ value: '{balance}', as: 'amount' }],
  },
  end: { kind: 'play', interruptible: true, say: [{ value: '{odd}', as: 'number' }], next: 'gone' },
  gone: { kind: 'go', destination: { to: 'hangUp' } },
});
const LISTS = straightTo({ to: 'flow', flowId: 'cases' as FlowId }, { flows: [CASES] });
const ASKED = '10 caller1 arrives';
const TOLD = `${ASKED}
  11 inquiry 1 of c1: state=已办结`;

const story = (...given: string[]) => new HallStory(LISTS).given(...given);

describe('what flows wait for', () => {
  test('a system is asked, its answer spoken to the caller', () => {
    new HallStory(LISTS).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 flow.entered flowId=cases versionId=cases-v1
           * c1 flow.node versionId=cases-v1 node=start by=-
           > answer caller1
           inquiry 1 of c1: ask db 13800000001
    11     inquiry 1 of c1: state=已办结
           * c1 flow.node versionId=cases-v1 node=tell by=next
           inquiry 1 of c1: speak in zh: "您的办件已办结"
    11.2   inquiry 1 of c1: spoken as tts/a
           > play c1-p1 to caller1: tts/a
    13     c1-p1 ends
    `);
  });

  test('it is silent: the way otherwise, two seconds after it should have answered; what it says then is nothing', () => {
    story(ASKED).tells(`
    15     timer c1 key
           * c1 flow.node versionId=cases-v1 node=agent by=otherwise
           * c1 flow.left how=go
           * c1 queue.entered queueId=q2000 number=2000
           > music default to caller1
    16     inquiry 1 of c1: state=open
    `);
  });

  test('a text that is not spoken in time is left out', () => {
    story(TOLD).tells(`
    26     timer c1 prompt
           > stop c1-p1
    27     inquiry 1 of c1: spoken as tts/a
    `);
  });

  test('a text that nobody can speak is left out', () => {
    story(TOLD).tells(`
    11.5   inquiry 1 of c1: spoken
    16.5   timer c1 key
           inquiry 2 of c1: speak in zh: /callrack/media/prompts/zh/no-key "您的办件已办结"
    `);
  });

  test('who presses a key meanwhile does not hear it any more', () => {
    story(TOLD).tells(`
    11.1   caller1 presses 0
           * c1 key.pressed key=0
           * c1 flow.node versionId=cases-v1 node=agent by=0
           * c1 flow.left how=go
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p1
           > music default to caller1
    11.2   inquiry 1 of c1: spoken as tts/a
    `);
  });

  test('a value is said at once by the words of the system; what is no such value is spoken', () => {
    const said = 'number-12 amount-yuan number-5 amount-jiao'.split(' ').map((word) => `prompts/zh/${word}`);
    new HallStory({ ...LISTS, flows: [BALANCE] }).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 flow.entered flowId=cases versionId=cases-v1
           * c1 flow.node versionId=cases-v1 node=start by=-
           * c1 flow.node versionId=cases-v1 node=tell by=next
           > answer caller1
           > play c1-p1 to caller1: ${said.join(' ')}
    12     c1-p1 ends
           * c1 flow.node versionId=cases-v1 node=end by=next
           inquiry 2 of c1: speak in zh: "zwölf"
    `);
  });

  test('who hangs up meanwhile is gone', () => {
    story(TOLD, '12 caller1 hangs up').tells('13 inquiry 1 of c1: spoken as tts/a');
  });

  test('the engine was away: it is asked again', () => {
    story(ASKED, '10.5 engine dies').tells(`
    10.6   asterisk returns: caller1
           > answer caller1
           inquiry 1 of c1: ask db 13800000001
    `);
  });

  test('the engine was away while a text was spoken: it is spoken again', () => {
    story(TOLD, '11.1 engine dies').tells(`
    11.2   asterisk returns: caller1
           > answer caller1
           > stop c1-p1
           inquiry 2 of c1: speak in zh: "您的办件已办结"
    11.3   inquiry 1 of c1: spoken as tts/a
    11.4   inquiry 2 of c1: spoken as tts/b
           > play c1-p2 to caller1: tts/b
    `);
  });
});
