import type { Instant } from '../../../kernel/clock.js';
import type { CallStepName } from '../../../kernel/domain-events.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../../kernel/ids.js';
import { stepOf } from '../call-facts.js';
import type { CallState } from '../call-state.js';
import { waitingSince } from '../call-views.js';
import type { Matching } from '../matching.js';
import type { NodeConfig } from '../node-config.js';
import type { Outbox } from '../outbox.js';
import { timersOf, type TimerChange } from '../turn-events.js';
import { callbackOf, standingOf } from './callback-rules.js';
import { lineIdOf, tryIdOf, type CallbackEnd, type CallbackState } from './callback-state.js';

/** What follows the last step of the call by which it was asked for; other late steps of that call come between. */
const STEPS_LATER = 100;
/** How long one waits who could not be called, because of no channel or no money, milliseconds. */
const REFUSED_REST_MS = 60_000;
/** Where the queue offers it no more. */
const PAUSE_S = 300;
const EXPIRY_S = 86_400;

type Lines = Pick<Matching, 'callWaits' | 'callLeaves' | 'standsInLine'>;

/** Everybody who waits to be called back: where they stand, and what becomes of it. */
export class CallbackBook {
  readonly byId = new Map<CallId, CallbackState>();
  /** Tenants of whom everybody is known who is to be called back. */
  readonly homes = new Set<TenantId>();
  /** One of a queue and a number. */
  private readonly byNumber = new Map<string, CallId>();

  constructor(
    private config: NodeConfig,
    private readonly lines: () => Lines,
    private readonly out: Pick<Outbox, 'changes' | 'facts' | 'timers'>,
  ) {}

  /** Takes in a state as the journal kept it. */
  load(callback: CallbackState): void {
    this.put(callback);
    if (callback.phase === 'waiting') this.lines().standsInLine(lineIdOf(callback.callbackId));
  }

  timers(): readonly TimerChange[] {
    return [...this.byId.values()].flatMap(({ callbackId, timers }) => timersOf(`callback:${callbackId}`, {}, timers));
  }

  /** Whoever has asked for it before keeps the first place. */
  ask(call: CallState, number: string, now: Instant): void {
    const { callId, tenantId, queueId, caller, called, language, seq } = call;
    if (tenantId === null || queueId === null || this.byNumber.has(keyOf(queueId, number))) return;
    const expiryS = callbackOf(this.config, queueId)?.expiryS ?? EXPIRY_S;
    this.settle(
      {
        ...{ version: 1, callbackId: callId, tenantId, queueId, language, number, caller, called },
        since: waitingSince(call) ?? now,
        ...{ askedAt: now, expiresAt: now + expiryS * 1000, phase: 'resting', restUntil: null, wishAt: now },
        ...{ callId: null, calls: 0, tries: 0, seq: seq + STEPS_LATER, timers: {} },
      },
      now,
    );
  }

  /**
   * A tenant has come here, with those whom its old home was to call back; who was being called there is so no more.
   * After a mere restart what the journal has is newer.
   */
  adopt(tenantId: TenantId, callbacks: readonly CallbackState[], now: Instant): void {
    if (this.homes.has(tenantId)) return;
    this.homes.add(tenantId);
    this.out.changes.set(`home:${tenantId}`, { kind: 'home', tenantId });
    for (const callback of callbacks) {
      if (callback.phase === 'calling' || callback.tenantId !== tenantId || this.byId.has(callback.callbackId))
        continue;
      this.settle({ ...callback, phase: 'resting', timers: {} }, now);
    }
  }

  /** The id of the call that would be the next to them. */
  nextCallId({ callbackId, calls }: CallbackState): CallId {
    return tryIdOf(callbackId, calls + 1);
  }

  /** Their turn has come: an agent is called for them. */
  calls(callback: CallbackState, callId: CallId, agentId: AgentId, now: Instant): void {
    const next = this.told(callback, 'callback.called', { callId, agentId }, now);
    this.set({ ...next, phase: 'calling', callId, calls: callback.calls + 1, timers: {} });
  }

  /** Their turn has come, and nobody can be called now. */
  refused(callback: CallbackState, code: string, now: Instant): void {
    const next = this.told(callback, 'callback.missed', { callId: null, why: 'refused', code }, now);
    this.settle({ ...next, calls: callback.calls + 1, restUntil: now + REFUSED_REST_MS }, now);
  }

