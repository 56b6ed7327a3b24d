import { Injectable } from '@nestjs/common';

import type { CallNow } from '../kernel/live-status.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { LocalApiClient, type ActOrder, type ActTarget } from '../platform/local-api/local-api.client.js';
import { actOnCall, superviseCall, type AGENT_ACTS, type SUPERVISOR_ACTS } from './dto/call-acts.js';
import { serve, type Answered, type ApiController, type Asked, type Operation, type Route } from './dto/operation.js';
import { EnginePresent } from './engine-present.js';
import { InvalidRequest } from './openapi.errors.js';
import { Witnessed } from './witnessed.js';

interface Acted {
  readonly agent: string;
  readonly act: (typeof AGENT_ACTS)[number];
  readonly to?: ActTarget | undefined;
  readonly digits?: string | undefined;
  readonly member?: string | undefined;
  readonly as?: 'speaker' | 'listener' | undefined;
}

interface Supervised {
  readonly supervisor: string;
  readonly act: (typeof SUPERVISOR_ACTS)[number];
  readonly extension?: string | undefined;
  readonly agent?: string | undefined;
}

/** Fields that belong to an act; all others of the body are not its. */
const BELONG: Readonly<Partial<Record<string, readonly string[]>>> = {
  sendDigits: ['digits'],
  transfer: ['to'],
  consult: ['to'],
  invite: ['to', 'as'],
  setRole: ['member', 'as'],
  dismiss: ['member'],
  assign: ['agent'],
};
/** A speaker where nothing is said. */
const MAY_BE_LEFT_OUT: readonly string[] = ['invite as'];
const NEEDED = { zh: '此操作需要', en: 'The act needs it' };
const NOT_NEEDED = { zh: '此操作不需要', en: 'The act has nothing to do with it' };

/** What is done with calls that run: the engine does it, once it is kept who wanted it. */
@Injectable()
export class CallActsController implements ApiController {
  constructor(
    private readonly engine: EnginePresent,
    private readonly localApi: LocalApiClient,
    private readonly witnessed: Witnessed,
  ) {}

  readonly routes: readonly Route[] = [
    serve(actOnCall, (asked) => this.act(asked)),
    serve(superviseCall, (asked) => this.supervise(asked)),
  ];

  private act(asked: Asked<unknown, Acted>): Promise<Answered<{ id: string }>> {
    const { agent, act, ...rest } = asked.body;
    return this.perform(asked, actOnCall.permission, { by: { agent }, act: { act, ...belonging(act, rest) } });
  }

  private supervise(asked: Asked<unknown, Supervised>): Promise<Answered<{ id: string }>> {
    const { supervisor, act, extension = null, agent } = asked.body;
    const by = { supervisor, extension };
    return this.perform(asked, superviseCall.permission, { by, act: { act, ...belonging(act, { agent }) } });
  }

  /** A call that is not there is no act: nothing is kept of it. */
  private async perform(
    { tenantCode, params, ...asked }: Asked<unknown, unknown>,
    permission: Operation['permission'],
    order: ActOrder,
  ): Promise<Answered<{ id: string }>> {
    const id = params.id ?? '';
    const call: CallNow | undefined = await this.engine.callOf(tenantCode, id);
    if (call === undefined) throw new NotFound();
    const { act, ...what } = order.act;
    await this.witnessed.perform({
      asked,
      permission,
      prepare: () => {
        const objectLabel = `${call.caller} → ${call.called}`;
        const after = { ...order.by, ...what };
        return Promise.resolve({
          thing: id,
          act: { action: act, objectType: 'call', objectId: id, objectLabel, after },
        });
      },
      act: () => this.localApi.actOnCall(tenantCode, id, order),
    });
    return { body: { id } };
  }
}

/** What belongs to the act, of what was given beside it. @throws InvalidRequest naming what lacks or does not belong */
function belonging<T extends Readonly<Record<string, unknown>>>(
  act: string,
  given: T,
): { [K in keyof T]: NonNullable<T[K]> } {
  const belong = BELONG[act] ?? [];
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  const faults = [
    ...belong
      .filter((field) => given[field] === undefined && !MAY_BE_LEFT_OUT.includes(`${act} ${field}`))
      .map((field) => ({ in: 'body' as const, field, text: NEEDED })),
    ...present
      .filter(([field]) => !belong.includes(field))
      .map(([field]) => ({ in: 'body' as const, field, text: NOT_NEEDED })),
  ];
  if (faults.length > 0) throw new InvalidRequest(faults);
  return Object.fromEntries(present) as { [K in keyof T]: NonNullable<T[K]> };
}
