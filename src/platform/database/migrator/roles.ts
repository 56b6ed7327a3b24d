import type { QueryRunner } from 'typeorm';

import type { Settings } from '../../settings/settings.js';
import { isVerifierOf, scramVerifier } from './scram.js';

/** Owners of views: they sign in nowhere, and exist so that the views see by policies of their own. */
const VIEW_OWNERS = ['callrack_realtime', 'callrack_directory'];
/** What the roles of joined nodes belong to, each made when its node joins. */
const CLUSTER_NODE = 'callrack_cluster_node';
/** What the relay copies the configuration by, on the main database; on the relay the nodes' roles belong to it. */
const RELAY = 'callrack_relay';

interface RoleState {
  readonly rolsuper: boolean;
  readonly rolbypassrls: boolean;
  readonly rolcanlogin: boolean;
}

interface CopierState {
  readonly can: boolean;
  readonly any: boolean;
  readonly may: boolean;
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
    ...(await ensureCopier(runner, settings.relay?.sourcePassword ?? null)),
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

/**
 * It reads rows of all tenants. An owner who may not make such a role is told so when the first node is to join.
 *
 * @param password null where no relay copies from here: it signs in nowhere then
 */
async function ensureCopier(runner: QueryRunner, password: string | null): Promise<string[]> {
  const done: string[] = [];
  const state = async (): Promise<CopierState | undefined> =>
    (
      await rows<CopierState>(
        runner,
        `SELECT role.rolcanlogin AND role.rolreplication AND role.rolbypassrls AS can,
           role.rolcanlogin OR role.rolreplication OR role.rolbypassrls AS any, own.rolsuper AS may
         FROM pg_roles role, pg_roles own WHERE role.rolname = $1 AND own.rolname = current_user`,
        [RELAY],
      )
    )[0];
  if ((await state()) === undefined) {
    await runner.query(`CREATE ROLE ${RELAY} NOLOGIN`);
    done.push(`created role ${RELAY}`);
  }
  const { can, any, may } = (await state()) ?? { can: false, any: false, may: false };
  if (!may) return done;
  if (password === null) {
    if (!any) return done;
    await runner.query(`ALTER ROLE ${RELAY} NOLOGIN NOREPLICATION NOBYPASSRLS PASSWORD NULL`);
    return [...done, `role ${RELAY}: NOLOGIN`];
  }
  if (!can) {
    await runner.query(`ALTER ROLE ${RELAY} LOGIN REPLICATION BYPASSRLS`);
    done.push(`role ${RELAY}: copies the configuration`);
  }
  if (!(await hasPassword(runner, RELAY, password))) {
    await runner.query(`ALTER ROLE ${RELAY}${passwordClause(password)}`);
    done.push(`role ${RELAY}: password set`);
  }
  const [database] = await rows<{ name: string }>(runner, 'SELECT quote_ident(current_database()) AS name');
  await runner.query(`GRANT CONNECT ON DATABASE ${database?.name ?? ''} TO ${RELAY}`);
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
