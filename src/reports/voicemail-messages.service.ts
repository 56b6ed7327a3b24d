import { Injectable } from '@nestjs/common';

import { newId } from '../platform/database/new-id.js';
import { LARGEST_PAGE, type ListQuery, type Page, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { LocalApiClient } from '../platform/local-api/local-api.client.js';
import { validInput } from '../platform/validation/valid-input.js';
import { isKeepable } from '../platform/validation/keepable-text.js';
import type { VoicemailMessage } from './core/voicemail-message.js';
import { handledInput } from './dto/message-input.js';
import type { VoicemailMessageEntity } from './entities/voicemail-message.entity.js';
import { VoicemailMessagesRepository } from './voicemail-messages.repository.js';

/** Messages that callers left, and who has dealt with them. The session decides whose. */
@Injectable()
export class VoicemailMessagesService {
  constructor(
    private readonly messages: VoicemailMessagesRepository,
    private readonly localApi: LocalApiClient,
  ) {}

  /** The newest first, if nothing else is asked for. */
  async pageOfMessages(session: DbSession, query: ListQuery): Promise<Page<VoicemailMessage>> {
    const { items, total } = await this.messages.pageOfMessages(session, query);
    return { items: items.map(toView), total };
  }

  /** A stretch of the list, newest first, for programs that read it piece by piece. @param handled null: all */
  async after(
    session: DbSession,
    handled: boolean | null,
    after: RowPosition | null,
    limit: number,
  ): Promise<{ readonly items: readonly VoicemailMessage[]; readonly next: RowPosition | null }> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    const rows = await this.messages.after(session, handled, after, most + 1);
    const items = rows.slice(0, most);
    const last = items.at(-1);
    const isMore = rows.length > most && last !== undefined;
    return {
      items: items.map(({ message }) => toView(message)),
      next: isMore ? { atUs: last.atUs, id: last.message.id } : null,
    };
  }

  /** undefined: the session sees none. */
  async findMessage(session: DbSession, id: string): Promise<VoicemailMessage | undefined> {
    const row = isKeepable(id) ? await this.messages.message(session, id) : null;
    return row === null ? undefined : toView(row);
  }

  /** What is noted of a message that is dealt with. @throws InvalidInput (`note`) */
  judged(input: unknown): { readonly note?: string } {
    const { note } = validInput(handledInput, input);
    return note === undefined ? {} : { note };
  }

  /** The tenant's home tells it; the list shows it when the fact has arrived. @param by as people know who it is @param sayingId the same again says nothing more */
  async handle(
    tenantCode: string,
    { id }: Pick<VoicemailMessage, 'id'>,
    by: string,
    said: { readonly handled: boolean; readonly note?: string },
    sayingId = newId(),
  ): Promise<void> {
    await this.localApi.sayOfCall(tenantCode, id, { id: sayingId, agent: null, by, ...said });
  }
}

function toView({ tenantId: _, ...message }: VoicemailMessageEntity): VoicemailMessage {
  return message;
}
