import { isCallbackTime, nextCallbackLook, type QueueCallback } from '../../../acd/core/queue-callback.js';
import { normalNumber } from '../../../billing/core/number-class.js';
import type { Instant } from '../../../kernel/clock.js';
import type { QueueId, TenantId } from '../../../kernel/ids.js';
import type { Around } from '../call-change.js';
import type { CallState } from '../call-state.js';
import { isNeverCalled } from '../caller-lists.js';
import { zoneOf, type NodeConfig } from '../node-config.js';
import { numberToShow } from '../number-to-show.js';
import { outboundLine } from '../outbound-line.js';
import { nextWishAt } from '../wish.js';
import type { CallbackEnd, CallbackState } from './callback-state.js';

/** Limits that say which numbers a tenant calls at all; all others may be met now and not later. */
const CLOSED: ReadonlySet<string> = new Set(['international_closed', 'premium_closed', 'no_rate']);
/** Shorter is a service or an extension, nobody's telephone. */
const SHORTEST = 5;

/** What a queue says of calling back, where it does at all. */
export function callbackOf(config: NodeConfig, queueId: QueueId | null): QueueCallback | null {
  return (queueId === null ? undefined : config.queues.get(queueId)?.callback) ?? null;
}

/** Whether the tenant can call anybody back: a trunk, and a number to show. */
export function canCallOut(around: Around, tenantId: TenantId): boolean {
  const line = outboundLine(around, tenantId, null);
  return (line.kind === 'line' || line.limit !== null) && numberToShow(around.config, tenantId, null) !== null;
}

/** The number as it would be dialled; null: the tenant does not call it. */
export function numberToCall(around: Around, tenantId: TenantId, text: string, now: Instant): string | null {
  const { config, accounts } = around;
  const number = normalNumber(text);
  if (number === null || number.length < SHORTEST) return null;
  if (config.accessNumbers.has(number) || isNeverCalled(config.callerLists, tenantId, number, now)) return null;
  const line = outboundLine(around, tenantId, null);
  const trunkId = line.kind === 'line' ? line.trunk.id : (line.limit?.trunkId ?? null);
  if (trunkId === null) return null;
  const limit = accounts.refusalOutbound(tenantId, number, trunkId, now);
  return limit !== null && CLOSED.has(limit) ? null : number;
}

/** Whether the number is called at this time, by the hours of the queue and the company's lists. */
export function isCalledNow(
  { tenantId, queueId, called }: Pick<CallState, 'tenantId' | 'queueId' | 'called'>,
  config: NodeConfig,
  now: Instant,
): boolean {
  const rules = callbackOf(config, queueId);
  if (tenantId === null || isNeverCalled(config.callerLists, tenantId, called, now)) return false;
  return rules === null || isCallbackTime(rules, zoneOf(config, tenantId), now);
}

/** Where somebody who is to be called back stands now, or how that ends. */
export type Standing =
  | { readonly kind: 'stands'; readonly phase: 'waiting' | 'resting'; readonly lookAt: Instant }
  | { readonly kind: 'ends'; readonly why: CallbackEnd }
  /** The tenant is at home elsewhere, and has taken it along. */
  | { readonly kind: 'left' };

export function standingOf(callback: CallbackState, config: NodeConfig, now: Instant): Standing {
  const { tenantId, queueId, expiresAt, tries, restUntil, number } = callback;
  if (config.tenants.get(tenantId)?.place.at === 'left') return { kind: 'left' };
  const queue = config.queues.get(queueId);
  if (queue === undefined) return { kind: 'ends', why: 'queue_deleted' };
  const rules = queue.callback ?? null;
  if (tries >= (rules?.tries ?? 1)) return { kind: 'ends', why: 'not_reached' };
  if (now >= expiresAt) return { kind: 'ends', why: 'expired' };
  if (isNeverCalled(config.callerLists, tenantId, number, now)) return { kind: 'ends', why: 'blocked' };
  if (restUntil !== null && restUntil > now) {
    return { kind: 'stands', phase: 'resting', lookAt: Math.min(expiresAt, restUntil) };
  }
  // A queue that offers it no more still keeps what it has promised.
  const zone = zoneOf(config, tenantId);
  const lookAt = Math.min(expiresAt, rules === null ? expiresAt : nextCallbackLook(rules, zone, now));
  if (rules !== null && !isCallbackTime(rules, zone, now)) return { kind: 'stands', phase: 'resting', lookAt };
  const widenAt = nextWishAt({ ...callback, wishAt: now }, config, now) ?? lookAt;
  return { kind: 'stands', phase: 'waiting', lookAt: Math.min(lookAt, widenAt) };
}
