import { HallStory, IN_QUEUE, ONE_AGENT, TALKING } from '../../../test/fixtures/hall-story.js';
import { agent, demonstration, extension, queue, queueId } from '../../../test/fixtures/node-config.js';
import type { AgentState } from '../../acd/core/agent.js';
import type { DutyRule } from '../../acd/core/duty-rule.js';
import type { AgentId, BridgeId, CallId, ChannelId, ExtensionId, TenantId } from '../../kernel/ids.js';
import type { ChannelSeen } from '../../telephony/core/leg-events.js';
import { Hall } from './hall.js';
import type { NodeConfigLists } from './node-config.js';
import type { TurnState } from './turn-events.js';

const A1 = 'a1001' as AgentId;
const A2 = 'a1002' as AgentId;
const HOUR = 3_600_000;

/** The stories begin on 1970-01-01, a Thursday, at 08:00 in Shanghai. */
function night(change: Partial<DutyRule> = {}): DutyRule {
  return {
    id: 'r1',
    tenantId: 'acme' as TenantId,
    name: 'all day',
    priority: 1,
    queueIds: [queueId('2000')],
    agents: [{ agentId: A1, extensionId: null }],
    times: { shifts: [{ weekdays: [4], from: '00:00', to: '09:00' }], days: [] },
    zone: null,
    shift: null,
    ...change,
  };
}
const withRule = (rule: DutyRule, change: Partial<NodeConfigLists> = {}): NodeConfigLists => {
  return demonstration({ dutyRules: [rule], ...change });
};

