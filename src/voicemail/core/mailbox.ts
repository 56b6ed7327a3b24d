import type { ExtensionId, MailboxId, PromptId, QueueId, TenantId } from '../../kernel/ids.js';

/** Where callers leave messages. */
export interface Mailbox {
  readonly id: MailboxId;
  readonly tenantId: TenantId;
  /** Whose it is; neither: the tenant's own. */
  readonly queueId: QueueId | null;
  readonly extensionId: ExtensionId | null;
  /** Heard before the tone; null: the system's words in the caller's language. */
  readonly greetingId: PromptId | null;
  /** The longest message, seconds. */
  readonly longestS: number;
}

/** Of a mailbox for which nothing else is said, and where there is none, seconds. */
export const USUAL_LONGEST_S = 180;

/** The mailbox that is meant, else the tenant's own; undefined: it has none. */
export function mailboxMeant(
  mailboxes: ReadonlyMap<MailboxId, Mailbox>,
  tenantId: TenantId | null,
  named: MailboxId | null,
): Mailbox | undefined {
  const meant = named === null ? undefined : mailboxes.get(named);
  if (meant?.tenantId === tenantId) return meant;
  return [...mailboxes.values()].find(
    (one) => one.tenantId === tenantId && one.queueId === null && one.extensionId === null,
  );
}
