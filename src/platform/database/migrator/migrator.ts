import { DataSource, type QueryRunner } from 'typeorm';

import type { Settings } from '../../settings/settings.js';
import { CONNECT_TIMEOUT_MS } from '../data-sources.js';
import { OwnerMayNotSetNode } from '../database.errors.js';
import { MIGRATIONS } from '../migrations/index.js';
import { sqlStateOf } from '../transaction.js';
import { ensureRoles, rows } from './roles.js';

/** Any number, the same in every CallRack: two migrators at once take turns. */
const MIGRATOR_LOCK = 2_000_815_401;

const INSUFFICIENT_PRIVILEGE = '42501';

const LOGIN_ROLES = ['callrack_app', 'callrack_node', 'callrack_operator', 'callrack_asterisk'];

/**
 * Brings roles, tables, views and this node's settings to where this build wants them. Runs as often as one likes.
 *
 * @returns what was done, a sentence each; empty when there was nothing to do
 */
export async function migrate(settings: Settings): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: settings.database.ownerUrl,
    migrations: MIGRATIONS,
    migrationsTableName: 'callrack_migration',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'callrack migrate',
    logging: false,
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATOR_LOCK]);
    const done = await ensureRoles(runner, settings);
    const ran = await source.runMigrations({ transaction: 'each' });
    done.push(...ran.map((migration) => `ran migration ${migration.name}`));
    done.push(...(await ensureConnect(runner)));
    done.push(...(await ensureRoleSettings(runner, settings)));
    done.push(...(await ensureNode(runner, settings)));
    return done;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function ensureConnect(runner: QueryRunner): Promise<string[]> {
  const done: string[] = [];
  for (const role of LOGIN_ROLES) {
    const [may] = await rows<{ may: boolean; database: string }>(
      runner,
      "SELECT has_database_privilege($1, current_database(), 'CONNECT') AS may, current_database() AS database",
      [role],
    );
    if (may === undefined || may.may) continue;
    await runner.query(`GRANT CONNECT ON DATABASE ${quoted(may.database)} TO ${role}`);
    done.push(`let role ${role} connect`);
  }
  return done;
}

/** Settings of roles are kept per database, so that several CallRacks can share a server. */
async function ensureRoleSettings(runner: QueryRunner, settings: Settings): Promise<string[]> {
  const wanted: [string, string, string][] = LOGIN_ROLES.map((role) => [role, 'callrack.node', settings.nodeName]);
  // Asterisk names its tables without a schema
  wanted.push(['callrack_asterisk', 'search_path', 'config']);
  const [database] = await rows<{ name: string }>(runner, 'SELECT current_database() AS name');
  const done: string[] = [];
  for (const [role, name, value] of wanted) {
    const [found] = await rows(
      runner,
      `SELECT 1 FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
       WHERE r.rolname = $1 AND d.datname = current_database() AND $2 = ANY (s.setconfig)`,
      [role, `${name}=${value}`],
    );
    if (found !== undefined) continue;
    // both are checked by Settings: letters, digits and hyphens
    await allowed(
      runner.query(`ALTER ROLE ${role} IN DATABASE ${quoted(database?.name ?? '')} SET ${name} = '${value}'`),
    );
    done.push(`role ${role}: ${name} = ${value}`);
  }
  return done;
}

/** PostgreSQL lets none but superusers, and whom they let, keep a setting of an unknown name with a role. */
async function allowed(statement: Promise<unknown>): Promise<void> {
  try {
    await statement;
  } catch (error) {
    throw sqlStateOf(error) === INSUFFICIENT_PRIVILEGE ? new OwnerMayNotSetNode(error) : error;
  }
}

async function ensureNode(runner: QueryRunner, settings: Settings): Promise<string[]> {
  const changed = await rows(
    runner,
    `INSERT INTO config.node AS node (id, rtp_timeout_s) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET rtp_timeout_s = excluded.rtp_timeout_s
       WHERE node.rtp_timeout_s <> excluded.rtp_timeout_s
     RETURNING id`,
    [settings.nodeName, settings.rtp.timeoutS],
  );
  return changed.length === 0 ? [] : [`node ${settings.nodeName}: RTP time-out ${settings.rtp.timeoutS} s`];
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
