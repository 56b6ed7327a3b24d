import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { MailboxEntity } from './entities/mailbox.entity.js';

@Injectable()
export class MailboxesRepository {
  mailboxes(session: DbSession): Promise<MailboxEntity[]> {
    return session.find(MailboxEntity, { order: { id: 'ASC' } });
  }

  pageOfMailboxes(session: DbSession, query: ListQuery): Promise<Page<MailboxEntity>> {
    const columns = { name: 'text', queueId: 'id', extensionId: 'id', longestS: 'number' } as const;
    return pageOf(session, MailboxEntity, query, columns);
  }

  mailbox(session: DbSession, id: string): Promise<MailboxEntity | null> {
    return rowById(session, MailboxEntity, id);
  }

  /** Whose owner or greeting it is. */
  mailboxesNaming(session: DbSession, id: string): Promise<MailboxEntity[]> {
    return session.find(MailboxEntity, {
      where: [{ queueId: id }, { extensionId: id }, { greetingId: id }],
      order: { name: 'ASC' },
    });
  }

  async insertMailbox(session: DbSession, mailbox: MailboxEntity): Promise<void> {
    await session.insert(MailboxEntity, mailbox);
  }

  async updateMailbox(
    session: DbSession,
    id: string,
    version: number,
    values: Omit<MailboxEntity, 'id' | 'tenantId' | 'version'>,
  ): Promise<void> {
    await updateVersion(session, MailboxEntity, id, version, values);
  }

  async deleteMailbox(session: DbSession, id: string): Promise<void> {
    await session.delete(MailboxEntity, { id });
  }
}
