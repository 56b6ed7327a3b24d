import { Injectable } from '@nestjs/common';

import { Gate } from '../platform/access/gate.js';
import { newId } from '../platform/database/new-id.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import type { VoicemailMessage } from '../reports/core/voicemail-message.js';
import { VoicemailMessagesService } from '../reports/voicemail-messages.service.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText, USUAL_PAGE, type Paging } from './dto/schema.js';
import { handleVoicemailMessage, listVoicemailMessages, type VoicemailMessageBody } from './dto/voicemail-messages.js';
import { Cursors, readRow } from './http/cursor.js';
import { InvalidRequest } from './openapi.errors.js';
import { Witnessed } from './witnessed.js';

interface Query extends Paging {
  readonly handled?: 'true' | 'false' | undefined;
}

interface Said {
  readonly handled: boolean;
  readonly note?: string | undefined;
}

/** Messages that callers left, and that they are dealt with. */
@Injectable()
export class VoicemailMessagesController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly messages: VoicemailMessagesService,
    private readonly witnessed: Witnessed,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listVoicemailMessages, (asked) => this.list(asked)),
    serve(handleVoicemailMessage, (asked) => this.handle(asked)),
  ];

  private async list({ actor, query }: Asked<Query, null>) {
    const cursors = new Cursors('voicemail-messages', query);
    const after = readRow(cursors, query.cursor);
    const handled = query.handled === undefined ? null : query.handled === 'true';
    return this.gate.read(actor, listVoicemailMessages.permission, async (session) => {
      const { items, next } = await this.messages.after(session, handled, after, query.limit ?? USUAL_PAGE);
      const nextCursor = next === null ? null : cursors.write([next.atUs, next.id]);
      return { body: { items: items.map(toBody), nextCursor } };
    });
  }

  /** Kept first who says it; asked again with the same idempotency key it is said once. */
  private async handle({
    tenantCode,
    params,
    body,
    ...asked
  }: Asked<unknown, Said>): Promise<Answered<{ id: string }>> {
    const { found } = await this.witnessed.perform({
      asked,
      permission: handleVoicemailMessage.permission,
      prepare: async (session) => {
        const message = await this.messages.findMessage(session, params.id ?? '');
        if (message === undefined) throw new NotFound();
        const said = { handled: body.handled, ...this.judged(body) };
        const objectLabel = `${message.caller} → ${message.called}`;
        const about = { objectType: 'voicemail', objectId: message.id, objectLabel };
        const action = body.handled ? 'handle' : 'reopen';
        return { thing: { message, said }, act: { action, ...about, after: said } };
      },
      act: ({ message, said }) =>
        this.messages.handle(tenantCode, message, asked.actor.name, said, asked.once?.orderId ?? newId()),
    });
    return { body: { id: found.message.id } };
  }

  /** @throws InvalidRequest */
  private judged({ note }: Said): { readonly note?: string } {
    try {
      return this.messages.judged({ note });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      throw new InvalidRequest(
        Object.entries(error.fields).map(([field, text]) => ({ in: 'body' as const, field, text })),
      );
    }
  }
}

function toBody({
  mailboxId: _,
  mailboxName,
  queueNumber,
  at,
  handledAt,
  ...message
}: VoicemailMessage): VoicemailMessageBody {
  return { ...message, mailbox: mailboxName, queue: queueNumber, at: isoText(at), handledAt: maybeIsoText(handledAt) };
}
