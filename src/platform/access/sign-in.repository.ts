import { Injectable } from '@nestjs/common';

import type { Language } from '../../kernel/language.js';
import type { DbSession } from '../database/transaction.js';

/** What the sign-in needs of an operator; leaves this room in no other form. */
export interface Credentials {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly language: Language;
  readonly tenantId: string | null;
  readonly tenantCode: string | null;
  readonly tenantStatus: 'open' | 'suspended' | 'closed' | null;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  readonly totpSecret: string | null;
  readonly epoch: number;
  readonly failures: number;
  readonly lockedUntil: Date | null;
}

const CREDENTIALS = `SELECT o.id, o.login, o.name, o.language, o.disabled, o.epoch, o.failures,
    o.tenant_id AS "tenantId", t.code AS "tenantCode", t.status AS "tenantStatus", o.password_hash AS "passwordHash",
    o.must_change_password AS "mustChangePassword", o.totp_secret AS "totpSecret", o.locked_until AS "lockedUntil"
  FROM access.operator o LEFT JOIN config.tenant t ON t.id = o.tenant_id`;

/** All statements need the platform's role: a tenant's sees no hashes and no secrets. */
@Injectable()
export class SignInRepository {
  /** @param tenantCode '' for the platform */
  async findByName(session: DbSession, tenantCode: string, login: string): Promise<Credentials | undefined> {
    const rows = await session.query<Credentials[]>(`${CREDENTIALS} WHERE coalesce(t.code, '') = $1 AND o.login = $2`, [
      tenantCode,
      login,
    ]);
    return rows[0];
  }

  async findById(session: DbSession, id: string): Promise<Credentials | undefined> {
    const rows = await session.query<Credentials[]>(`${CREDENTIALS} WHERE o.id = $1`, [id]);
    return rows[0];
  }

  /** Of a company that people named at the sign-in, for whose log a failure goes to. */
  async tenantByCode(session: DbSession, code: string): Promise<string | undefined> {
    const rows = await session.query<{ id: string }[]>('SELECT id FROM config.tenant WHERE code = $1', [code]);
    return rows[0]?.id;
  }

  /** @param lockFor milliseconds to be locked by the number of failures, this one included */
  async countFailure(
    session: DbSession,
    id: string,
    now: Date,
    lockFor: (failures: number) => number,
  ): Promise<{ readonly failures: number; readonly lockedMs: number }> {
    const rows = await session.query<{ failures: number }[]>(
      'SELECT failures FROM access.operator WHERE id = $1 FOR UPDATE',
      [id],
    );
    const failures = (rows[0]?.failures ?? 0) + 1;
    const lockedMs = lockFor(failures);
    await session.query('UPDATE access.operator SET failures = $2, locked_until = $3 WHERE id = $1', [
      id,
      failures,
      lockedMs === 0 ? null : new Date(now.getTime() + lockedMs),
    ]);
    return { failures, lockedMs };
  }

  async noteSignIn(session: DbSession, id: string, now: Date): Promise<void> {
    await session.query(
      'UPDATE access.operator SET failures = 0, locked_until = NULL, last_sign_in_at = $2 WHERE id = $1',
      [id, now],
    );
  }

  async clearFailures(session: DbSession, id: string): Promise<void> {
    await session.query('UPDATE access.operator SET failures = 0, locked_until = NULL WHERE id = $1', [id]);
  }

  // What is changed of a sign-in is changed from the epoch that whoever asks was recognised at: a request that was held
  // back while the sign-in was changed or ended elsewhere is too late, and finds no row.

  /** Ends all sessions. @returns the new epoch; undefined where `epoch` is over */
  async nextEpoch(session: DbSession, id: string, epoch: number): Promise<number | undefined> {
    return epochOf(
      await session.query(
        'UPDATE access.operator SET epoch = epoch + 1 WHERE id = $1 AND epoch = $2 AND NOT disabled RETURNING epoch',
        [id, epoch],
      ),
    );
  }

  /** Ends all sessions. @returns the new epoch; undefined where `epoch` is over */
  async setPassword(
    session: DbSession,
    id: string,
    epoch: number,
    hash: string,
    mustChange: boolean,
  ): Promise<number | undefined> {
    return epochOf(
      await session.query(
        `UPDATE access.operator SET password_hash = $3, must_change_password = $4, failures = 0, locked_until = NULL,
           epoch = epoch + 1, version = version + 1
         WHERE id = $1 AND epoch = $2 AND NOT disabled RETURNING epoch`,
        [id, epoch, hash, mustChange],
      ),
    );
  }

  /**
   * Ends all sessions.
   *
   * @param sealed null: no second factor
   * @param step that its first code was of
   * @returns the new epoch; undefined where `epoch` is over
   */
  async setSecondFactor(
    session: DbSession,
    id: string,
    epoch: number,
    sealed: string | null,
    step: number,
  ): Promise<number | undefined> {
    return epochOf(
      await session.query(
        `UPDATE access.operator SET totp_secret = $3, totp_last_step = $4, epoch = epoch + 1
         WHERE id = $1 AND epoch = $2 AND NOT disabled RETURNING epoch`,
        [id, epoch, sealed, step],
      ),
    );
  }

  /** A code counts once, and none older than the last one. @returns whether this one counts */
  async useStep(session: DbSession, id: string, step: number): Promise<boolean> {
    const [, count] = await session.query<[unknown, number]>(
      'UPDATE access.operator SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2',
      [id, step],
    );
    return count === 1;
  }

  /** @returns their epoch, which stays theirs until the transaction ends; undefined where the operator is gone */
  async enable(session: DbSession, id: string): Promise<number | undefined> {
    return epochOf(
      await session.query('UPDATE access.operator SET disabled = false WHERE id = $1 RETURNING epoch', [id]),
    );
  }

  /** @returns whether `epoch` still held */
  async setProfile(
    session: DbSession,
    id: string,
    epoch: number,
    { name, language }: { readonly name: string; readonly language: Language },
  ): Promise<boolean> {
    const [, count] = await session.query<[unknown, number]>(
      `UPDATE access.operator SET name = $3, language = $4, version = version + 1
       WHERE id = $1 AND epoch = $2 AND NOT disabled`,
      [id, epoch, name, language],
    );
    return count === 1;
  }
}

/** TypeORM answers an UPDATE with its rows and their number. */
function epochOf([rows]: [{ readonly epoch: number }[], number]): number | undefined {
  return rows[0]?.epoch;
}
