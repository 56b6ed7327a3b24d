import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { FiguresKeeper } from '../../src/reports/figures-keeper.js';
import { FiguresKeepingRepository } from '../../src/reports/figures-keeping.repository.js';
import { FiguresRepository } from '../../src/reports/figures.repository.js';
import { FiguresService } from '../../src/reports/figures.service.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(120_000);

const DATABASE = 'figures_catch_up';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEGIN = Date.UTC(2024, 10, 20);
const NOW = BEGIN + 365 * 24 * HOUR;
/** Ready and not ready by turns, each a minute, then ready for a year: more than two portions of facts. */
const TURNS = 5000;

describe('figures of a year ago, of an agent who is logged in since', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let ours: TenantRows;
  let keeper: FiguresKeeper;
  const repository = new FiguresRepository();
  const keeping = new FiguresKeepingRepository();
  const service = new FiguresService(repository);
  const agentId = newId();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE);
    databases = made.databases;
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    for (const table of ['facts.call_step', 'facts.agent_step', 'reports.agent_span', 'reports.queue_visit'])
      await postgres.query(DATABASE, `DELETE FROM ${table}`);
    keeper = new FiguresKeeper(databases, made.settings, keeping, service);
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });
  afterEach(() => jest.restoreAllMocks());

  const arrive = (at: string, first: number, last: number, agent = agentId): Promise<unknown> =>
    postgres.query(
      DATABASE,
      `INSERT INTO facts.agent_step (id, at, tenant_id, agent_id, seq, from_phase, to_phase, reason, call_id)
       SELECT 'step' || lpad(i::text, 6, '0'), ${at}, $1, $2, i, '', CASE WHEN i % 2 = 0 THEN 'ready' ELSE 'notReady' END,
         CASE WHEN i % 2 = 1 THEN 'break' END, NULL FROM generate_series($3::integer, $4::integer) AS i`,
      [ours.tenantId, agent, first, last],
    );
  const minutes = `'${new Date(BEGIN).toISOString()}'::timestamptz + i * interval '1 minute'`;

  async function figures(from: number, to: number, agent = agentId) {
    const found = await databases.snapshotOfTenant(ours.tenantId, (session) =>
      service.ofAgents(session, ours.tenantId, { from, to }, [from]),
    );
    return found.find(({ id }) => id === agent)?.figures;
  }

  /** How many transactions, and how many intervals were made in them. */
  async function work(now: number): Promise<{ rounds: number; intervals: number }> {
    const rounds = jest.spyOn(keeping, 'claim');
    const intervals = jest.spyOn(keeping, 'keepAgentFigures');
    await keeper.run(now);
    const made = intervals.mock.calls.reduce((sum, [, , { from, to }]) => sum + (to - from) / (15 * MINUTE), 0);
    return { rounds: rounds.mock.calls.length, intervals: made };
  }

  it('are made once, of the intervals that something happened in', async () => {
    await arrive(minutes, 0, TURNS);
    const { rounds, intervals } = await work(NOW);
    const touched = Math.ceil(TURNS / 15) + 1;
    expect(intervals).toBeLessThanOrEqual(touched);
    expect(rounds).toBeLessThanOrEqual(Math.ceil(TURNS / 2000) + Math.ceil(touched / 50) + 1);
    const half = (TURNS / 2) * MINUTE;
    expect(await figures(BEGIN, NOW)).toMatchObject({
      ...{ notReadyMs: half, readyMs: NOW - BEGIN - half, reasonsMs: { break: half } },
    });
    expect(await figures(BEGIN + 200 * 24 * HOUR + 1, BEGIN + 201 * 24 * HOUR + 7)).toMatchObject({
      ...{ readyMs: 24 * HOUR + 6, notReadyMs: 0 },
    });
  });

  it('time that passes while nothing happens makes no work, and is counted', async () => {
    const { intervals } = await work(NOW + 24 * HOUR);
    expect(intervals).toBe(0);
    expect(await figures(NOW - HOUR, NOW + 24 * HOUR)).toMatchObject({ readyMs: 25 * HOUR, notReadyMs: 0 });
  });

  it('what was known already is not made again by a step in the midst that came late', async () => {
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.agent_step (id, at, tenant_id, agent_id, seq, from_phase, to_phase, reason, call_id)
       VALUES ('late', $1, $2, $3, 100, '', 'notReady', 'lunch', NULL)`,
      [new Date(BEGIN + 100.5 * MINUTE), ours.tenantId, agentId],
    );
    expect(await work(NOW + 24 * HOUR)).toMatchObject({ intervals: 1 });
    expect((await figures(BEGIN, BEGIN + 24 * HOUR))?.reasonsMs).toEqual({ break: 12 * HOUR, lunch: MINUTE / 2 });
  });

  it('what has ended is kept in each interval that it lay in', async () => {
    const other = newId();
    const [from, to] = [NOW + 20 * HOUR + MINUTE, NOW + 23 * HOUR + 5 * MINUTE];
    await arrive(`'${new Date(from).toISOString()}'::timestamptz`, TURNS + 2, TURNS + 2, other);
    expect(await work(NOW + 24 * HOUR)).toMatchObject({ intervals: 0 });
    await arrive(`'${new Date(to).toISOString()}'::timestamptz`, TURNS + 3, TURNS + 3, other);
    expect(await work(NOW + 24 * HOUR)).toMatchObject({ intervals: 13 });
    expect(await figures(NOW + 22 * HOUR, NOW + 24 * HOUR, other)).toMatchObject({
      ...{ readyMs: 65 * MINUTE, notReadyMs: 55 * MINUTE },
    });
  });
});
