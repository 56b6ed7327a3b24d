import { HallStory, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { accessNumber, agent, demonstration, queue, queueId, toQueue } from '../../../test/fixtures/node-config.js';
import { LONGEST_IDLE, type QueueSelection } from '../../acd/core/queue-rules.js';
import type { TenantId } from '../../kernel/ids.js';
import type { NodeConfigLists } from './node-config.js';

/** Callers go straight to queue 2000; agent 1001 has level 2 there, agent 1002 level 8. */
function site(selection: Partial<QueueSelection>, change: Partial<NodeConfigLists> = {}): NodeConfigLists {
  const levels = { '1001': 2, '1002': 8 };
  return demonstration({
    accessNumbers: [accessNumber('acme', '95001', toQueue('2000'))],
    queues: [queue('acme', '2000', { selection: { ...LONGEST_IDLE, ...selection } })],
    agents: Object.entries(levels).map(([number, level]) => ({
      ...agent('acme', number),
      memberships: { [queueId('2000')]: { level, penalty: 0, group: '' } },
    })),
    ...change,
  });
}

/** Who was offered which call since the beginning, in order. */
function offersOf(story: HallStory): string {
  return story.world.journal.facts
    .flatMap((fact) =>
      fact.kind === 'call.step' && fact.step === 'agent.offered'
        ? [`${String(fact.at / 1000)} ${fact.callId} ${String(fact.detail.agentNumber)}`]
        : [],
    )
    .join(', ');
}

describe('whom a caller gets', () => {
  test('a level is asked for: the caller waits for who has it, and after a while takes who is there', () => {
    const rules = { need: { skill: '', level: 5 }, needSteps: [{ afterS: 30, level: 1 }] };
    const story = new HallStory(site(rules)).given(
      TWO_AGENTS,
      '5 agent 1002 goes not ready lunch',
      '10 caller1 arrives',
      '40 timer c1 widen',
    );
    expect(offersOf(story)).toBe('40 c1 1001');
  });

  test.each([
    ['in time', [{ afterS: 30, level: 1 }], 40],
    ['that is over already', [{ afterS: 5, level: 1 }], 20],
  ])('rules that ask for less after a time %s hold for who waits already', (_when, needSteps, at) => {
    const need = { skill: '', level: 5 };
    const story = new HallStory(site({ need })).given(
      TWO_AGENTS,
      '5 agent 1002 goes not ready lunch',
      '10 caller1 arrives',
    );
    story.world.configure(site({ need, needSteps }), 20_000);
    if (at > 20) story.given(`${String(at)} timer c1 widen`);
    expect(offersOf(story)).toBe(`${String(at)} c1 1001`);
  });

  test('the engine dies while a caller waits who asks for less by then: nothing is forgotten', () => {
    const rules = { need: { skill: '', level: 5 }, needSteps: [{ afterS: 30, level: 1 }] };
    const story = new HallStory(site(rules)).given(
      TWO_AGENTS,
      '5 agent 1002 goes not ready lunch',
      '10 caller1 arrives',
      '20 engine dies',
      '21 asterisk returns: caller1',
      '40 timer c1 widen',
    );
    expect(offersOf(story)).toBe('40 c1 1001');
  });

  describe('a caller comes back to the agent they had, who talks to somebody else', () => {
    const busy = [
      TWO_AGENTS,
      '10 caller1 arrives',
      '11 c1-a1 answers',
      '11 caller1 is recorded',
      '20 caller1 hangs up',
      '20 c1-a1 ends 16',
      '21 agent 1002 goes not ready lunch',
      '22 caller2 arrives',
      '23 c2-a1 answers',
      '23 caller2 is recorded',
      '24 agent 1002 goes ready',
      '30 caller3 arrives as 13800000001',
    ];

    test('the caller waits for them as long as the queue says, then anybody does', () => {
      const story = new HallStory(site({ stickyS: 20 })).given(...busy, '50 timer c3 widen');
      expect(offersOf(story)).toBe('10 c1 1001, 22 c2 1001, 50 c3 1002');
    });

    test('who becomes free in time gets the caller; also after the death of the engine', () => {
      const story = new HallStory(site({ stickyS: 20 })).given(
        ...busy,
        '35 engine dies',
        '36 asterisk returns: caller3 caller2@c2-b c2-a1@c2-b',
        '40 caller2 hangs up',
        '40 c2-a1 ends 16',
      );
      expect(offersOf(story)).toBe('10 c1 1001, 22 c2 1001, 40 c3 1001');
    });

    test('who goes on a break or leaves is not waited for', () => {
      const story = new HallStory(site({ stickyS: 20 })).given(
        ...busy,
        '35 agent 1001 logs out',
        '40 caller2 hangs up',
        '40 c2-a1 ends 16',
      );
      expect(offersOf(story)).toBe('10 c1 1001, 22 c2 1001, 40 c3 1002');
    });

    test('who does not know what the caller asks for this time is not waited for', () => {
      const accessNumbers = [
        accessNumber('acme', '95001', toQueue('2000')),
        { ...accessNumber('acme', '95002', toQueue('2000')), need: { skill: '', level: 5 } },
      ];
      const story = new HallStory(site({ stickyS: 20 }, { accessNumbers })).given(
        TWO_AGENTS,
        '10 caller1 arrives',
        '11 c1-a1 answers',
        '11 caller1 is recorded',
        '20 caller1 hangs up',
        '20 c1-a1 ends 16',
        '30 caller2 arrives as 13800000001 calling 95002',
      );
      expect(offersOf(story)).toBe('10 c1 1001, 30 c2 1002');
    });
  });

  test('callers who matter come before who came earlier', () => {
    const vipCallers = [{ tenantId: 'acme' as TenantId, number: '13800000002', headStartS: 60 }];
    const story = new HallStory(site({}, { vipCallers })).given(
      '10 caller1 arrives',
      '40 caller2 arrives',
      '50 agent 1001 logs in 2000',
    );
    expect(offersOf(story)).toBe('50 c2 1001');
  });

  test('a VIP by how the number begins, written in any way, until that expires; each call of one is told', () => {
    const vip = { tenantId: 'acme' as TenantId, headStartS: 60, isPrefix: true };
    const story = (expiresAt: number): HallStory =>
      new HallStory(site({}, { vipCallers: [{ ...vip, id: 'v1', number: '+8613800000002', expiresAt }] }));
    const calls = ['10 caller1 arrives', '40 caller2 arrives', '50 agent 1001 logs in 2000'];
    const valid = story(41_000).given(...calls);
    expect(offersOf(valid)).toBe('50 c2 1001');
    expect(valid.world.journal.facts).toContainEqual(
      expect.objectContaining({
        ...{ callId: 'c2', step: 'list.matched' },
        detail: { list: 'vip', entryId: 'v1', number: '+8613800000002' },
      }),
    );
    expect(offersOf(story(40_000).given(...calls))).toBe('50 c1 1001');
  });

  test('the number that was called: its head start, and what its callers need', () => {
    const numbers = [
      accessNumber('acme', '95001', toQueue('2000')),
      { ...accessNumber('acme', '95002', toQueue('2000')), headStartS: 60, need: { skill: '', level: 5 } },
    ];
    const story = new HallStory(site({ stickyS: 1 }, { accessNumbers: numbers })).given(
      '10 caller1 arrives',
      '11 timer c1 widen',
      '40 caller2 arrives calling 95002',
      '41 timer c2 widen',
      '50 agent 1001 logs in 2000',
      '51 agent 1002 logs in 2000',
    );
    expect(offersOf(story)).toBe('50 c1 1001, 51 c2 1002');
  });

  test('in turn by number, over the death of the engine', () => {
    const rules = { strategy: 'round_robin' as const };
    const story = new HallStory(site(rules)).given(
      TWO_AGENTS,
      '10 caller1 arrives',
      '11 caller1 hangs up',
      '12 c1-a1 ends 16',
      '20 engine dies',
      '21 asterisk returns:',
      '30 caller2 arrives',
    );
    expect(offersOf(story)).toBe('10 c1 1001, 30 c2 1002');
  });
});

test('who is sent on to another queue out of a conversation waits behind those who came there before', () => {
  const two = demonstration({
    accessNumbers: [accessNumber('acme', '95001', toQueue('2000')), accessNumber('acme', '95002', toQueue('2001'))],
    queues: [queue('acme', '2000'), queue('acme', '2001')],
    agents: [agent('acme', '1001'), agent('acme', '1002', ['2001'])],
  });
  const story = new HallStory(two).given(
    '1 agent 1001 logs in 2000',
    '10 caller1 arrives',
    '12 c1-a1 answers',
    '20 caller2 arrives calling 95002',
    '30 agent 1001 does transfer q2001 in c1',
    '30 c1-a1 ends 16',
    '31 caller3 arrives calling 95002',
  );
  expect(story.world.hall.waitingIn(queueId('2001'))).toEqual(['c2', 'c1', 'c3']);
  story.given('40 agent 1002 logs in 2001');
  expect(offersOf(story)).toBe('10 c1 1001, 40 c2 1002');
  story.given('50 caller1 hangs up');
  const record = story.world.journal.facts.find((fact) => fact.kind === 'call.record' && fact.callId === 'c1');
  expect(record).toMatchObject({ queuedAt: 10_000 });
});
