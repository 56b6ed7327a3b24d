import fc from 'fast-check';

import { inUseIsTheStates } from '../../../test/fixtures/hall-checks.js';
import { pick, steps, WildWorld } from '../../../test/fixtures/hall-wild.js';
import type { AgentId, ChannelId, PlaybackId, TenantId } from '../../kernel/ids.js';
import { decideCall } from './call.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';

const INPUTS: readonly CallInput[] = [
  { type: 'caller.ended', causeCode: 16, late: false },
  { type: 'caller.ended', causeCode: 0, late: true },
  { type: 'caller.ringing' },
  { type: 'caller.answered' },
  { type: 'party.ringing' },
  { type: 'party.answered' },
  { type: 'party.ended', causeCode: 17, late: false },
  { type: 'party.ended', causeCode: 0, late: true },
  { type: 'everybody.gone' },
  { type: 'stray.ended', channelId: 'c1-a1' as ChannelId },
  { type: 'stray.lingers', channelId: 'c1-a1' as ChannelId },
  { type: 'key.pressed', key: '1' },
  { type: 'key.pressed', key: '7' },
  { type: 'prompt.ended', playbackId: 'c1-p1' as PlaybackId },
  ...(['prompt', 'key', 'maxWait', 'ring', 'again', 'endGuard'] as const).map(
    (timer) => ({ type: 'timer.fired', timer }) as const,
  ),
  { type: 'agent.assigned', agentIds: ['a1001' as AgentId] },
  { type: 'agent.assigned', agentIds: ['a1002' as AgentId, 'a1001' as AgentId] },
  { type: 'rival.answered', channelId: 'c1-a2' as ChannelId },
  { type: 'rival.ended', channelId: 'c1-a2' as ChannelId, causeCode: 17, late: false },
  { type: 'queue.deleted' },
  { type: 'tenant.left', nodeId: 'b' },
  { type: 'hangUp.commanded' },
  { type: 'bridge.refused' },
  { type: 'recording.started' },
  { type: 'recording.failed', why: 'disk full' },
  { type: 'engine.resumed', bridged: true },
  { type: 'engine.resumed', bridged: false },
];

/** Every call can be ended: its legs end, or nothing more is heard of them and the guard ends it. */
function endAll(wild: WildWorld, tell: boolean): void {
  for (const call of wild.calls) {
    if (tell) {
      wild.take({ type: 'leg.ended', channelId: call.callerLeg.channelId, causeCode: 16 });
      const left = wild.world.hall.calls.get(call.callId);
      for (const leg of left?.strayLegs ?? []) {
        wild.take({ type: 'leg.ended', channelId: leg.channelId, causeCode: 16 });
      }
    } else {
      wild.take({ type: 'call.hangUp', callId: call.callId });
    }
  }
  for (let n = 0; n < 1000 && wild.calls.length > 0; n += 1) wild.fire();
}

const ACME = 'acme' as TenantId;
const BEGINNINGS: ReadonlySet<string> = new Set(['call.arrived', 'call.placed']);

describe('whatever happens, in whatever order', () => {
  test('nothing throws, the hall stays in order, every call can end and has one record, every agent is free', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (story, tell) => {
        const wild = new WildWorld();
        for (const step of story) wild.step(step);
        endAll(wild, tell);
        expect(wild.calls).toEqual([]);
        const facts = wild.world.journal.facts;
        const arrivals = facts.filter((fact) => fact.kind === 'call.step' && BEGINNINGS.has(fact.step));
        expect(facts.filter((fact) => fact.kind === 'call.record')).toHaveLength(arrivals.length);
        const phases = [...wild.world.hall.agents.values()].map((agent) => agent.phase);
        expect(phases).not.toContain('offered');
        expect(phases).not.toContain('talking');
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('what is in use is what the states hold, after every step, and for who loads them from the journal', () => {
    const held = { channels: 0, menus: 0, recordings: 0, seats: 0, outbound: 0 };
    fc.assert(
      fc.property(steps, (story) => {
        const wild = new WildWorld();
        for (const step of story) {
          wild.step(step);
          const { hall } = wild.world;
          inUseIsTheStates(hall);
          inUseIsTheStates(wild.world.fromJournal());
          held.channels = Math.max(held.channels, hall.inUse.channelsOf(ACME));
          held.menus = Math.max(held.menus, hall.inUse.ivrCallers(ACME));
          held.recordings = Math.max(held.recordings, hall.inUse.recorded(ACME));
          held.seats = Math.max(held.seats, hall.inUse.seats(ACME));
          held.outbound += wild.calls.filter(({ direction }) => direction === 'outbound').length;
        }
      }),
      { numRuns: 60, seed: 6 },
    );
    // the walk has been where something is held
    expect(Math.min(...Object.values(held))).toBeGreaterThan(0);
    expect(held.channels).toBeGreaterThan(3);
  }, 60_000);

  test('every call that is ever reached answers every input', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const wild = new WildWorld();
        for (const step of story) {
          wild.step(step);
          const call = pick(wild.calls, step.how);
          if (call !== undefined) answersAll(call, wild);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

function answersAll(call: CallState, wild: WildWorld): void {
  for (const input of INPUTS) {
    const { state, facts } = decideCall(call, input, wild.world.hall.around, wild.now);
    const records = facts.filter((fact) => fact.kind === 'call.record').length;
    if (records !== (state === null ? 1 : 0)) throw new Error(`${call.phase}, ${input.type}: ${records} records`);
  }
}
