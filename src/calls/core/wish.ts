import { asksLessAt, needAfter, type QueueSelection, type SkillNeed } from '../../acd/core/queue-rules.js';
import type { Wish } from '../../acd/core/selection.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, QueueId } from '../../kernel/ids.js';
import type { AccessNumber } from '../../routing/core/route.js';
import { lineOf, servedBy, type CallState } from './call-state.js';
import { selectionOf, type NodeConfig } from './node-config.js';

/**
 * What a call in a queue asks for, as of the instant that its state says.
 *
 * @param regular the only one whom its caller may still wait for
 */
export function wishOf(call: CallState, queueId: QueueId, config: NodeConfig, regular: AgentId | null): Wish {
  const rules = selectionOf(config.queues.get(queueId));
  const since = call.times.queuedAt ?? 0;
  const need = needIn(call, queueId, config);
  return { queueId, rank: since - headStartMs(call, rules, config), need, caller: call.caller, agentId: regular };
}

/** What it asks of an agent, as of the instant that its state says. */
export function needIn(call: CallState, queueId: QueueId, config: NodeConfig): SkillNeed {
  const since = call.times.queuedAt ?? 0;
  const rules = selectionOf(config.queues.get(queueId));
  return needAfter(rules, needOfNumber(call, config), (call.wishAt ?? since) - since);
}

/** Whether the caller is still to wait for the agent they had last, as of the instant that the state says. */
export function waitsForRegular(call: CallState, queueId: QueueId, config: NodeConfig): boolean {
  const since = call.times.queuedAt ?? 0;
  return (call.wishAt ?? since) - since < selectionOf(config.queues.get(queueId)).stickyS * 1000;
}

/** When the call asks for less than now; null: never. */
export function nextWishAt(call: CallState, config: NodeConfig, now: Instant): Instant | null {
  const queueId = lineOf(call);
  if (queueId === null) return null;
  const rules = selectionOf(config.queues.get(queueId));
  return asksLessAt(rules, needOfNumber(call, config), call.times.queuedAt ?? now, now);
}

/** The number that was called, where it is of the tenant whose agents are asked for. */
function numberOf(call: CallState, { accessNumbers }: NodeConfig): AccessNumber | undefined {
  const number = accessNumbers.get(call.called);
  return number?.tenantId === servedBy(call) ? number : undefined;
}

function needOfNumber(call: CallState, config: NodeConfig): SkillNeed | null {
  return numberOf(call, config)?.need ?? null;
}

/** What the queue, the number that was called and the caller's own importance are worth, milliseconds of waiting. */
function headStartMs(call: CallState, rules: QueueSelection, config: NodeConfig): number {
  const ofNumber = numberOf(call, config)?.headStartS ?? 0;
  const ofCaller = config.vipCallers.get(`${servedBy(call) ?? ''} ${call.caller}`) ?? 0;
  return (rules.headStartS + ofNumber + ofCaller) * 1000;
}
