import { HallStory } from '../../../../test/fixtures/hall-story.js';
import { flow, straightTo, tenant, toQueue } from '../../../../test/fixtures/node-config.js';
import type { FlowNode } from '../../../ivr/core/flow-graph.js';
import type { CalendarId, FlowId, PromptId } from '../../../kernel/ids.js';
import type { NodeConfigLists } from '../node-config.js';

const say = (prompt: string) => [{ prompt: prompt as PromptId }];
const ASKING = { keyTimeoutMs: 5000, attempts: 2, otherwise: 'agent' } as const;
const AGENT: FlowNode = { kind: 'go', destination: toQueue('2000') };
const HANG_UP: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };

const PIN: FlowNode = {
  ...{ kind: 'collect', into: 'pin', least: 4, most: 4, terminator: null, digitTimeoutMs: 3000, masked: true },
  ...ASKING,
  say: say('below'),
  next: 'right',
};
const BANK = flow('acme', 'bank', {
  start: {
    kind: 'menu',
    ...ASKING,
    say: say('welcome'),
    keys: { '1': 'pin', '2': 'english', '3': 'other', '4': 'dial' },
  },
  pin: PIN,
  right: {
    kind: 'condition',
    cases: [{ all: [{ left: '{pin}', is: 'is', right: '2468' }], next: 'bye' }],
    otherwise: 'agent',
  },
  bye: { kind: 'play', say: say('bye'), interruptible: false, next: 'end' },
  end: HANG_UP,
  english: { kind: 'language', language: 'en', next: 'start' },
  other: { kind: 'flow', flowId: 'hours' as FlowId, next: 'start' },
  dial: { kind: 'dial', ...ASKING, say: say('below'), most: 4, digitTimeoutMs: 3000 },
  agent: AGENT,
});
const HOURS = flow('acme', 'hours', {
  start: { kind: 'play', say: say('hours'), interruptible: true, next: 'back' },
  back: { kind: 'return' },
});
const TO_BANK = { to: 'flow', flowId: 'bank' as FlowId } as const;
const lists = (change: Partial<NodeConfigLists> = {}): NodeConfigLists =>
  straightTo(TO_BANK, { flows: [BANK, HOURS], ...change });
const AT_PIN = `10 caller1 arrives
  11 caller1 presses 1`;

