import { asksLessAt, needAfter, type QueueSelection, type SkillNeed } from '../../acd/core/queue-rules.js';
import type { Wish } from '../../acd/core/selection.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, QueueId, TenantId } from '../../kernel/ids.js';
import type { AccessNumber } from '../../routing/core/route.js';
import type { CallState } from './call-state.js';
import { lineOf, servedBy, waitingSince } from './call-views.js';
import { vipOf } from './caller-lists.js';
import { selectionOf, type NodeConfig } from './node-config.js';

/** Somebody in a queue: in a call, or waiting to be called back. */
export interface Waiter {
  readonly queueId: QueueId;
  /** Whose agents may serve them. */
  readonly tenantId: TenantId | null;
  readonly caller: string;
  readonly called: string;
  readonly since: Instant;
  /** As of when what they ask of an agent was looked at last; null: when they came. */
  readonly wishAt: Instant | null;
}

/** Null where the call is in no queue. */
export function waiterOf(call: CallState): Waiter | null {
  const queueId = lineOf(call);
  const { caller, called, wishAt } = call;
  return queueId === null
    ? null
    : { queueId, tenantId: servedBy(call), caller, called, since: waitingSince(call) ?? 0, wishAt };
}

/**
 * What somebody in a queue asks for, as of the instant that their state says.
 *
 * @param regularOf the agent whom they had last, where that one is still worth waiting for
 */
export function wishOf(
  waiter: Waiter,
  config: NodeConfig,
  regularOf: (waiter: Waiter, need: SkillNeed) => AgentId | null,
): Wish {
  const { queueId, since, caller, wishAt } = waiter;
  const rules = selectionOf(config.queues.get(queueId));
  const number = numberOf(waiter, config);
  const waitedMs = (wishAt ?? since) - since;
  const need = needAfter(rules, number?.need ?? null, waitedMs);
  const agentId = waitedMs < rules.stickyS * 1000 ? regularOf(waiter, need) : null;
  return { queueId, rank: since - headStartMs(waiter, rules, number, config), need, caller, agentId };
}

/** When they ask for less than now; null: never. */
export function nextWishAt(waiter: Waiter, config: NodeConfig, now: Instant): Instant | null {
  const rules = selectionOf(config.queues.get(waiter.queueId));
  return asksLessAt(rules, numberOf(waiter, config)?.need ?? null, waiter.since, now);
}

/** Whether a caller in a queue asks for something else by these rules than by those under which it was looked at last. */
export function asksOtherwise(call: CallState, config: NodeConfig): boolean {
  const waiter = call.phase === 'waiting' ? waiterOf(call) : null;
  const widenAt = call.timers.widen ?? null;
  return waiter !== null && nextWishAt(waiter, config, waiter.wishAt ?? waiter.since) !== widenAt;
}

/** The number that was called, where it is of the tenant whose agents are asked for. */
function numberOf({ called, tenantId }: Waiter, { accessNumbers }: NodeConfig): AccessNumber | undefined {
  const number = accessNumbers.get(called);
  return number?.tenantId === tenantId ? number : undefined;
}

/** What the queue, the number that was called and the caller's own importance are worth, milliseconds of waiting. */
function headStartMs(
  { tenantId, caller, since }: Waiter,
  rules: QueueSelection,
  number: AccessNumber | undefined,
  { callerLists }: NodeConfig,
): number {
  const ofNumber = number?.headStartS ?? 0;
  // as of when they came: the order of those who wait never changes
  const ofCaller = vipOf(callerLists, tenantId, caller, since)?.headStartS ?? 0;
  return (rules.headStartS + ofNumber + ofCaller) * 1000;
}
