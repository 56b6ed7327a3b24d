import { DataSource, type QueryRunner } from 'typeorm';

import type { Settings } from '../../settings/settings.js';
import { CONNECT_TIMEOUT_MS } from '../data-sources.js';
import { MIGRATIONS } from '../migrations/index.js';
import { MIGRATOR_LOCK } from './migrator-lock.js';
import { ensureRoles, rows } from './roles.js';

const LOGIN_ROLES = ['callrack_app', 'callrack_node', 'callrack_operator', 'callrack_asterisk', 'callrack_edge'];
/** Asterisk and the edge name their tables without a schema. */
const SEARCH_PATHS: readonly (readonly [string, string])[] = [
  ['callrack_asterisk', 'config'],
  ['callrack_edge', 'edge'],
];

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
    // people are told how far each node's database is
    await runner.query('GRANT SELECT ON callrack_migration TO callrack_operator');
    for (const [role, schema] of SEARCH_PATHS) done.push(...(await ensureSearchPath(runner, role, schema)));
    done.push(...(await ensureThisNode(runner, settings)));
    // a switch node has its row from the admin node, as all of config
    if (settings.isAdmin) done.push(...(await ensureNode(runner, settings)), ...(await ensureEdge(runner, settings)));
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

/** Settings of roles are kept per database: several CallRacks share a server. */
async function ensureSearchPath(runner: QueryRunner, role: string, schema: string): Promise<string[]> {
  const [found] = await rows(
    runner,
    `SELECT 1 FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
     WHERE r.rolname = $1 AND d.datname = current_database() AND $2 = ANY (s.setconfig)`,
    [role, `search_path=${schema}`],
  );
  if (found !== undefined) return [];
  const [database] = await rows<{ name: string }>(runner, 'SELECT current_database() AS name');
  await runner.query(`ALTER ROLE ${role} IN DATABASE ${quoted(database?.name ?? '')} SET search_path = '${schema}'`);
  return [`role ${role}: search_path = ${schema}`];
}

/** Which node this database belongs to. */
async function ensureThisNode(runner: QueryRunner, { nodeName }: Settings): Promise<string[]> {
  const changed = await rows(
    runner,
    `INSERT INTO live.this_node (id) VALUES ($1)
     ON CONFLICT (one) DO UPDATE SET id = excluded.id WHERE this_node.id <> excluded.id RETURNING id`,
    [nodeName],
  );
  return changed.length === 0 ? [] : [`this is node ${nodeName}`];
}

async function ensureNode(runner: QueryRunner, settings: Settings): Promise<string[]> {
  const { nodeName, nodeRole, rtp, sip, cluster } = settings;
  const address = cluster.bind === '' ? null : cluster.bind;
  const columns = {
    rtp_timeout_s: rtp.timeoutS,
    role: nodeRole,
    address,
    link_port: address === null ? null : cluster.port,
    sip_tls_port: address === null ? null : sip.tlsPort,
    sip_address: sip.bind,
    sip_port: sip.port,
  };
  const names = Object.keys(columns);
  const changed = await rows(
    runner,
    `INSERT INTO config.node AS node (id, ${names.join(', ')}) VALUES ($1, ${names.map((_, i) => `$${i + 2}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
       WHERE (${names.map((name) => `node.${name}`).join(', ')})
         IS DISTINCT FROM (${names.map((name) => `excluded.${name}`).join(', ')})
     RETURNING id`,
    [nodeName, ...Object.values(columns)],
  );
  return changed.length === 0 ? [] : [`node ${nodeName}: RTP time-out ${rtp.timeoutS} s`];
}

/** Where the edge is, if it runs beside the admin node; one elsewhere is told by people. */
async function ensureEdge(runner: QueryRunner, { edge }: Settings): Promise<string[]> {
  if (edge.bind === '') return [];
  const changed = await rows(
    runner,
    `WITH changed AS (UPDATE config.cluster SET edge_address = $1, edge_trunk_port = $2
       WHERE (edge_address, edge_trunk_port) IS DISTINCT FROM ($1::inet, $2::integer) RETURNING id)
     SELECT id FROM changed`,
    [edge.bind, edge.trunkPort],
  );
  return changed.length === 0 ? [] : [`the edge is at ${edge.bind}`];
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
