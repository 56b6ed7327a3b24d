import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { VoicemailMessageEntity } from './entities/voicemail-message.entity.js';

const EPOCH = "timestamptz '1970-01-01 00:00:00+00'";
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

  /** Newest first. @param handled null: all @returns atUs is that of RowPosition */
  async after(
    session: DbSession,
    handled: boolean | null,
    after: RowPosition | null,
    limit: number,
  ): Promise<{ readonly message: VoicemailMessageEntity; readonly atUs: string }[]> {
    const query = session
      .createQueryBuilder(VoicemailMessageEntity, 'm')
      .addSelect('(extract(epoch FROM m.at) * 1000000)::bigint::text', 'at_us')
      .orderBy('m.at', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .limit(limit);
    if (handled !== null) query.andWhere('m.handled = :handled', { handled });
    if (after !== null) {
      const place = `${EPOCH} + :atUs::bigint * interval '1 microsecond'`;
      query.andWhere(`m.at <= ${place} AND (m.at, m.id) < (${place}, :id)`, { ...after });
    }
    const { raw, entities } = await query.getRawAndEntities<{ readonly at_us: string }>();
    return entities.map((message, index) => ({ message, atUs: raw[index]?.at_us ?? '' }));
  }

  message(session: DbSession, id: string): Promise<VoicemailMessageEntity | null> {
    return session.findOneBy(VoicemailMessageEntity, { id });
  }
}