describe('callers in flows', () => {
  test('a secret is typed: no step tells it, the right one is answered', () => {
    new HallStory(lists()).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 flow.entered flowId=bank versionId=bank-v1
           * c1 flow.node versionId=bank-v1 node=start by=-
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    11     caller1 presses 1
           * c1 key.pressed key=1
           * c1 flow.node versionId=bank-v1 node=pin by=1
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    12     caller1 presses 2
           * c1 key.pressed masked=true
           > stop c1-p2
    12     caller1 presses 4
           * c1 key.pressed masked=true
    12     caller1 presses 6
           * c1 key.pressed masked=true
    12     caller1 presses 8
           * c1 key.pressed masked=true
           * c1 flow.node versionId=bank-v1 node=right by=next
           * c1 flow.node versionId=bank-v1 node=bye by=case1
           > play c1-p3 to caller1: acme/bye
    14     c1-p3 ends
           * c1 flow.node versionId=bank-v1 node=end by=next
           * c1 flow.left how=go
           > hang up caller1 16
    `);
  });

  test('typed too slowly: what there is does not do, and the second time it is over', () => {
    new HallStory(lists()).given(AT_PIN, '12 caller1 presses 2').tells(`
    15     timer c1 key
           > play c1-p3 to caller1: prompts/zh/invalid-key acme/below
    16     c1-p3 ends
    21     timer c1 key
           * c1 flow.node versionId=bank-v1 node=agent by=otherwise
           * c1 flow.left how=go
           * c1 queue.entered queueId=q2000 number=2000
           > music default to caller1
    `);
  });

  test('the language changes with the call', () => {
    new HallStory(lists()).given('10 caller1 arrives', '11 caller1 presses 2').tells(`
    12     caller1 presses 9
           * c1 key.pressed key=9
           > stop c1-p2
           > play c1-p3 to caller1: prompts/en/invalid-key acme/welcome
    `);
  });

  test('another flow comes back to where it was called', () => {
    new HallStory(lists()).given('10 caller1 arrives', '11 caller1 presses 3').tells(`
    13     c1-p2 ends
           * c1 flow.node versionId=hours-v1 node=back by=next
           * c1 flow.node versionId=bank-v1 node=start by=return
           > play c1-p3 to caller1: acme/welcome
    `);
  });

  test('an extension is dialled; numbers outside are not', () => {
    const story = new HallStory(lists()).given('10 caller1 arrives', '11 caller1 presses 4');
    story.given('12 caller1 presses 9', '12 caller1 presses 5', '12 caller1 presses 5').tells(`
    12     caller1 presses 5
           * c1 key.pressed key=5
           > play c1-p3 to caller1: prompts/zh/invalid-key acme/below
    `);
    story.given('13 caller1 presses 8', '13 caller1 presses 0', '13 caller1 presses 0').tells(`
    13     caller1 presses 1
           * c1 key.pressed key=1
           * c1 flow.left how=go
           * c1 extension.dialled extensionId=x8001
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > music default to caller1
    `);
  });

  test('the engine dies while a secret is typed: it is asked for again from its first digit', () => {
    new HallStory(lists()).given(AT_PIN, '12 caller1 presses 2', '12 caller1 presses 4', '13 engine dies').tells(`
    14     asterisk returns: caller1
           > answer caller1
           > play c1-p3 to caller1: acme/below
    `);
  });

  test('another tenant\u2019s flow does not exist', () => {
    new HallStory(
      lists({ tenants: [tenant('acme'), tenant('globex')], flows: [{ ...BANK, tenantId: tenant('globex').id }] }),
    ).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/goodbye
    `);
  });

  test('a flow that is published anew while a caller is in it: the caller stays in its version', () => {
    const story = new HallStory(lists()).given('10 caller1 arrives');
    const versions = [...BANK.versions, { id: 'bank-v2', graph: { start: 'start', nodes: { start: HANG_UP } } }];
    story.world.configure(lists({ flows: [{ ...BANK, published: 'bank-v2', versions }, HOURS] }), 10_500);
    story.tells(`
    11     caller1 presses 1
           * c1 key.pressed key=1
           * c1 flow.node versionId=bank-v1 node=pin by=1
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    `);
  });

  test('nobody else fits into the flows of a tenant than into its menus', () => {
    new HallStory(lists({ tenants: [tenant('acme', { ivrLimit: 1 })] })).given('10 caller1 arrives').tells(`
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_ivr_line
           * c2 limit ivr_callers refused
           > hang up caller2 17
    `);
  });

  test('a flow that leads to itself by its end: the limit of ways holds', () => {
    const round = flow('acme', 'bank', { start: { kind: 'go', destination: TO_BANK } });
    const story = new HallStory(lists({ flows: [round] }));
    expect(story.play('10 caller1 arrives')).toContain('> hang up caller1 16');
    expect(story.play('10 caller1 ends 16')).toContain('lost=loop');
  });

  test.each([
    ['working time', [], /queue.entered/],
    ['time of rest', [{ date: '1970-01-01', kind: 'rest' }], /acme\/below/],
    ['a holiday', [{ date: '1970-01-01', kind: 'holiday', name: '元旦' }], /acme\/bye/],
  ] as const)('by a calendar: %s', (_story, days, told) => {
    const shifts = [{ name: 'day', weekdays: [4], from: '08:00', to: '09:00' }];
    const office = { id: 'office' as CalendarId, tenantId: tenant('acme').id, name: 'office', timeZone: null };
    const graph = flow('acme', 'bank', {
      start: {
        ...{ kind: 'calendar', calendarId: office.id },
        ...{ working: 'agent', rest: 'night', holiday: 'feast' },
      },
      night: { kind: 'play', say: say('below'), interruptible: false, next: 'end' },
      feast: { kind: 'play', say: say('bye'), interruptible: false, next: 'end' },
      end: HANG_UP,
      agent: AGENT,
    });
    const story = new HallStory(lists({ flows: [graph], calendars: [{ ...office, shifts, days }] }));
    expect(story.play('10 caller1 arrives')).toMatch(told);
  });
});
