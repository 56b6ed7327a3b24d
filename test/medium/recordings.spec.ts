import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ConsoleRecordingsModule } from '../../src/console/recordings/console-recordings.module.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { encodeStereo } from '../../src/recording/encoder.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import { actorWith, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'recordings';
const SECONDS = 6;

let postgres: TestPostgres;
let doors: ConsoleDoors;
let ours: TenantRows;
let theirs: TenantRows;
let us: Actor;
let calls = 0;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  doors = await ConsoleDoors.open(postgres, DATABASE, ConsoleRecordingsModule);
  ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
  theirs = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
  us = tenantActor(ours.tenantId);
  await mkdir(join(doors.home, 'recordings'));
});
afterAll(async () => {
  await doors.close();
  await postgres.stop();
});

/** A finished recording as the engine leaves it: its fact, and its file if there is one. */
async function recorded(owner: TenantRows, file?: (path: string) => Promise<void>, name?: string): Promise<string> {
  calls += 1;
  const callId = `call-${calls}`;
  const path = name ?? `${owner.tenantId}/2026/01/01/${callId}.opus`;
  await postgres.query(
    DATABASE,
    `INSERT INTO facts.recording (id, at, tenant_id, call_id, file, format, duration_ms, bytes)
     VALUES ($1 || ':recording', now(), $2, $1, $3, 'ogg-opus', $4, 1)`,
    [callId, owner.tenantId, path, SECONDS * 1000],
  );
  if (file !== undefined) {
    await mkdir(dirname(join(doors.home, 'recordings', path)), { recursive: true });
    await file(join(doors.home, 'recordings', path));
  }
  return callId;
}

/** Caller: a loud tone in the first half. Agent: silent, then a soft tone in the last third. */
async function conversation(path: string): Promise<void> {
  const sound = (name: string, ...effects: readonly string[]): string => {
    execFileSync('sox', ['-n', '-r', '8000', '-b', '16', '-c', '1', `${path}.${name}.wav`, ...effects]);
    return `${path}.${name}.wav`;
  };
  const caller = sound('caller', 'synth', '3', 'sine', '400', 'vol', '0.8', 'pad', '0', '3');
  const agent = sound('agent', 'synth', '2', 'sine', '1000', 'vol', '0.4', 'pad', '4', '0');
  await encodeStereo([{ left: caller, right: agent }], path);
  await Promise.all([rm(caller), rm(agent)]);
}
const fileOf = (callId: string): string =>
  join(doors.home, 'recordings', ours.tenantId, '2026/01/01', `${callId}.opus`);

