import { Injectable, Logger } from '@nestjs/common';

import type { Actor } from '../platform/access/actor.js';
import type { Permission } from '../platform/access/core/permissions.js';
import { Gate, type Act } from '../platform/access/gate.js';
import type { DbSession } from '../platform/database/transaction.js';
import { CallRackError } from '../platform/errors/callrack-error.js';
import type { Asked } from './dto/operation.js';

export interface Deed<T, R> {
  readonly asked: Pick<Asked<unknown, unknown>, 'actor' | 'once'>;
  readonly permission: Permission;
  /** Finds what it is about; whatever it throws, nothing is done. */
  readonly prepare: (session: DbSession) => Promise<{ readonly thing: T; readonly act: Act }>;
  /** Does it, outside of any transaction. */
  readonly act: (thing: T) => Promise<R>;
}

/** What the engine does for programs: kept first who wants it, then done, and kept too why it was not. */
@Injectable()
export class Witnessed {
  private readonly logger = new Logger(Witnessed.name);

  constructor(private readonly gate: Gate) {}

  async perform<T, R>({ asked, permission, prepare, act }: Deed<T, R>): Promise<{ found: T; result: R }> {
    const { actor, once } = asked;
    const prepared = await this.gate.change(actor, permission, async (session, tell) => {
      await once?.confirm(session);
      const found = await prepare(session);
      tell(found.act);
      return found;
    });
    try {
      return { found: prepared.thing, result: await act(prepared.thing) };
    } catch (error) {
      const failure = error instanceof CallRackError ? error.code : 'failed';
      await this.conclude(actor, { ...prepared.act, after: { failure } });
      throw error;
    }
  }

  /** What the engine said is told, whether or not it can be kept. */
  private async conclude(actor: Actor, act: Act): Promise<void> {
    try {
      await this.gate.conclude(actor, act);
    } catch (err) {
      this.logger.error({ err, act }, 'what became of an act is not in the audit log');
    }
  }
}
