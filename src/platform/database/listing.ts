import { z } from 'zod';

import type { Destination } from '../../kernel/destination.js';
import type { ExtensionId, FlowId, MailboxId, MenuId, PromptId, QueueId, RingGroupId } from '../../kernel/ids.js';

/** A row that makes no sense to this build; it is left out, and the rest is served. */
export interface RejectedRow {
  readonly table: string;
  readonly id: string;
  readonly why: string;
}

export interface Listing<T> {
  readonly items: readonly T[];
  readonly rejected: readonly RejectedRow[];
}

/**
 * Rows as the core's type. The columns' types are the database's to check; JSON columns are checked here.
 *
 * @param read throws ZodError for a row it cannot make sense of
 */
export function listing<R extends { readonly id: string }, T>(
  table: string,
  rows: readonly R[],
  read: (row: R) => T,
): Listing<T> {
  const items: T[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    try {
      items.push(read(row));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      rejected.push({ table, id: row.id, why: z.prettifyError(error).replaceAll(/\s+/g, ' ') });
    }
  }
  return { items, rejected };
}

/** kernel/destination.ts as it lies in JSON columns. */
export const storedDestination = z.discriminatedUnion('to', [
  z.object({ to: z.literal('menu'), menuId: z.guid().transform((id) => id as MenuId) }),
  z.object({ to: z.literal('flow'), flowId: z.guid().transform((id) => id as FlowId) }),
  z.object({ to: z.literal('queue'), queueId: z.guid().transform((id) => id as QueueId) }),
  z.object({ to: z.literal('extension'), extensionId: z.guid().transform((id) => id as ExtensionId) }),
  z.object({ to: z.literal('ringGroup'), ringGroupId: z.guid().transform((id) => id as RingGroupId) }),
  z.object({ to: z.literal('share'), shareId: z.guid() }),
  z.object({ to: z.literal('external'), number: z.string().regex(/^[0-9]{1,32}$/) }),
  z.object({ to: z.literal('play'), promptId: z.guid().transform((id) => id as PromptId) }),
  z.object({
    to: z.literal('voicemail'),
    mailboxId: z
      .guid()
      .transform((id) => id as MailboxId)
      .exactOptional(),
  }),
  z.object({ to: z.literal('agentService') }),
  z.object({ to: z.literal('hangUp') }),
]) satisfies z.ZodType<Destination>;
