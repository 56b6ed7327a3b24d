import type { Instant } from '../../kernel/clock.js';
import type { CallStep } from '../../kernel/domain-events.js';
import type { MailboxId } from '../../kernel/ids.js';

/** A message that is being left, or has been. */
export interface MessageLeft {
  /** null: the tenant has no mailbox of its own. */
  readonly mailboxId: MailboxId | null;
  readonly longestS: number;
  /** After the tone; null: the caller is being told how. */
  readonly beganAt: Instant | null;
  /** null: up to the end of the call. */
  readonly endedAt: Instant | null;
}

/** What is told of a message that was left: an end found late makes none longer than it may be. */
export function messageDetail(message: MessageLeft | null, callEndedAt: Instant): CallStep['detail'] {
  const { mailboxId = null, longestS = 0, beganAt = null, endedAt = null } = message ?? {};
  const lasted = beganAt === null ? 0 : (endedAt ?? callEndedAt) - beganAt;
  return { mailboxId, durationMs: Math.max(0, Math.min(lasted, longestS * 1000)) };
}
