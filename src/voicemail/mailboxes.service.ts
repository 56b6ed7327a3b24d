import { Injectable } from '@nestjs/common';

import type { ExtensionId, MailboxId, PromptId, QueueId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { mustBeThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import type { Thing, Use } from '../platform/references/thing.js';
import { validInput } from '../platform/validation/valid-input.js';
import type { Mailbox } from './core/mailbox.js';
import type { MailboxRecord } from './core/mailbox-record.js';
import { mailboxInput } from './dto/mailbox-input.js';
import type { MailboxEntity } from './entities/mailbox.entity.js';
import { MailboxesRepository } from './mailboxes.repository.js';
import { MailboxExists } from './voicemail.errors.js';

/** Where callers leave messages. The session decides whose. */
@Injectable()
export class MailboxesService {
  constructor(
    private readonly mailboxes: MailboxesRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'mailbox',
      label: async (session, id) => (await this.mailboxes.mailbox(session, id))?.name,
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine. */
  async listMailboxes(session: DbSession): Promise<Mailbox[]> {
    const rows = await this.mailboxes.mailboxes(session);
    return rows.map((row) => {
      const { id, queueId, extensionId, greetingId, longestS } = toRecord(row);
      return { id, tenantId: row.tenantId as TenantId, queueId, extensionId, greetingId, longestS };
    });
  }

  async pageOfMailboxes(session: DbSession, query: ListQuery): Promise<Page<MailboxRecord>> {
    const { items, total } = await this.mailboxes.pageOfMailboxes(session, query);
    return { items: items.map(toRecord), total };
  }

  async findMailbox(session: DbSession, id: string): Promise<MailboxRecord | undefined> {
    const row = await this.mailboxes.mailbox(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, MailboxExists */
  async createMailbox(session: DbSession, tenantId: TenantId, input: unknown): Promise<MailboxRecord> {
    const mailbox = await this.judged(session, input);
    const row: MailboxEntity = { ...mailbox, id: newId(), tenantId, version: 1 };
    await orExists(this.mailboxes.insertMailbox(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, MailboxExists */
  async updateMailbox(session: DbSession, id: string, version: number, input: unknown): Promise<MailboxRecord> {
    const before = await this.mailboxes.mailbox(session, id);
    if (before === null) throw new NotFound();
    const mailbox = await this.judged(session, input);
    await orExists(this.mailboxes.updateMailbox(session, before.id, version, mailbox));
    return { ...mailbox, id: before.id as MailboxId, version: version + 1 };
  }

  /** Its messages stay, without its name. @throws NotFound, InUse */
  async removeMailbox(session: DbSession, id: string): Promise<void> {
    const mailbox = await this.mailboxes.mailbox(session, id);
    if (mailbox === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'mailbox', id: mailbox.id });
    await this.mailboxes.deleteMailbox(session, mailbox.id);
  }

  private async usesOf(session: DbSession, thing: Thing): Promise<Use[]> {
    const mailboxes = await this.mailboxes.mailboxesNaming(session, thing.id);
    return mailboxes.map(({ id, name }) => ({ kind: 'mailbox', id, label: name }));
  }

  private async judged(session: DbSession, input: unknown) {
    const mailbox = validInput(mailboxInput, input);
    const { queueId, extensionId, greetingId } = mailbox;
    await mustBeThere(this.references, session, {
      queueId: queueId === null ? null : { kind: 'queue', id: queueId },
      extensionId: extensionId === null ? null : { kind: 'extension', id: extensionId },
      greetingId: greetingId === null ? null : { kind: 'prompt', id: greetingId },
    });
    return mailbox;
  }
}

async function orExists(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new MailboxExists() : error;
  }
}

function toRecord({ id, version, name, queueId, extensionId, greetingId, longestS }: MailboxEntity): MailboxRecord {
  return {
    ...{ id: id as MailboxId, version, name, longestS },
    queueId: queueId as QueueId | null,
    extensionId: extensionId as ExtensionId | null,
    greetingId: greetingId as PromptId | null,
  };
}
