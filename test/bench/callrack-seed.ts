import { Client } from 'pg';

import { AGENTS, CALLERS, RECORDED, UNRECORDED, type Ports } from './layout.ts';

export const TENANT = 'bench';

/** More than any run needs. */
const CHANNELS = 100_000;

export const telephoneName = (index: number): string => `bench-${1001 + index}`;
export const telephonePassword = (name: string): string => `sip-${name}-password`;
export const agentNumber = (index: number): string => String(1001 + index);

/** Who is asked for with skills: nine of ten, the best first; after a while anybody. */
const SKILLED = {
  strategy: 'highest_level',
  need: { skill: 'english', level: 2 },
  needSteps: [{ afterS: 20, level: 0 }],
  stickyS: 0,
  byArea: false,
  headStartS: 0,
  shares: [],
};

/** Told their place and how long it will take, one second after they came. */
const TOLD = {
  musicPromptId: null,
  firstPromptId: null,
  periodicPromptId: null,
  periodicEveryS: 60,
  tells: 'both',
  tellsFromS: 1,
  tellsEveryS: 15,
  announcesAgent: false,
  fullAt: 0,
  whenFull: null,
  whenNobody: null,
  whenOnBreak: null,
};

/**
 * Rows for one tenant: two numbers, each straight to a queue of all agents, of which one records.
 *
 * @param skills callers are answered first, are told their place, and ask for a level of a skill
 */
export async function seed(
  ownerUrl: string,
  { node, realm }: { readonly node: string; readonly realm: string },
  ports: Ports,
  skills: boolean,
): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO config.node (id) VALUES ($1) ON CONFLICT DO NOTHING', [node]);
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id)
       VALUES (gen_random_uuid(), $1, $1, $2, 'en', $3) RETURNING id`,
      [TENANT, CHANNELS, node],
    );
    const tenant = rows[0]?.id;
    await client.query(
      `INSERT INTO config.trunk (id, name, endpoint, address, port, channel_limit)
       VALUES (gen_random_uuid(), 'callers', 'trunk-callers', $1, $2, $3)`,
      [CALLERS, ports.callers, CHANNELS],
    );
    await insertAgents(client, tenant, realm);
    const rules = skills ? [SKILLED, TOLD] : [null, null];
    for (const [number, access, record] of [
      ['2000', UNRECORDED, false],
      ['2001', RECORDED, true],
    ]) {
      await client.query(
        `WITH made AS (
           INSERT INTO config.queue (id, tenant_id, number, name, ring_timeout_s, max_wait_s, overflow, wrap_up_s, record,
             answer_before_agent, selection, waiting)
           VALUES (gen_random_uuid(), $1, $2, $2, 15, 60, '{"to": "hangUp"}', 0, $4, $5, $6, $7) RETURNING id, tenant_id),
         number AS (
           INSERT INTO config.access_number (id, tenant_id, number, language, destination)
           SELECT gen_random_uuid(), tenant_id, $3, 'en', jsonb_build_object('to', 'queue', 'queueId', id) FROM made)
         INSERT INTO config.queue_agent (tenant_id, queue_id, agent_id)
         SELECT made.tenant_id, made.id, agent.id FROM made JOIN config.agent ON agent.tenant_id = made.tenant_id`,
        [tenant, number, access, record, skills, ...rules],
      );
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function insertAgents(client: Client, tenant: string | undefined, realm: string): Promise<void> {
  const names = Array.from({ length: AGENTS }, (_, index) => telephoneName(index));
  await client.query(
    `WITH telephone AS (
       SELECT gen_random_uuid() AS id, (1000 + place)::text AS number, name, password
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS given (name, password, place)),
     made AS (
       INSERT INTO config.extension (id, tenant_id, dn, endpoint, realm, md5_credential)
       SELECT id, $1, number, name, $2, md5(name || ':' || $2 || ':' || password) FROM telephone)
     INSERT INTO config.agent (id, tenant_id, number, name, extension_id, skills)
     SELECT gen_random_uuid(), $1, number, 'Agent ' || number, id,
       jsonb_build_object('english', 1 + number::int % 10) FROM telephone`,
    [tenant, realm, names, names.map(telephonePassword)],
  );
}
