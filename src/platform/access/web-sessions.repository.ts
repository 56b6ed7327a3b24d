import { Injectable } from '@nestjs/common';

import type { DbSession } from '../database/transaction.js';
import type { SignedInSession } from './http/web-session.js';

export interface WebSessionRow {
  readonly sid: string;
  readonly signedIn: SignedInSession;
}

/** The table is express-session's (http/session-store.ts); here it is looked at by person. */
@Injectable()
export class WebSessionsRepository {
  /** Those that are alive, latest first. */
  async ofOperator(session: DbSession, operatorId: string, epoch: number): Promise<WebSessionRow[]> {
    return session.query<WebSessionRow[]>(
      `SELECT sid, sess -> 'signedIn' AS "signedIn" FROM live.web_session
       WHERE sess -> 'signedIn' ->> 'operatorId' = $1 AND (sess -> 'signedIn' ->> 'epoch')::integer = $2
         AND expire > localtimestamp
       ORDER BY (sess -> 'signedIn' ->> 'at')::bigint DESC LIMIT 50`,
      [operatorId, epoch],
    );
  }
}
