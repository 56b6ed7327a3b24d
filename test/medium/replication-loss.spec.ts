import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { eventually } from '../fixtures/eventually.js';
import { ReplicatedPair } from '../fixtures/replicated-pair.js';

jest.setTimeout(60_000);

let pair: ReplicatedPair;

beforeAll(async () => {
  pair = await ReplicatedPair.start(['max_slot_wal_keep_size = 1MB']);
  await pair.addTenant('alpha');
  pair.node.begin();
  await pair.following();
});

afterAll(() => pair.stop());

const walStatus = async () => (await pair.ask<{ s: string }>('SELECT wal_status AS s FROM pg_replication_slots'))[0]?.s;

test('a node that was away for longer than the admin node keeps changes is copied afresh', async () => {
  await pair.node.postgres.stopServer();
  await pair.addTenant('beta');
  for (let segment = 0; segment < 3; segment += 1) {
    await pair.ask('CREATE TABLE filling AS SELECT 1 AS a; DROP TABLE filling; SELECT pg_switch_wal()');
  }
  await pair.ask('CHECKPOINT');
  expect(await walStatus()).toBe('lost');
  await pair.node.postgres.resume();
  await pair.copiedAgain();
  expect(await pair.tenantsThere()).toEqual(['alpha', 'beta']);
  expect(await walStatus()).toBe('reserved');
});

test('an admin node restored from an older backup: what it no longer knows goes here too', async () => {
  const data = join(pair.admin.folder, 'data');
  const backup = join(pair.admin.folder, 'backup');
  await pair.admin.stopServer();
  await cp(data, backup, { recursive: true, preserveTimestamps: true });
  await pair.giveToServer(backup);
  await pair.admin.resume();
  await pair.addTenant('gamma');
  await eventually(async () => expect(await pair.tenantsThere()).toEqual(['alpha', 'beta', 'gamma']));
  await pair.admin.stopServer();
  await rm(data, { recursive: true });
  await cp(backup, data, { recursive: true, preserveTimestamps: true });
  await pair.giveToServer(data);
  await pair.copiedAgain(() => pair.admin.resume());
  expect(await pair.tenantsThere()).toEqual(['alpha', 'beta']);
  await pair.addTenant('delta');
  await eventually(async () => expect(await pair.tenantsThere()).toEqual(['alpha', 'beta', 'delta']));
});
