import type { QueryRunner } from 'typeorm';

import type { Settings } from '../../settings/settings.js';
import { isVerifierOf, scramVerifier } from './scram.js';

/** Owners of views: they sign in nowhere, and exist so that the views see by policies of their own. */
const VIEW_OWNERS = ['callrack_realtime', 'callrack_directory'];
/** What the roles of joined nodes belong to, each made when its node joins. */
const CLUSTER_NODE = 'callrack_cluster_node';

interface RoleState {
  readonly rolsuper: boolean;
  readonly rolbypassrls: boolean;
  readonly rolcanlogin: boolean;
}

/** @returns what was done, a sentence each */
export async function ensureRoles(runner: QueryRunner, settings: Settings): Promise<string[]> {
  const { appUrl, nodeUrl, operatorUrl, asteriskPassword, edgePassword } = settings.database;
  const done = [
    ...(await ensureRole(runner, 'callrack_app', passwordOf(appUrl))),
    ...(await ensureRole(runner, 'callrack_node', passwordOf(nodeUrl))),
    ...(await ensureRole(runner, 'callrack_operator', passwordOf(operatorUrl))),
    ...(await ensureRole(runner, 'callrack_asterisk', asteriskPassword)),
    ...(await ensureRole(runner, 'callrack_edge', edgePassword === '' ? null : edgePassword)),
    ...(await ensureRole(runner, CLUSTER_NODE, null)),
  ];
  for (const role of VIEW_OWNERS) {
    done.push(...(await ensureRole(runner, role, null)));
    await letOwnerActFor(runner, role);
  }
  return done;
}

function passwordOf(url: string): string {
  return decodeURIComponent(new URL(url).password);
}

/** @param password null for a role that does not sign in */
async function ensureRole(runner: QueryRunner, role: string, password: string | null): Promise<string[]> {
  const wanted = password === null ? 'NOLOGIN' : 'LOGIN';
  const [state] = await rows<RoleState>(
    runner,
    'SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = $1',
    [role],
  );
  if (state === undefined) {
    await runner.query(`CREATE ROLE ${role} ${wanted}${passwordClause(password)}`);
    return [`created role ${role}`];
  }
  if (state.rolsuper || state.rolbypassrls) {
    throw new Error(`role ${role} is superuser or has BYPASSRLS, so tenants would not be separated; drop it first`);
  }
  const done: string[] = [];
  if (state.rolcanlogin !== (password !== null)) {
    await runner.query(`ALTER ROLE ${role} ${wanted}`);
    done.push(`role ${role}: ${wanted}`);
  }
  if (password !== null && !(await hasPassword(runner, role, password))) {
    await runner.query(`ALTER ROLE ${role}${passwordClause(password)}`);
    done.push(`role ${role}: password set`);
  }
  return done;
}

function passwordClause(password: string | null): string {
  return password === null ? '' : ` PASSWORD '${scramVerifier(password)}'`;
}

/** False also where the owner may not read the verifiers; the password is then set anew each time. */
async function hasPassword(runner: QueryRunner, role: string, password: string): Promise<boolean> {
  const [mayRead] = await rows<{ may: boolean }>(
    runner,
    "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS may",
  );
  if (mayRead?.may !== true) return false;
  const [authid] = await rows<{ rolpassword: string | null }>(
    runner,
    'SELECT rolpassword FROM pg_catalog.pg_authid WHERE rolname = $1',
    [role],
  );
  return isVerifierOf(authid?.rolpassword ?? null, password);
}

/** Who is not superuser may make only such roles the owner of something as it belongs to; granting twice does nothing. */
async function letOwnerActFor(runner: QueryRunner, role: string): Promise<void> {
  const [owner] = await rows<{ rolsuper: boolean }>(
    runner,
    'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
  );
  if (owner?.rolsuper !== true) await runner.query(`GRANT ${role} TO current_user`);
}

/** Rows of a query as the caller knows them to be. */
export async function rows<T>(runner: QueryRunner, sql: string, parameters: unknown[] = []): Promise<T[]> {
  return (await runner.query(sql, parameters)) as T[];
}
