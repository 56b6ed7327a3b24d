import { Client } from 'pg';

import type { ChargedLeg } from '../../src/kernel/charge.js';
import type { Rate, Tariff } from '../../src/billing/core/tariff.js';
import { TestPostgres } from '../fixtures/postgres.ts';
import { ZONE } from './rating-plan.ts';

/**
 * What a user would write instead: the tariff as a table, its calls priced by one set-based statement with the longest
 * prefix found over an index. It prices a call by the rate at its begin, and splits nothing.
 */
const PRICE = `CREATE UNLOGGED TABLE charged AS
  SELECT call.id, call.connected_at, rate.code,
    round(rate.setup
      + rate.first_price * rate.first_s_price_for
        * CASE WHEN s > 0 THEN CASE WHEN rate.then_from IS NULL THEN ceil(s / rate.first_increment)
            ELSE ceil(least(s, rate.then_from) / rate.first_increment) END ELSE 0 END
      + CASE WHEN s > rate.then_from
          THEN ceil((s - rate.then_from) / rate.then_increment) * rate.then_price * rate.then_s_price_for ELSE 0 END, 2) AS amount
  FROM call
  CROSS JOIN LATERAL (SELECT ceil(extract(epoch FROM call.ended_at - call.connected_at)) AS s,
    call.answered_at AT TIME ZONE '${ZONE}' AS local) AS time
  CROSS JOIN LATERAL (
    SELECT * FROM rate
    WHERE rate.direction = call.direction
      AND rate.prefix = ANY (ARRAY['', left(number, 1), left(number, 2), left(number, 3), left(number, 4), left(number, 5),
        left(number, 6), left(number, 7), left(number, 8)])
      AND (NOT rate.daytime OR extract(isodow FROM local) <= 5 AND local::time >= '08:00' AND local::time < '20:00')
    ORDER BY length(rate.prefix) DESC, rate.daytime DESC
    LIMIT 1) AS rate`;

export interface SqlFigures {
  readonly seconds: number;
  /** In millionths, by the call's place. */
  readonly amounts: readonly bigint[];
}

/** The embedded PostgreSQL on one core: the best of `rounds` runs of the statement over all calls. */
export async function priceInSql(tariff: Tariff, calls: readonly ChargedLeg[], rounds: number): Promise<SqlFigures> {
  const postgres = await TestPostgres.start();
  try {
    const client = new Client({ connectionString: await postgres.createDatabase('rating') });
    await client.connect();
    try {
      await fill(client, tariff.versions[0]?.rates ?? [], calls);
      let best = Infinity;
      for (let round = 0; round < rounds; round += 1) {
        await client.query('DROP TABLE IF EXISTS charged');
        const began = performance.now();
        await client.query(PRICE);
        best = Math.min(best, (performance.now() - began) / 1000);
      }
      const { rows } = await client.query<{ micro: string }>(
        'SELECT (amount * 1000000)::bigint::text AS micro FROM charged ORDER BY id',
      );
      return { seconds: best, amounts: rows.map(({ micro }) => BigInt(micro)) };
    } finally {
      await client.end();
    }
  } finally {
    await postgres.stop();
  }
}

async function fill(client: Client, rates: readonly Rate[], calls: readonly ChargedLeg[]): Promise<void> {
  await client.query(`SET max_parallel_workers_per_gather = 0`);
  await client.query(`SET work_mem = '64MB'`);
  await client.query(`CREATE TABLE rate (code text PRIMARY KEY, direction text, prefix text, daytime boolean, setup numeric,
    first_increment numeric, first_price numeric, first_s_price_for numeric,
    then_from numeric, then_increment numeric, then_price numeric, then_s_price_for numeric)`);
  await client.query(
    `INSERT INTO rate SELECT code, direction, prefix, daytime, setup / 1e6, first_increment, first_price / 1e6,
        first_increment / first_per, then_from, then_increment, then_price / 1e6, then_increment / then_per
      FROM unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[],
        $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[])
        AS given (code, direction, prefix, daytime, setup, first_increment, first_price, first_per,
          then_from, then_increment, then_price, then_per)`,
    columns(rates, [
      (rate) => rate.code,
      (rate) => rate.direction,
      (rate) => rate.prefix,
      (rate) => rate.windows.length > 0,
      (rate) => rate.setupMicro,
      (rate) => rate.steps[0]?.incrementS,
      (rate) => rate.steps[0]?.priceMicro,
      (rate) => rate.steps[0]?.perS,
      (rate) => rate.steps[1]?.fromS,
      (rate) => rate.steps[1]?.incrementS,
      (rate) => rate.steps[1]?.priceMicro,
      (rate) => rate.steps[1]?.perS,
    ]),
  );
  await client.query('CREATE INDEX ON rate (direction, prefix)');
  await client.query(`CREATE TABLE call (id integer PRIMARY KEY, direction text, number text, answered_at timestamptz,
    connected_at timestamptz, ended_at timestamptz)`);
  await client.query(
    `INSERT INTO call SELECT number_of, direction, number, to_timestamp(answered / 1000), to_timestamp(connected / 1000),
        to_timestamp(ended / 1000)
      FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[], $5::numeric[])
        WITH ORDINALITY AS given (direction, number, answered, connected, ended, number_of)`,
    columns(calls, [
      (call) => call.direction,
      (call) => call.number,
      (call) => call.answeredAt,
      (call) => call.connectedAt,
      (call) => call.endedAt,
    ]),
  );
  await client.query('VACUUM ANALYZE rate');
  await client.query('VACUUM ANALYZE call');
}

function columns<T>(rows: readonly T[], values: readonly ((row: T) => unknown)[]): unknown[][] {
  return values.map((value) => rows.map((row) => value(row) ?? null));
}
