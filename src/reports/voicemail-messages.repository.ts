import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { VoicemailMessageEntity } from './entities/voicemail-message.entity.js';

const NEWEST = { by: 'at', descending: true };

/** Messages of callers, as the session's role sees them. */
@Injectable()
export class VoicemailMessagesRepository {
  pageOfMessages(session: DbSession, query: ListQuery): Promise<Page<VoicemailMessageEntity>> {
    return pageOf(
      session,
      VoicemailMessageEntity,
      { ...query, sort: query.sort ?? NEWEST },
      {
        ...{ at: 'instant', caller: 'text', called: 'text', mailboxId: 'id' },
        ...{ durationMs: 'number', handled: 'boolean', handledAt: 'instant', handledBy: 'text' },
      },
    );
  }

  message(session: DbSession, id: string): Promise<VoicemailMessageEntity | null> {
    return session.findOneBy(VoicemailMessageEntity, { id });
  }
}
