import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

import { ChargesService } from '../billing/charges.service.js';
import type { ChargeRecord } from '../billing/core/charge-record.js';
import { Gate } from '../platform/access/gate.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { getCharge, listCharges, type ChargeBody, type ChargeWithLinesBody } from './dto/charges.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText, USUAL_PAGE } from './dto/schema.js';
import { Cursors, readRow } from './http/cursor.js';

/** What calls cost, and why. */
@Injectable()
export class ChargesController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly charges: ChargesService,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listCharges, (asked) => this.list(asked)),
    serve(getCharge, (asked) => this.one(asked)),
  ];

  private async list({ actor, query }: Asked<z.output<typeof listCharges.query>, null>) {
    const cursors = new Cursors('charges', query);
    const after = readRow(cursors, query.cursor);
    const { from, to, call, kind } = query;
    const filter = {
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(to === undefined ? {} : { to: new Date(to) }),
      ...(call === undefined ? {} : { callId: call }),
      ...(kind === undefined ? {} : { kind }),
    };
    const limit = query.limit ?? USUAL_PAGE;
    const { items, next } = await this.gate.read(actor, listCharges.permission, (session) =>
      this.charges.chargesPage(session, filter, after, limit),
    );
    return {
      body: {
        items: items.map(toBody),
        nextCursor: next === null ? null : cursors.write([next.atUs, next.id]),
      },
    };
  }

  private one({ actor, params }: Asked<unknown, unknown>): Promise<Answered<ChargeWithLinesBody>> {
    return this.gate.read(actor, getCharge.permission, async (session) => {
      const charge = await this.charges.findCharge(session, params.id ?? '');
      if (charge === undefined) throw new NotFound();
      const { legs, lines } = charge.calculation;
      const explanation = (await this.charges.explain(session, charge))[actor.language];
      return {
        body: {
          ...toBody(charge),
          legs: legs.map(({ direction, number, answeredAt, connectedAt, endedAt }) => ({
            direction,
            number,
            answeredAt: isoText(answeredAt),
            connectedAt: maybeIsoText(connectedAt),
            endedAt: isoText(endedAt),
          })),
          lines: lines.map(
            ({ kind, leg, rate, payer, fromS, seconds, increments, incrementS, priceMicro, perS, amountMicro }) => ({
              ...{ kind, leg, rate, payer, fromS, seconds, increments, incrementS, priceMicro, perS, amountMicro },
            }),
          ),
          explanation: [...explanation],
        },
      };
    });
  }
}

function toBody(charge: ChargeRecord): ChargeBody {
  const { id, callId, kind, reverses, direction, number, currency, amountMicro, seconds } = charge;
  return {
    ...{ id, callId, at: isoText(charge.at), kind, reverses, direction, number, currency, amountMicro },
    startedAt: maybeIsoText(charge.startedAt),
    seconds,
  };
}
