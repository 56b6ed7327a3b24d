import { HallStory, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { agent, extension, straightTo, toExtension, toPrompt } from '../../../test/fixtures/node-config.js';
import type { Destination } from '../../kernel/destination.js';
import type { ExtensionId, RingGroupId, TenantId } from '../../kernel/ids.js';
import type { RingGroup } from '../../lines/core/ring-group.js';
import type { NodeConfigLists } from './node-config.js';

const TO_GROUP: Destination = { to: 'ringGroup', ringGroupId: 'desk' as RingGroupId };

function desk(change: Partial<RingGroup> = {}): RingGroup {
  return {
    ...{ id: 'desk' as RingGroupId, tenantId: 'acme' as TenantId, name: 'desk', number: '600', way: 'in_turn' },
    ...{ ringS: 15, members: ['x8001', 'x8002'] as ExtensionId[], otherwise: { to: 'voicemail' } },
    ...change,
  };
}

/** 95001 leads to the telephones 8001 and 8002. */
function lists(change: Partial<RingGroup> = {}): NodeConfigLists {
  const extensions = ['8001', '8002', '8003'].map((dn) => extension('acme', dn));
  return straightTo(TO_GROUP, { extensions, ringGroups: [desk(change)] });
}
const AT_ONCE = lists({ way: 'at_once' });
const BOTH_RING = `10 caller1 arrives
  11 c1-a1 rings
  12 c1-a2 rings`;

describe('telephones of a ring group', () => {
  test('in turn: the first does not answer, the second does; the record tells both', () => {
    new HallStory(lists()).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 group.entered ringGroupId=desk name=desk
           * c1 extension.dialled extensionId=x8001
           > ring caller1
           > dial c1-a1 at acme-8001 for 13800000001, 20 s
    11     c1-a1 rings
    25     timer c1 ring
           * c1 extension.missed extensionId=x8001 why=no_answer
           * c1 extension.dialled extensionId=x8002
           > hang up c1-a1 16
           > dial c1-a2 at acme-8002 for 13800000001, 20 s
    25     c1-a1 ends 16
    26     c1-a2 rings
    28     c1-a2 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8002
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });

  test('nobody answers: the caller goes on where the group says', () => {
    const story = new HallStory(lists({ members: ['x8001'] as ExtensionId[], otherwise: toPrompt('welcome') }));
    story.given('10 caller1 arrives', '11 c1-a1 rings');
    expect(story.play('25 timer c1 ring')).toMatch(/extension\.missed.*\n.*call\.answered/s);
  });

  test('picked up by an agent it is in the group no more: sent to an agent who does not answer, nobody is left behind', () => {
    const members = ['x8003', 'x8004'] as ExtensionId[];
    const agents = ['1001', '1002'].map((number) => agent('acme', number));
    const extensions = ['8001', '8002', '8003', '8004'].map((dn) => extension('acme', dn));
    const ringGroups = [desk({ way: 'at_once', members })];
    const story = new HallStory(straightTo(TO_GROUP, { agents, extensions, ringGroups })).given(
      TWO_AGENTS,
      '10 caller1 arrives',
      '10 c1-a1 rings',
      '11 caller2 arrives from acme-8002 calling *88003',
      '11.5 c1-a1 ends 16\n11.5 c1-a2 ends 16',
      '12 agent 1002 does transfer a1001 in c1',
    );
    expect(story.play('13 c1-a3 ends 17')).toContain('a1001 offered -> ready');
  });

  test('at once: the second answers first, the other is told that it was answered elsewhere', () => {
    new HallStory(AT_ONCE).given(BOTH_RING).tells(`
    14     c1-a2 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8002
           > hang up c1-a1 26
           > answer caller1
           > bridge c1-b: caller1 c1-a2
    14     c1-a1 ends 26
    20     c1-a2 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    `);
  });

  test('at once: one declines, the other rings on; then nobody is left', () => {
    const story = new HallStory(AT_ONCE).given(BOTH_RING);
    expect(story.play('13 c1-a1 ends 21')).toContain('extension.missed extensionId=x8001 why=declined');
    expect(story.play('14 c1-a2 ends 21')).toMatch(/extension\.missed extensionId=x8002 why=declined[^]*message/);
  });

  test('at once: time is up for all of them', () => {
    const story = new HallStory(AT_ONCE).given(BOTH_RING);
    const told = story.play('25 timer c1 ring');
    expect(told.match(/extension\.missed/g)).toHaveLength(2);
    expect(told).toContain('> hang up c1-a1 16');
    expect(told).toContain('> hang up c1-a2 16');
  });

  test('the caller hangs up: nothing rings any more', () => {
    const told = new HallStory(AT_ONCE).given(BOTH_RING).play('13 caller1 hangs up');
    expect(told).toContain('> hang up c1-a1 16');
    expect(told).toContain('> hang up c1-a2 16');
  });

  test('who is in another call is passed over', () => {
    const story = new HallStory(lists()).given('8 caller2 arrives from acme-8001 calling 2000');
    expect(story.play('10 caller1 arrives')).toContain('> dial c1-a1 at acme-8002');
  });

  test('a telephone that rings for one group is in use for the other calls', () => {
    const story = new HallStory(AT_ONCE).given(BOTH_RING);
    expect(story.play('13 caller2 arrives')).not.toContain('> dial');
  });

  test('the engine comes back while they ring: who answered meanwhile has the call', () => {
    const story = new HallStory(AT_ONCE).given(BOTH_RING, '13 engine dies');
    const told = story.play('14 asterisk returns: caller1? c1-a1? c1-a2');
    expect(told).toContain('party.connected extensionId=x8002');
    expect(told).toContain('> hang up c1-a1 26');
  });

  test('it is dialled inside, by its number', () => {
    const told = new HallStory(lists()).play('10 caller1 arrives from acme-8003 calling 600');
    expect(told).toContain('group.entered ringGroupId=desk');
    expect(told).toContain('> dial c1-a1 at acme-8001');
  });

  test('a group that is gone, or of another company: nobody answers', () => {
    for (const ringGroups of [[], [desk({ tenantId: 'other' as TenantId })]]) {
      const story = new HallStory({ ...lists(), ringGroups });
      expect(story.play('10 caller1 arrives')).toContain('nobody-answers');
    }
  });

  test('a circle of groups ends', () => {
    const story = new HallStory(lists({ members: [], otherwise: TO_GROUP }));
    expect(story.play('10 caller1 arrives')).toContain('> hang up caller1');
  });

  test('its member that forwards does not send its callers on', () => {
    const plain = lists();
    const extensions = [extension('acme', '8001', { forwardAll: toExtension('8003') }), ...plain.extensions.slice(1)];
    expect(new HallStory({ ...plain, extensions }).play('10 caller1 arrives')).toContain('> dial c1-a1 at acme-8001');
  });
});
