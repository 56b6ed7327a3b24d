import type { Destination } from '../../kernel/destination.js';
import type { ExtensionId, RingGroupId, TenantId } from '../../kernel/ids.js';

export const RING_WAYS = [
  /** All telephones ring; who answers first has the call. */
  'at_once',
  /** One after the other, always in the same order. */
  'in_turn',
  /** One after the other, beginning with another one for each call, evenly. */
  'distributed',
] as const;
export type RingWay = (typeof RING_WAYS)[number];

/** Telephones that ring for the same number, without a queue. */
export interface RingGroup {
  readonly id: RingGroupId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** As dialled inside; '': by none. */
  readonly number: string;
  readonly way: RingWay;
  /** How long each telephone rings, seconds; all of them at once where they ring at once. */
  readonly ringS: number;
  /** In their order. */
  readonly members: readonly ExtensionId[];
  /** Where callers go whom nobody has answered. */
  readonly otherwise: Destination;
}

/** A ring group as people see and edit one. */
export interface RingGroupRecord extends Omit<RingGroup, 'tenantId'> {
  readonly version: number;
}

/**
 * Whose telephones ring next; none: nobody is left.
 *
 * @param rung those that have rung for this call
 * @param isFree whether a telephone is there, and in no other call
 * @param callId by which calls are told apart: whom a distributed group begins with follows from it
 */
export function nextInGroup(
  { way, members }: Pick<RingGroup, 'way' | 'members'>,
  rung: readonly ExtensionId[],
  isFree: (extensionId: ExtensionId) => boolean,
  callId: string,
): readonly ExtensionId[] {
  if (way === 'at_once') return rung.length > 0 ? [] : members.filter(isFree);
  const first = way === 'distributed' && members.length > 0 ? hash(callId) % members.length : 0;
  const next = [...members.slice(first), ...members.slice(0, first)].find((one) => !rung.includes(one) && isFree(one));
  return next === undefined ? [] : [next];
}

/** FNV-1a, 32 bits (draft-eastlake-fnv): evenly spread, the same in every life of the engine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value ^= character.codePointAt(0) ?? 0;
    value = Math.imul(value, 0x01000193) >>> 0;
  }
  return value;
}
