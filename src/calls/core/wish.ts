import { asksLessAt, needAfter, type QueueSelection, type SkillNeed } from '../../acd/core/queue-rules.js';
import type { Wish } from '../../acd/core/selection.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, QueueId, TenantId } from '../../kernel/ids.js';
import type { AccessNumber } from '../../routing/core/route.js';
import { lineOf, servedBy, waitingSince, type CallState } from './call-state.js';
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
 * @param regular the only one whom they may still wait for
 */
export function wishOf(waiter: Waiter, config: NodeConfig, regular: AgentId | null): Wish {
  const { queueId, since, caller } = waiter;
  const rules = selectionOf(config.queues.get(queueId));
  const need = needIn(waiter, config);
  return { queueId, rank: since - headStartMs(waiter, rules, config), need, caller, agentId: regular };
}

/** What they ask of an agent, as of the instant that their state says. */
export function needIn(waiter: Waiter, config: NodeConfig): SkillNeed {
  const { queueId, since, wishAt } = waiter;
  return needAfter(selectionOf(config.queues.get(queueId)), needOfNumber(waiter, config), (wishAt ?? since) - since);
}

/** Whether they are still to wait for the agent they had last, as of the instant that the state says. */
export function waitsForRegular({ queueId, since, wishAt }: Waiter, config: NodeConfig): boolean {
  return (wishAt ?? since) - since < selectionOf(config.queues.get(queueId)).stickyS * 1000;
}

/** When they ask for less than now; null: never. */
export function nextWishAt(waiter: Waiter, config: NodeConfig, now: Instant): Instant | null {
  const rules = selectionOf(config.queues.get(waiter.queueId));
  return asksLessAt(rules, needOfNumber(waiter, config), waiter.since, now);
}

/** The number that was called, where it is of the tenant whose agents are asked for. */
function numberOf({ called, tenantId }: Waiter, { accessNumbers }: NodeConfig): AccessNumber | undefined {
  const number = accessNumbers.get(called);
  return number?.tenantId === tenantId ? number : undefined;
}

function needOfNumber(waiter: Waiter, config: NodeConfig): SkillNeed | null {
  return numberOf(waiter, config)?.need ?? null;
}

/** What the queue, the number that was called and the caller's own importance are worth, milliseconds of waiting. */
function headStartMs(waiter: Waiter, rules: QueueSelection, config: NodeConfig): number {
  const ofNumber = numberOf(waiter, config)?.headStartS ?? 0;
  const ofCaller = config.vipCallers.get(`${waiter.tenantId ?? ''} ${waiter.caller}`) ?? 0;
  return (rules.headStartS + ofNumber + ofCaller) * 1000;
}