describe('duty rules', () => {
  test('nobody is logged in by hand: the agent of the rule is, and takes calls', () => {
    const story = new HallStory(withRule(night()));
    expect(story.world.hall.agents.get(A1)).toMatchObject({ phase: 'ready', reason: 'duty_rule', byRule: 'r1' });
    expect(story.given(TALKING).world.hall.agents.get(A1)?.phase).toBe('talking');
  });

  test('somebody logs in by hand: who was logged in by rule steps back, after the call', () => {
    const idle = new HallStory(withRule(night())).given('5 agent 1002 logs in 2000');
    expect(idle.world.hall.agents.get(A1)).toMatchObject({ phase: 'loggedOut', reason: 'stepped_back' });
    const inCall = new HallStory(withRule(night())).given(TALKING, '16 agent 1002 logs in 2000');
    expect(inCall.world.hall.agents.get(A1)).toMatchObject({ phase: 'talking', afterCall: 'loggedOut' });
    inCall.given('20 c1-a1 ends 16');
    expect(inCall.world.hall.agents.get(A1)).toMatchObject({
      phase: 'loggedOut',
      reason: 'stepped_back',
      byRule: null,
    });
    inCall.given('30 agent 1002 logs out');
    expect(inCall.world.hall.agents.get(A1)).toMatchObject({ phase: 'ready', byRule: 'r1' });
  });

  test('the end of the hours comes by its timer, also in a new life of the engine', () => {
    const { world } = new HallStory(withRule(night()));
    world.crash(1000);
    expect(world.hall.agents.get(A1)?.byRule).toBe('r1');
    world.take({ type: 'asterisk.resynced', occasion: 'connected', askedAt: 1000, channels: [] }, 1000);
    const due = world.dueTimers().find(({ key }) => key === 'duty:rules');
    expect(due?.dueAt).toBe(HOUR);
    if (due !== undefined) world.fire(due, due.dueAt);
    expect(world.hall.agents.get(A1)).toMatchObject({ phase: 'loggedOut', reason: 'duty_rule' });
  });

  test('the hours ended while the engine was away: logged out at once', () => {
    const { world } = new HallStory(withRule(night()));
    world.crash(2 * HOUR);
    expect(world.hall.agents.get(A1)).toMatchObject({ phase: 'loggedOut', reason: 'duty_rule' });
  });

  test('a rule that is gone takes its agents along; a login by hand does not', () => {
    const story = new HallStory(
      withRule(night({ agents: [A1, A2].map((agentId) => ({ agentId, extensionId: null })) })),
    );
    story.given('5 agent 1001 logs in 2000');
    expect(story.world.hall.agents.get(A1)).toMatchObject({ phase: 'ready', byRule: null });
    expect(story.world.hall.agents.get(A2)).toMatchObject({ phase: 'loggedOut', reason: 'stepped_back' });
    story.world.configure(demonstration(), 6000);
    expect(story.world.hall.agents.get(A1)?.phase).toBe('ready');
    const ruled = new HallStory(withRule(night()));
    ruled.world.configure(demonstration(), 6000);
    expect(ruled.world.hall.agents.get(A1)).toMatchObject({ phase: 'loggedOut', reason: 'duty_rule' });
  });

  test('who logs out by hand is let alone until the hours end', () => {
    const story = new HallStory(
      withRule(night({ times: { shifts: [{ weekdays: [4, 5], from: '00:00', to: '09:00' }], days: [] } })),
    );
    story.given('5 agent 1001 logs out', '6 agent 1002 logs in 2000', '7 agent 1002 logs out');
    const { world } = story;
    expect(world.hall.agents.get(A1)).toMatchObject({ phase: 'loggedOut', sitsOutUntil: HOUR });
    for (;;) {
      const [due] = world.dueTimers();
      if (due === undefined || due.dueAt > 17 * HOUR) break;
      world.fire(due, due.dueAt);
    }
    expect(world.hall.agents.get(A1)).toMatchObject({ phase: 'ready', byRule: 'r1' });
  });

  test('who does not answer is asked again after a minute: nobody is there to make them ready', () => {
    const { world } = new HallStory(withRule(night())).given(IN_QUEUE, '13 c1-a1 rings', '32 timer c1 ring');
    expect(world.hall.agents.get(A1)).toMatchObject({ phase: 'notReady', timers: { back: 92_000 } });
  });

  test('the telephone of the rule is called, not the agent’s own', () => {
    const agents = [{ agentId: A1, extensionId: 'x8002' as ExtensionId }];
    const { world } = new HallStory(withRule(night({ agents }))).given('10 caller1 arrives');
    const told = world.take({ type: 'key.pressed', channelId: 'caller1' as never, key: '1' }, 12_000);
    expect(told.commands).toContainEqual(expect.objectContaining({ command: 'dial', endpoint: 'acme-8002' }));
  });

  test('no seat is left: nobody is logged in, and no refusal is counted', () => {
    const story = new HallStory(withRule(night(), { queues: [queue('acme', '2000'), queue('acme', '2001')] }));
    story.world.configure(
      withRule(night({ agents: [{ agentId: A2, extensionId: null }] }), {
        tenants: demonstration().tenants.map((tenant) => ({ ...tenant, seatLimit: 0 })),
      }),
      5000,
    );
    expect(story.world.hall.agents.get(A2)?.phase ?? 'loggedOut').toBe('loggedOut');
    expect(story.world.journal.facts.filter(({ kind }) => kind === 'limit.reached')).toEqual([]);
  });
});

describe('telephones', () => {
  const told = (endpoint: string, reachable: boolean) => ({
    type: 'telephones.told' as const,
    lines: [{ endpoint, reachable }],
  });

  test('one that is gone: its agent is offered nothing; back: offered who waits, as idle as before', () => {
    const story = new HallStory().given(ONE_AGENT);
    const { world } = story;
    world.take(told('acme-8001', false), 2000);
    story.given(IN_QUEUE);
    expect(world.hall.agents.get(A1)).toMatchObject({ phase: 'ready', telephone: 'away', idleSince: 0 });
    expect(world.hall.waitingIn(queueId('2000'))).toEqual(['c1']);
    const { commands } = world.take(told('acme-8001', true), 20_000);
    expect(commands).toContainEqual(expect.objectContaining({ command: 'dial', endpoint: 'acme-8001' }));
  });

  test('gone before the engine died: still so after, until its lines are told anew', () => {
    const { world } = new HallStory().given(ONE_AGENT);
    world.take(told('acme-8001', false), 2000);
    world.crash(3000);
    expect(world.hall.agents.get(A1)?.telephone).toBe('away');
    world.take(told('acme-8001', true), 4000);
    expect(world.hall.agents.get(A1)?.telephone).toBe('free');
  });

  test('in a call that is not the agent’s: busy, and free when it ends', () => {
    const story = new HallStory(
      demonstration({ agents: [agent('acme', '1001')], extensions: [extension('acme', '8001')] }),
    );
    story.given(ONE_AGENT, '10 caller1 arrives', '11 caller1 presses 3');
    expect(story.world.hall.agents.get(A1)).toMatchObject({ phase: 'ready', telephone: 'busy' });
    expect(story.world.hall.readyIn(queueId('2000'))).toEqual([]);
    story.given('15 caller1 hangs up');
    expect(story.world.hall.agents.get(A1)?.telephone).toBe('free');
    expect(story.world.hall.readyIn(queueId('2000'))).toEqual([A1]);
  });

  test('the agent’s own call does not make it busy', () => {
    const { world } = new HallStory().given(ONE_AGENT, TALKING);
    expect(world.hall.agents.get(A1)?.telephone).toBe('free');
  });
});

