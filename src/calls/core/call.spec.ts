import { readFileSync } from 'node:fs';

import { HallStory, IN_MENU, IN_QUEUE, ONE_AGENT, RINGING, TALKING } from '../../../test/fixtures/hall-story.js';
import {
  agent,
  demonstration,
  outboundLine,
  queue,
  share,
  straightTo,
  tenant,
  toExtension,
} from '../../../test/fixtures/node-config.js';
import { ONLY_MUSIC } from '../../acd/core/queue-waiting.js';
import type { AgentId, ChannelId, ExtensionId, PlaybackId, QueueId, TenantId } from '../../kernel/ids.js';
import { decideCall } from './call.js';
import type { CallInput } from './call-inputs.js';
import { CALL_PHASES, type CallPhase, type CallState, type CallTimer } from './call-state.js';
import { missedWhy } from './causes.js';

const WITH_LINE = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });
const EXTENSION = straightTo(toExtension('8001'));
const ELSEWHERE = demonstration({
  numbersElsewhere: [{ number: '95500', nodeId: 'b', tenantId: 'other' as TenantId }],
});
const VISITS = straightTo(
  { to: 'share', shareId: 'share-3000' },
  {
    tenants: [tenant('acme'), tenant('mate')],
    queues: [queue('acme', '2000'), queue('mate', '3000')],
    shares: [share('acme', 'mate', '3000', 'b')],
  },
);

/** Agent 1001 has to prove who they are. */
const WITH_PIN = demonstration({ agents: [{ ...agent('acme', '1001'), pinHash: 'hash' }] });

const VOICEMAIL = straightTo({ to: 'voicemail' });

/** The line of agent 1001 stays open. */
const OPEN = demonstration({ agents: [{ ...agent('acme', '1001'), openLine: 'music' }] });

const TELLING = demonstration({
  queues: [queue('acme', '2000', { waiting: { ...ONLY_MUSIC, tells: 'position' } })],
});

/** A call in each phase, as the hall brought it there. */
const STORIES: Readonly<Record<CallPhase, HallStory>> = {
  announcing: new HallStory().given('10 caller1 arrives calling 95002'),
  navigating: new HallStory().given(IN_MENU),
  signingIn: new HallStory(WITH_PIN).given('10 caller1 arrives from acme-8001 calling *70'),
  standingBy: new HallStory(OPEN).given('10 caller1 arrives from acme-8001 calling *701001'),
  waiting: new HallStory(TELLING).given(IN_QUEUE),
  offering: new HallStory().given(ONE_AGENT, IN_QUEUE),
  ringing: new HallStory(EXTENSION).given(IN_MENU),
  calling: new HallStory(WITH_LINE).given(ONE_AGENT, '10 agent 1001 calls 13900000001'),
  dialling: new HallStory(WITH_LINE).given(ONE_AGENT, '10 agent 1001 calls 13900000001', '12 c1-a1 answers'),
  visiting: new HallStory(VISITS).given(IN_MENU),
  handingOver: new HallStory().given(IN_QUEUE, '13 acme has moved to b'),
  relaying: new HallStory(ELSEWHERE).given('10 caller1 arrives calling 95500'),
  relayed: new HallStory(ELSEWHERE).given('10 caller1 arrives calling 95500', '11 c1-r-a1 answers'),
  talking: new HallStory().given(ONE_AGENT, RINGING, '15 c1-a1 answers'),
  voicemail: new HallStory(VOICEMAIL).given(IN_MENU, '12 c1-p1 ends'),
  closing: new HallStory().given(IN_MENU, '12 caller1 presses 4'),
  ending: new HallStory().given(ONE_AGENT, TALKING, '20 caller1 hangs up'),
};

const BY_AGENT = { kind: 'agent', agentId: 'a1001' as AgentId } as const;
const TO_QUEUE = { to: 'queue', queueId: 'q2000' as QueueId } as const;

