import { NotJoined } from '../database/database.errors.js';
import { sqlStateOf } from '../database/transaction.js';
import { FactUnreadable } from './fact-rows.js';

/** Why a PostgreSQL takes no facts now; the facts are not at fault and wait. */
export type Trouble = 'away' | 'not_joined' | 'older_schema' | 'sign_in_refused' | 'tls_refused';

/** As people read it in the log, before PostgreSQL's own words. */
export const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  away: 'it is away or does not answer',
  not_joined: 'this node has not joined a cluster',
  older_schema: 'its schema is older than this build; its migration is waited for',
  sign_in_refused: 'it does not let this node in',
  tls_refused: 'TLS with it fails',
};

/** undefined_column, undefined_table */
const OLDER_SCHEMA = /^42(703|P01)$/;
/** invalid_authorization_specification, invalid_password, insufficient_privilege, invalid_catalog_name */
const SIGN_IN_REFUSED = /^(28000|28P01|42501|3D000)$/;
/** Codes of Node's tls and of OpenSSL's X509 verification. */
const TLS_REFUSED =
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERROR_IN_CERT|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH)/;
/** Of pg, and of the identity check (admin-database.ts), which have no code. */
const TLS_WORDS = /does not support SSL|^the certificate is of /;

/** The fact itself is at fault: trying again would never help (SQLSTATE classes 22 data, 23 constraint). */
export function isRefusal(error: unknown): boolean {
  return error instanceof FactUnreadable || /^2[23]/.test(sqlStateOf(error) ?? '');
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof NotJoined) return 'not_joined';
  const state = sqlStateOf(error) ?? '';
  if (OLDER_SCHEMA.test(state)) return 'older_schema';
  if (SIGN_IN_REFUSED.test(state)) return 'sign_in_refused';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (TLS_REFUSED.test(code) || TLS_WORDS.test(messageOf(error))) return 'tls_refused';
  return 'away';
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  return error instanceof Error ? error.message : String(error);
}