const get = (path: string, as: Actor = us, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${doors.url}/console/x/recordings/${path}`, { headers: { ...doors.as(as), ...headers } });

const auditOf = async (callId: string): Promise<string[]> =>
  (
    await postgres.query<{ entry: string }>(
      DATABASE,
      `SELECT operator_login || ' ' || action || ' ' || object_type AS entry FROM access.audit_entry
       WHERE object_id = $1 ORDER BY id`,
      [callId],
    )
  ).map(({ entry }) => entry);

interface Picture {
  readonly caller: number[];
  readonly agent: number[];
  readonly durationMs: number;
  readonly mayDownload: boolean;
}

describe('listening to a recording', () => {
  test('the whole, and parts as browsers ask for them: one entry in the audit log', async () => {
    const callId = await recorded(ours, conversation);
    const opus = await readFile(fileOf(callId));
    const whole = await get(callId);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('audio/ogg');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('cache-control')).toContain('no-store');
    expect(Buffer.from(await whole.arrayBuffer()).equals(opus)).toBe(true);
    const part = await get(callId, us, { Range: 'bytes=1000-1999' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${opus.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(opus.subarray(1000, 2000))).toBe(true);
    expect((await get(callId, us, { Range: 'bytes=0-' })).status).toBe(206);
    expect(await auditOf(callId)).toEqual(['tenant_admin listen recording']);
  });

  test('whoever begins in the middle is in the audit log too, and every listener for themselves', async () => {
    const callId = await recorded(ours, conversation);
    const supervisor = tenantActor(ours.tenantId, 'supervisor');
    await get(callId, us, { Range: 'bytes=500-' });
    await get(callId, supervisor, { Range: 'bytes=0-' });
    await get(callId, us, { Range: 'bytes=600-' });
    expect(await auditOf(callId)).toEqual(['tenant_admin listen recording', 'supervisor listen recording']);
  });

  test('saving it is another permission, and another entry each time', async () => {
    const callId = await recorded(ours, conversation);
    const saved = await get(`${callId}?download=1`);
    expect(saved.status).toBe(200);
    expect(saved.headers.get('content-disposition')).toBe(`attachment; filename=${callId}.opus`);
    await get(`${callId}?download=1`);
    expect(await auditOf(callId)).toEqual(['tenant_admin download recording', 'tenant_admin download recording']);
    const supervisor = tenantActor(ours.tenantId, 'supervisor');
    const refused = await get(`${callId}?download=1`, supervisor);
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'access.not_permitted' }]);
    expect((await get(callId, supervisor)).status).toBe(200);
  });
});

describe('the waveform', () => {
  test('each channel as it sounds: the caller loud at first, the agent silent and then soft', async () => {
    const callId = await recorded(ours, conversation);
    const { caller, agent, durationMs, mayDownload } = (await (await get(`${callId}/peaks`)).json()) as Picture;
    expect({ durationMs, mayDownload }).toEqual({ durationMs: SECONDS * 1000, mayDownload: true });
    expect(caller.length).toBe(agent.length);
    const between = (peaks: readonly number[], from: number, to: number): number[] =>
      peaks.slice(Math.round((peaks.length * from) / SECONDS), Math.round((peaks.length * to) / SECONDS));
    const mean = (peaks: readonly number[]): number => peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length;
    expect(mean(between(caller, 0.2, 2.8))).toBeCloseTo(0.8, 1);
    // a little of one channel is heard in the other: Opus spends its bits on both together
    expect(Math.max(...between(caller, 3.3, 6))).toBeLessThan(0.1);
    expect(Math.max(...between(agent, 0, 3.7))).toBeLessThan(0.1);
    expect(mean(between(agent, 4.2, 5.8))).toBeCloseTo(0.4, 1);
    expect(await auditOf(callId)).toEqual([]);
  });

  test('of a call in which only the caller was heard: nothing at the right', async () => {
    const callId = await recorded(ours, async (path) => {
      const made = ['-n', '-r', '8000', '-b', '16', '-c', '1'];
      execFileSync('sox', [...made, `${path}.caller.wav`, 'synth', '2', 'sine', '400', 'vol', '0.8']);
      execFileSync('sox', [...made, `${path}.agent.wav`, 'trim', '0', '2']);
      await encodeStereo([{ left: `${path}.caller.wav`, right: `${path}.agent.wav` }], path);
    });
    const { caller, agent } = (await (await get(`${callId}/peaks`)).json()) as Picture;
    expect(Math.max(...caller)).toBeGreaterThan(0.75);
    expect(Math.max(...agent)).toBeLessThan(0.05);
  });

  test('is drawn once and kept beside the recording; what is broken there is drawn again', async () => {
    const callId = await recorded(ours, conversation);
    const first = await (await get(`${callId}/peaks`)).json();
    const file = fileOf(callId).replace(/opus$/, 'peaks.json');
    const written = (await stat(file)).mtimeMs;
    expect(await (await get(`${callId}/peaks`)).json()).toEqual(first);
    expect((await stat(file)).mtimeMs).toBe(written);
    for (const broken of ['', '{"version":1,"caller":[', '{"version":1,"caller":["<script>"],"agent":[]}']) {
      await writeFile(file, broken);
      expect(await (await get(`${callId}/peaks`)).json()).toEqual(first);
    }
  });

  test('asked for by many at once it is drawn once, and nothing half-written stays', async () => {
    const callId = await recorded(ours, conversation);
    const answers = await Promise.all(Array.from({ length: 8 }, () => get(`${callId}/peaks`)));
    expect(answers.map(({ status }) => status)).toEqual(new Array<number>(8).fill(200));
    expect((await readdir(dirname(fileOf(callId)))).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('of a file that is no sound: an error that says whose, and nothing is kept', async () => {
    const callId = await recorded(ours, (path) => writeFile(path, 'no sound at all'));
    const answer = await get(`${callId}/peaks`);
    expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'recording.waveform_failed' }]);
    await expect(stat(fileOf(callId).replace(/opus$/, 'peaks.json'))).rejects.toThrow('ENOENT');
  });
});

describe('what is not there, or not theirs', () => {
  const ways = (callId: string): string[] => [callId, `${callId}?download=1`, `${callId}/peaks`];

  test('of another tenant, never recorded, not encoded yet, nonsense: the same answer', async () => {
    const foreign = await recorded(theirs, conversation);
    const told = new Set<string>();
    for (const callId of [foreign, 'c-none', crypto.randomUUID(), "'%20OR%20true--", '..%2f..%2fetc%2fpasswd', '%00']) {
      for (const way of ways(callId)) {
        const answer = await get(way);
        expect({ way, status: answer.status }).toEqual({ way, status: 404 });
        told.add(await answer.text());
      }
    }
    expect([...told]).toHaveLength(1);
    expect(await auditOf(foreign)).toEqual([]);
  });

  test('the same id of a call in two tenants: each hears its own', async () => {
    const callId = await recorded(ours, (path) => writeFile(path, 'ours'));
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.recording SELECT 'twin of ' || id, at, $2, call_id, $3, format, duration_ms, bytes
       FROM facts.recording WHERE call_id = $1`,
      [callId, theirs.tenantId, `${theirs.tenantId}/twin.opus`],
    );
    await mkdir(join(doors.home, 'recordings', theirs.tenantId), { recursive: true });
    await writeFile(join(doors.home, 'recordings', theirs.tenantId, 'twin.opus'), 'theirs');
    expect(await (await get(callId)).text()).toBe('ours');
    expect(await (await get(callId, tenantActor(theirs.tenantId))).text()).toBe('theirs');
  });

  test('a file that is gone: said as it is', async () => {
    const callId = await recorded(ours);
    for (const way of ways(callId)) {
      const answer = await get(way);
      expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'recording.gone' }]);
    }
    expect(await auditOf(callId)).toEqual([]);
  });

  test("rows that lead out of the tenant's folder are not followed", async () => {
    await writeFile(join(doors.home, 'settings.env'), 'SECRET=1');
    await mkdir(join(doors.home, 'recordings', theirs.tenantId), { recursive: true });
    await writeFile(join(doors.home, 'recordings', theirs.tenantId, 'secret.opus'), 'theirs');
    const link = join(ours.tenantId, 'link.opus');
    await mkdir(join(doors.home, 'recordings', ours.tenantId), { recursive: true });
    await symlink(join(doors.home, 'settings.env'), join(doors.home, 'recordings', link));
    const names = [
      '../settings.env',
      join(doors.home, 'settings.env'),
      `${ours.tenantId}/../../settings.env`,
      `${theirs.tenantId}/secret.opus`,
      `${ours.tenantId}/../${theirs.tenantId}/secret.opus`,
      link,
      '.',
      ours.tenantId,
    ];
    for (const name of names) {
      const callId = await recorded(ours, undefined, name);
      for (const way of ways(callId)) expect([name, (await get(way)).status]).toEqual([name, 410]);
    }
  });

  test('without the permission, of the platform, not signed in: nothing', async () => {
    const callId = await recorded(ours, conversation);
    const refused = [actorWith(ours.tenantId, 'call_record.read', 'recording.download'), platformActor()];
    for (const actor of refused) {
      expect((await get(callId, actor)).status).toBe(403);
      expect((await get(`${callId}/peaks`, actor)).status).toBe(403);
    }
    expect((await fetch(`${doors.url}/console/x/recordings/${callId}`)).status).toBe(401);
    expect(await auditOf(callId)).toEqual([]);
  });
});