  /** A call to them is over. */
  callEnded({ callback: made, callId, times, ending }: CallState, now: Instant): void {
    const callback = made === null ? undefined : this.byId.get(made.callbackId);
    if (made === null || callback?.callId !== callId) return;
    if (times.connectedAt !== null) {
      this.end(callback, 'reached', callId, now);
      return;
    }
    const why = made.agentMissed ? 'agent' : (ending?.lost ?? 'unknown');
    const next = this.told({ ...callback, callId: null, phase: 'resting' }, 'callback.missed', { callId, why }, now);
    const pauseS = callbackOf(this.config, callback.queueId)?.pauseS ?? PAUSE_S;
    const tried = { ...next, tries: next.tries + 1, restUntil: now + pauseS * 1000 };
    this.settle(made.agentMissed || made.notNow === true ? next : tried, now);
  }

  /** An agent of the queue talks to a caller who also waits to be called back. */
  served(queueId: QueueId, number: string, now: Instant): void {
    const callback = this.of(queueId, number);
    if (callback !== undefined && callback.phase !== 'calling') this.end(callback, 'served', null, now);
  }

  cancel(callback: CallbackState, now: Instant): void {
    this.end(callback, 'cancelled', null, now);
  }

  timerFired(callbackId: CallId, dueAt: Instant, now: Instant): void {
    const callback = this.byId.get(callbackId);
    if (callback?.timers.look === dueAt) this.settle(callback, now);
  }

  reconfigure(config: NodeConfig, now: Instant): void {
    this.config = config;
    for (const tenantId of this.homes) {
      if (config.tenants.get(tenantId)?.place.at === 'here') continue;
      this.homes.delete(tenantId);
      this.out.changes.set(`home:${tenantId}`, null);
    }
    for (const callback of [...this.byId.values()]) if (callback.phase !== 'calling') this.settle(callback, now);
  }

  /** The call to them is gone, and has not said so. */
  withoutCall(calls: ReadonlyMap<CallId, CallState>, now: Instant): readonly CallId[] {
    const lost = [...this.byId.values()].filter(
      ({ phase, callId }) => phase === 'calling' && (callId === null || !calls.has(callId)),
    );
    for (const callback of lost) this.settle({ ...callback, callId: null, phase: 'resting' }, now);
    return lost.map(({ callbackId }) => callbackId);
  }

  ofTenant(tenantId: TenantId): readonly CallbackState[] {
    return [...this.byId.values()].filter((callback) => callback.tenantId === tenantId);
  }

  /** Where they stand as of now; that may be their end. */
  private settle(callback: CallbackState, now: Instant): void {
    const standing = standingOf(callback, this.config, now);
    switch (standing.kind) {
      case 'left':
        this.drop(callback);
        return;
      case 'ends':
        this.end(callback, standing.why, null, now);
        return;
      case 'stands': {
        const { phase, lookAt } = standing;
        this.set({ ...callback, phase, wishAt: now, timers: { look: lookAt } });
        const lineId = lineIdOf(callback.callbackId);
        if (phase === 'waiting') this.lines().callWaits(lineId);
        else this.lines().callLeaves(lineId);
      }
    }
  }

  private end(callback: CallbackState, why: CallbackEnd, callId: CallId | null, now: Instant): void {
    this.told(callback, 'callback.ended', { why, callId }, now);
    this.drop(callback);
  }

  private told(
    callback: CallbackState,
    step: Extract<CallStepName, `callback.${string}`>,
    detail: Readonly<Record<string, string | null>>,
    now: Instant,
  ): CallbackState {
    const { callbackId, tenantId } = callback;
    const seq = callback.seq + 1;
    this.out.facts.push(stepOf({ callId: callbackId, tenantId }, seq, step, now, detail));
    return { ...callback, seq };
  }

  private of(queueId: QueueId, number: string): CallbackState | undefined {
    const callbackId = this.byNumber.get(keyOf(queueId, number));
    return callbackId === undefined ? undefined : this.byId.get(callbackId);
  }

  private put(callback: CallbackState): void {
    this.byId.set(callback.callbackId, callback);
    this.byNumber.set(keyOf(callback.queueId, callback.number), callback.callbackId);
  }

  private set(callback: CallbackState): void {
    const key = `callback:${callback.callbackId}` as const;
    const before = this.byId.get(callback.callbackId);
    this.put(callback);
    this.out.changes.set(key, { kind: 'callback', callback });
    this.out.timers.push(...timersOf(key, before?.timers ?? {}, callback.timers));
  }

  private drop({ callbackId, queueId, number }: CallbackState): void {
    const before = this.byId.get(callbackId);
    this.lines().callLeaves(lineIdOf(callbackId));
    if (before === undefined) return;
    this.byId.delete(callbackId);
    this.byNumber.delete(keyOf(queueId, number));
    this.out.changes.set(`callback:${callbackId}`, null);
    this.out.timers.push(...timersOf(`callback:${callbackId}`, before.timers, {}));
  }
}

function keyOf(queueId: QueueId, number: string): string {
  return `${queueId} ${number}`;
}