const INPUTS: Readonly<Record<string, (state: CallState) => CallInput>> = {
  'caller.ended': () => ({ type: 'caller.ended', causeCode: 16, late: false }),
  'caller.ringing': () => ({ type: 'caller.ringing' }),
  'caller.answered': () => ({ type: 'caller.answered' }),
  'party.ringing': () => ({ type: 'party.ringing' }),
  'party.answered': () => ({ type: 'party.answered' }),
  'party.ended': () => ({ type: 'party.ended', causeCode: 17, late: false }),
  'party.keyed': () => ({ type: 'party.keyed', channelId: 'c1-a1' as ChannelId, key: '1' }),
  'rival.ringing': () => ({ type: 'rival.ringing', channelId: 'c1-a9' as ChannelId }),
  'rival.answered': () => ({ type: 'rival.answered', channelId: 'c1-a9' as ChannelId }),
  'rival.ended': () => ({ type: 'rival.ended', channelId: 'c1-a9' as ChannelId, causeCode: 17, late: false }),
  'side.ringing': () => ({ type: 'side.ringing', channelId: 'c1-a9' as ChannelId }),
  'side.answered': () => ({ type: 'side.answered', channelId: 'c1-a9' as ChannelId }),
  'side.ended': () => ({ type: 'side.ended', causeCode: 16, late: false, channelId: 'c1-a9' as ChannelId }),
  'side.refused': () => ({ type: 'side.refused', channelId: 'c1-a9' as ChannelId }),
  'act hold': () => ({ type: 'acted', by: BY_AGENT, act: { act: 'hold' } }),
  'act assign': () => ({ type: 'acted', by: BY_AGENT, act: { act: 'assign', agentId: 'a1002' as AgentId } }),
  'act transfer': () => ({ type: 'acted', by: BY_AGENT, act: { act: 'transfer', to: TO_QUEUE } }),
  'act disconnect': () => ({ type: 'acted', by: BY_AGENT, act: { act: 'disconnect' } }),
  'everybody.gone': () => ({ type: 'everybody.gone' }),
  'stray.ended': () => ({ type: 'stray.ended', channelId: 'c1-a1' as ChannelId }),
  'stray.lingers': () => ({ type: 'stray.lingers', channelId: 'c1-a1' as ChannelId }),
  'key.pressed': () => ({ type: 'key.pressed', key: '1' }),
  'prompt.ended': (state) => ({ type: 'prompt.ended', playbackId: state.playbackId ?? ('none' as PlaybackId) }),
  'prompt.failed': (state) => ({ type: 'prompt.failed', playbackId: state.playbackId ?? ('none' as PlaybackId) }),
  'old prompt.ended': () => ({ type: 'prompt.ended', playbackId: 'c1-p0' as PlaybackId }),
  'timer prompt': () => ({ type: 'timer.fired', timer: 'prompt' }),
  'timer key': () => ({ type: 'timer.fired', timer: 'key' }),
  'timer say': () => ({ type: 'timer.fired', timer: 'say' }),
  'timer maxWait': () => ({ type: 'timer.fired', timer: 'maxWait' }),
  'timer ring': () => ({ type: 'timer.fired', timer: 'ring' }),
  'timer again': () => ({ type: 'timer.fired', timer: 'again' }),
  'timer endGuard': () => ({ type: 'timer.fired', timer: 'endGuard' }),
  'agent.assigned': () => ({ type: 'agent.assigned', agentIds: ['a1002' as AgentId] }),
  'party.pickedUp': () => ({
    type: 'party.pickedUp',
    channelId: 'caller9' as ChannelId,
    extensionId: 'x8002' as ExtensionId,
    agentId: null,
  }),
  'inquiry.answered': () => ({
    type: 'inquiry.answered',
    number: 1,
    answer: { kind: 'system', answer: { got: 'nothing' } },
  }),
  'signIn.judged': () => ({ type: 'signIn.judged', verdict: 'signedIn' }),
  'line.called': () => ({ type: 'line.called', channelId: 'c9-a1-l' as ChannelId }),
  'line.told': () => ({ type: 'line.told', words: 'agent-ready', ends: false }),
  'queue.deleted': () => ({ type: 'queue.deleted' }),
  'queue.changed': () => ({ type: 'queue.changed' }),
  'staff.left': () => ({ type: 'staff.left' }),
  'tenant.left': () => ({ type: 'tenant.left', nodeId: 'b' }),
  'hangUp.commanded': () => ({ type: 'hangUp.commanded' }),
  'bridge.refused': () => ({ type: 'bridge.refused' }),
  'recording.started': () => ({ type: 'recording.started' }),
  'recording.failed': () => ({ type: 'recording.failed', why: 'disk full' }),
  'recording.goesOn': () => ({ type: 'recording.goesOn', why: 'no reply' }),
  'credit.low': () => ({ type: 'credit.low', limit: 'balance_out' }),
  'credit.restored': () => ({ type: 'credit.restored' }),
  'credit.out': () => ({ type: 'credit.out', limit: 'balance_out' }),
  'credit.limited': () => ({ type: 'credit.limited', until: 90_000, seconds: 33 }),
  'clock.corrected': () => ({ type: 'clock.corrected', byMs: 1000 }),
  'engine.resumed': () => ({ type: 'engine.resumed', bridged: false }),
  'talk.apart': () => ({ type: 'talk.apart' }),
};

/** Where an input leads a call: the next phase, `(record)` when it is over, a dot when it stays, `-` when nothing happens. */
function leadsTo(phase: CallPhase, input: (state: CallState) => CallInput): string {
  const { world } = STORIES[phase];
  const state = [...world.hall.calls.values()][0]!;
  expect(state.phase).toBe(phase);
  const decision = decideCall(state, input(state), world.hall.around, 60_000);
  if (decision.state === null) return state.role === 'owner' ? '(record)' : '(over)';
  if (decision.state.phase !== phase) return decision.state.phase;
  const nothing = decision.commands.length + decision.facts.length + decision.asks.length === 0;
  return nothing && sameBut(state, decision.state) ? '-' : '.';
}

/** Equal apart from a timer that is spent. */
function sameBut(before: CallState, after: CallState): boolean {
  const timers = Object.entries(after.timers);
  if (timers.some(([name, dueAt]) => before.timers[name as CallTimer] !== dueAt)) return false;
  return JSON.stringify({ ...before, timers: 0 }) === JSON.stringify({ ...after, timers: 0 });
}

/** The table as the README of the room shows it. */
function table(): string {
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(18), ...cells.map((cell) => cell.padEnd(12))].join('').trimEnd();
  const rows = Object.entries(INPUTS).map(([name, input]) =>
    line(
      name,
      CALL_PHASES.map((phase) => leadsTo(phase, input)),
    ),
  );
  return [line('', CALL_PHASES), ...rows].join('\n');
}

test('every phase answers every input as the table of the README says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const told = readme.split('```').find((part) => part.includes('caller.ended'));
  expect(told?.trimEnd().replace(/^\n/, '')).toBe(table());
});

test.each([
  [17, 'busy'],
  [18, 'no_answer'],
  [19, 'no_answer'],
  [21, 'declined'],
  [20, 'unreachable'],
  [31, 'unreachable'],
  [0, 'unreachable'],
])('a telephone refuses with cause %i: %s', (causeCode, why) => {
  expect(missedWhy(causeCode)).toBe(why);
});
