import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { StrayPurge } from '../../src/platform/tenancy/stray-purge.js';
import { StrayPurgeRepository } from '../../src/platform/tenancy/stray-purge.repository.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertClusterRows } from '../fixtures/tenant-cluster.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

const DATABASE = 'strays';
const TABLES = ['facts.call_record', 'facts.call_step', 'facts.charge', 'facts.charge_total', 'work.agent_duty'];

let postgres: TestPostgres;
let databases: Databases;
let settings: Settings;
let home: string;
let kept: TenantRows;
let gone: TenantRows;

beforeAll(async () => {
  Logger.overrideLogger(false);
  home = mkdtempSync(join(tmpdir(), 'callrack-strays-'));
  postgres = await TestPostgres.start();
  ({ databases, settings } = await migratedDatabase(postgres, DATABASE, { CALLRACK_HOME: home }));
  const url = postgres.ownerUrl(DATABASE);
  kept = await insertTenantRows(url, 'kept', 'node1');
  gone = await insertTenantRows(url, 'gone', 'node1');
  await insertClusterRows(url, [kept, gone]);
  // as replication does it: the configuration goes, facts and work stay
  await sql(`SET session_replication_role = replica; DELETE FROM config.tenant WHERE id = '${gone.tenantId}'`);
  for (const { tenantId } of [kept, gone]) {
    const folder = join(home, 'recordings', tenantId);
    mkdirSync(folder, { recursive: true });
    utimesSync(folder, new Date(0), new Date(0));
  }
  mkdirSync(join(home, 'recordings', newId()));
});
afterAll(async () => {
  await databases.close();
  await postgres.stop();
  rmSync(home, { recursive: true });
  Logger.overrideLogger(true);
});

function sql(statement: string): Promise<object[]> {
  return postgres.query(DATABASE, statement);
}

function purge(): Promise<{ rows: number; folders: number }> {
  return new StrayPurge(databases, new StrayPurgeRepository(), settings).run();
}

async function tablesOf({ tenantId }: TenantRows): Promise<string[]> {
  const found: string[] = [];
  for (const table of TABLES) {
    if ((await sql(`SELECT FROM ${table} WHERE tenant_id = '${tenantId}'`)).length > 0) found.push(table);
  }
  return found;
}

test('a node that may not have heard of everything deletes nothing', async () => {
  expect(await purge()).toEqual({ rows: 0, folders: 0 });
  await sql("INSERT INTO config.beat (at) VALUES (now() - interval '10 minutes')");
  expect(await purge()).toEqual({ rows: 0, folders: 0 });
  expect(await tablesOf(gone)).toEqual(TABLES);
});

test('what is left of a deleted tenant goes when it is a day old, of others nothing', async () => {
  await sql('UPDATE config.beat SET at = now()');
  expect((await purge()).folders).toBe(1);
  expect(await tablesOf(gone)).toEqual(['facts.call_record', 'facts.call_step', 'facts.charge']);
  const facts = ['call_step', 'call_record', 'agent_step', 'recording', 'charge', 'limit_reached', 'call_saying'];
  for (const table of facts) {
    await sql(`UPDATE facts.${table} SET at = now() - interval '25 hours'`);
  }
  expect((await purge()).rows).toBeGreaterThanOrEqual(6);
  expect(await tablesOf(gone)).toEqual([]);
  expect(await tablesOf(kept)).toEqual(TABLES);
  expect(existsSync(join(home, 'recordings', kept.tenantId))).toBe(true);
  expect(existsSync(join(home, 'recordings', gone.tenantId))).toBe(false);
  expect(await purge()).toEqual({ rows: 0, folders: 0 });
});
