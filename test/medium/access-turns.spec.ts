import { Client } from 'pg';

import type { Actor } from '../../src/platform/access/actor.js';
import type { Gate } from '../../src/platform/access/gate.js';
import { POOL_SIZE } from '../../src/platform/database/data-sources.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { gateOver, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'turns';

describe('however much one company asks for at once', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let gate: Gate;
  let acme: TenantRows;
  let theirs: Actor;
  let ours: Actor;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    ({ databases } = await migratedDatabase(postgres, DATABASE));
    gate = gateOver(databases);
    acme = await insertTenantRows(postgres.ownerUrl(DATABASE), 'acme', 'node1');
    const globex = await insertTenantRows(postgres.ownerUrl(DATABASE), 'globex', 'node1');
    [theirs, ours] = [tenantActor(acme.tenantId), tenantActor(globex.tenantId)];
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  const done = () => Promise.resolve('done');
  const waitingInDatabase = () =>
    postgres.query(DATABASE, "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");

  /** Everybody of the company waits for this. @returns how to let them go */
  async function holdUp(tenantId: string): Promise<() => Promise<void>> {
    const keeper = new Client({ connectionString: postgres.ownerUrl(DATABASE) });
    await keeper.connect();
    await keeper.query("SELECT pg_advisory_lock(hashtextextended('callrack ' || $1, 0))", [tenantId]);
    return () => keeper.end();
  }

  it('its changes wait for one connection, in a line that has an end; another company notices nothing', async () => {
    const letGo = await holdUp(acme.tenantId);
    const changes = Array.from({ length: 60 }, () => gate.change(theirs, 'queue.update', done));
    const ended = Promise.allSettled(changes);
    await eventually(async () => expect(await waitingInDatabase()).toHaveLength(1));
    const others = await Promise.all([gate.change(ours, 'queue.update', done), gate.read(ours, 'queue.read', done)]);
    const stillWaiting = await waitingInDatabase();
    // all is let go before anything is judged, or a failure would hang
    await letGo();
    const results = await ended;
    expect(others).toEqual(['done', 'done']);
    expect(stillWaiting).toHaveLength(1);
    const refused = results
      .filter(({ status }) => status === 'rejected')
      .map((result) => result as PromiseRejectedResult);
    expect(results.slice(0, 51).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(refused.map(({ reason }) => reason as object)).toEqual(
      Array.from({ length: 9 }, () => expect.objectContaining({ code: 'access.too_busy', httpStatus: 503 })),
    );
  });

  it('two of its reads are under way at a time', async () => {
    const release = Promise.withResolvers<string>();
    let underWay = 0;
    let most = 0;
    const slow = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      const result = await release.promise;
      underWay -= 1;
      return result;
    };
    const reads = Array.from({ length: POOL_SIZE + 2 }, () => gate.read(theirs, 'queue.read', slow));
    await eventually(() => {
      expect(underWay).toBe(2);
      return Promise.resolve();
    });
    expect(await gate.read(ours, 'queue.read', done)).toBe('done');
    release.resolve('read');
    expect(await Promise.all(reads)).toEqual(reads.map(() => 'read'));
    expect(most).toBe(2);
  });

  it('where all connections are in use after all, this is told after a few seconds, in words', async () => {
    const release = Promise.withResolvers<string>();
    const busy = Array.from({ length: POOL_SIZE }, () => databases.asTenant(acme.tenantId, () => release.promise));
    const tried = await gate.read(ours, 'queue.read', done).catch((error: unknown) => error);
    release.resolve('free');
    await Promise.all(busy);
    expect(tried).toMatchObject({ code: 'platform.database_busy', httpStatus: 503 });
    expect(await gate.read(ours, 'queue.read', done)).toBe('done');
  });
});