describe('the self-check', () => {
  test('finds nothing in any moment of a call', () => {
    const story = new HallStory().given(ONE_AGENT, IN_QUEUE, '13 c1-a1 rings');
    expect(story.world.take({ type: 'hall.checked' }, 14_000).healed).toEqual([]);
    story.given('15 c1-a1 answers');
    expect(story.world.take({ type: 'hall.checked' }, 16_000).healed).toEqual([]);
  });

  /** Another life over the states of this one, of which some are wrong. */
  function wrongly({ world }: HallStory, change: Partial<AgentState>): Hall {
    const hall = new Hall(world.config);
    for (const state of world.journal.load().values()) hall.load(state as TurnState);
    const state = world.hall.agents.get(A1);
    if (state === undefined) throw new Error('nobody is there');
    hall.load({ kind: 'agent', agent: { ...state, ...change } });
    const channels = [...world.hall.calls.values()].flatMap(({ callId, callerLeg, partyLeg }) =>
      [callerLeg, partyLeg].flatMap((leg) => (leg === null ? [] : [seen(callId, leg.channelId)])),
    );
    hall.decide({ type: 'asterisk.resynced', occasion: 'connected', askedAt: 16_000, channels }, 16_000);
    return hall;
  }
  const seen = (callId: CallId, channelId: ChannelId): ChannelSeen => ({
    ...{ channelId, callId, endpoint: 'carrier', callerNumber: '', dialled: '', visit: null },
    ...{ up: true, inApplication: true, bridgeId: `${callId}-b` as BridgeId },
  });

  test('an agent whom nothing holds is free again, and it is told', () => {
    const hall = wrongly(new HallStory().given(ONE_AGENT), { phase: 'talking', callId: 'c9' as CallId });
    expect(hall.takeResults().healed).toEqual([{ what: 'agent_without_call', agentId: A1, callId: 'c9' }]);
    expect(hall.agents.get(A1)).toMatchObject({ phase: 'ready', callId: null });
    expect(hall.readyIn(queueId('2000'))).toEqual([A1]);
  });

  test('an agent whom a call holds is in it again', () => {
    const hall = wrongly(new HallStory().given(ONE_AGENT, TALKING), { phase: 'ready', callId: null });
    hall.decide({ type: 'hall.checked' }, 17_000);
    expect(hall.takeResults().healed).toEqual([{ what: 'call_without_agent', agentId: A1, callId: 'c1' }]);
    expect(hall.agents.get(A1)).toMatchObject({ phase: 'talking', callId: 'c1' });
    expect(hall.readyIn(queueId('2000'))).toEqual([]);
  });

  test('a timer that never fired is made up for', () => {
    const story = new HallStory(demonstration({ queues: [queue('acme', '2000', { wrapUpS: 10 })] }));
    story.given(ONE_AGENT, TALKING, '20 c1-a1 ends 16', '20 caller1 ends 16');
    const { healed } = story.world.take({ type: 'hall.checked' }, 60_000);
    expect(healed).toContainEqual({ what: 'timer_overdue', agentId: A1, callId: 'c1' });
    expect(story.world.hall.agents.get(A1)?.phase).toBe('ready');
  });
});
