/** ask-postgres.ts: prints the version of the server at DATABASE_URL; where there is none, why, and ends with 1. */
import pg from 'pg';

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 3000 });
try {
  await client.connect();
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  process.stdout.write(`${rows[0]?.version ?? ''}\n`);
  await client.end();
} catch (error) {
  // Errors of the network hold their reasons inside, one per address tried.
  const reasons: unknown[] = error instanceof AggregateError ? error.errors : [error];
  process.stderr.write(
    `${reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ')}\n`,
  );
  process.exitCode = 1;
}
