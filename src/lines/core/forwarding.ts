import type { Destination } from '../../kernel/destination.js';
import type { CalendarId, ExtensionId } from '../../kernel/ids.js';

/** Where callers of a telephone go on, by what comes of their call there; null: nowhere. */
export interface Forwarding {
  /** Instead of ringing it. */
  readonly forwardAll: Destination | null;
  /** Instead of ringing it, while `calendarId` says that nobody works. */
  readonly forwardAfterHours: Destination | null;
  /** Null where nobody goes on after hours. */
  readonly calendarId: CalendarId | null;
  /** It is in use, or declines. */
  readonly forwardBusy: Destination | null;
  readonly forwardNoAnswer: Destination | null;
  /** It is not registered, or does not react. */
  readonly forwardUnreachable: Destination | null;
  /** A number outside that rings together with it, and takes the call by a key; null: none. */
  readonly followMe: string | null;
  /** How long it rings, seconds. */
  readonly ringS: number;
}

/** Why a caller does not stay with a telephone. */
export type ForwardWhy = 'all' | 'after_hours' | 'busy' | 'no_answer' | 'unreachable';

/** What holds where nothing else is said. */
export const NOT_FORWARDED: Forwarding = {
  forwardAll: null,
  forwardAfterHours: null,
  calendarId: null,
  forwardBusy: null,
  forwardNoAnswer: null,
  forwardUnreachable: null,
  followMe: null,
  ringS: 30,
};

export function destinationsOf(forwarding: Forwarding): Omit<Forwarding, 'followMe' | 'ringS' | 'calendarId'> {
  const { forwardAll, forwardAfterHours, forwardBusy, forwardNoAnswer, forwardUnreachable } = forwarding;
  return { forwardAll, forwardAfterHours, forwardBusy, forwardNoAnswer, forwardUnreachable };
}

/** So many telephones may send one caller on before somebody answers. */
export const MOST_FORWARDINGS = 5;

export type Forwarded =
  | { readonly kind: 'stays' }
  | { readonly kind: 'goes'; readonly to: Destination }
  /** Telephones send the caller to each other, or on for too long. */
  | { readonly kind: 'circle' };

/**
 * Where a caller of a telephone goes on.
 *
 * @param passed telephones that have sent the caller on already
 */
export function decideForwarding(
  telephone: { readonly id: ExtensionId; readonly forwarding?: Forwarding },
  why: ForwardWhy,
  passed: readonly ExtensionId[],
): Forwarded {
  const to = ruleFor(telephone.forwarding ?? NOT_FORWARDED, why);
  if (to === null) return { kind: 'stays' };
  if (passed.includes(telephone.id) || passed.length >= MOST_FORWARDINGS) return { kind: 'circle' };
  return { kind: 'goes', to };
}

function ruleFor(forwarding: Forwarding, why: ForwardWhy): Destination | null {
  switch (why) {
    case 'all':
      return forwarding.forwardAll;
    case 'after_hours':
      return forwarding.forwardAfterHours;
    case 'busy':
      return forwarding.forwardBusy;
    case 'no_answer':
      return forwarding.forwardNoAnswer;
    case 'unreachable':
      return forwarding.forwardUnreachable;
  }
}
