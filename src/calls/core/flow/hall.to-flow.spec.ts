import { HallStory, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration, flow } from '../../../../test/fixtures/node-config.js';

const PIN = flow('acme', 'pin', {
  start: {
    ...{ kind: 'collect', into: 'pin', least: 4, most: 4, terminator: null, digitTimeoutMs: 3000, masked: true },
    ...{ say: [{ text: '请输入密码' }], keyTimeoutMs: 5000, attempts: 1, otherwise: 'gone', next: 'gone' },
  },
  gone: { kind: 'play', interruptible: false, say: [{ value: '{agent}', as: 'digits' }], next: 'end' },
  end: { kind: 'go', destination: { to: 'hangUp' } },
});
const THEIRS = flow('other', 'theirs', { start: { kind: 'return' } });

describe('an agent sends a caller to a flow', () => {
  test('the caller walks it, the agent is free; it knows who served them', () => {
    new HallStory(demonstration({ flows: [PIN, THEIRS] })).given(TWO_AGENTS, TALKING).tells(`
    20     agent 1001 does transfer flow:pin in c1
           * c1 call.acted agentId=a1001 act=transfer to=pin
           * c1 flow.entered flowId=pin versionId=pin-v1
           * c1 flow.node versionId=pin-v1 node=start by=-
           * a1001 talking -> ready in c1
           > hang up c1-a1 16
           > leave caller1 c1-b
           inquiry 2 of c1: speak in zh: "请输入密码"
    21     inquiry 2 of c1: spoken as tts/a
           > play c1-p2 to caller1: tts/a
    22     caller1 presses 1
           * c1 key.pressed masked=true
           > stop c1-p2
    25     timer c1 key
           * c1 flow.node versionId=pin-v1 node=gone by=otherwise
           > play c1-p3 to caller1: prompts/zh/digit-one prompts/zh/number-0 prompts/zh/number-0 prompts/zh/digit-one
    `);
  });

  test("another company's flow is none", () => {
    new HallStory(demonstration({ flows: [PIN, THEIRS] })).given(TWO_AGENTS, TALKING).tells(`
    20     agent 1001 does transfer flow:theirs in c1
           refused calls.unknown_target
    `);
  });
});
