import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Logger } from '@nestjs/common';

import { ConsoleRecordingsModule } from '../../src/console/recordings/console-recordings.module.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { Health } from '../../src/platform/health/health.js';
import { LinkRoutes } from '../../src/platform/link/link-routes.js';
import { LinkServer } from '../../src/platform/link/link.server.js';
import { RevokedCertificates } from '../../src/platform/link/revoked-certificates.js';
import { ClusterFiles } from '../../src/platform/settings/cluster-files.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { encodeStereo } from '../../src/recording/encoder.js';
import { RecordingFiles } from '../../src/recording/recording-files.js';
import { RecordingSource } from '../../src/recording/recording-source.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import { databaseSettings } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { tenantActor } from '../fixtures/gate-actors.js';
import { layOut, TestAuthority } from '../fixtures/postgres-tls.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { Wire } from '../fixtures/wire.js';

jest.setTimeout(60_000);

const DATABASE = 'far_recordings';
const SECONDS = 2;

describe('listening on the admin node to what lies on a switch node', () => {
  let postgres: TestPostgres;
  let authority: TestAuthority;
  let home: string;
  let doors: ConsoleDoors;
  let node: Settings;
  let server: LinkServer;
  let wire: Wire;
  let ours: TenantRows;
  let us: Actor;
  let calls = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    postgres = await TestPostgres.start();
    authority = await TestAuthority.make();
    home = await mkdtemp(join(tmpdir(), 'callrack-far-'));
    doors = await ConsoleDoors.open(postgres, DATABASE, ConsoleRecordingsModule);
    await layOut(await authority.papersFor('adm', 'admin'), join(doors.home, 'cluster'));
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    us = tenantActor(ours.tenantId);
    const bind = { CLUSTER_BIND: '127.0.0.1', CLUSTER_PORT: String(await freePort()) };
    node = databaseSettings(postgres, DATABASE, { CALLRACK_HOME: home, NODE_NAME: 's1', NODE_ROLE: 'switch', ...bind });
    await layOut(await authority.papersFor('s1', 'switch'), node.clusterFolder);
    const [routes, revoked] = [new LinkRoutes(), new RevokedCertificates()];
    new RecordingSource(routes, new RecordingFiles(node), node).onModuleInit();
    server = new LinkServer(node, new ClusterFiles(node), routes, revoked, new Health());
    await server.onApplicationBootstrap();
    wire = await Wire.to(node.cluster.port);
    await postgres.query(
      DATABASE,
      "INSERT INTO config.node (id, role, address, link_port) VALUES ('s1', 'switch', '127.0.0.1', $1)",
      [wire.port],
    );
  });
  afterAll(async () => {
    await doors.close();
    await wire.close();
    await server.beforeApplicationShutdown();
    await postgres.stop();
    await authority.remove();
    await rm(home, { recursive: true });
    Logger.overrideLogger(true);
  });
  afterEach(async () => {
    wire.mend();
    await postgres.query(DATABASE, "UPDATE config.node SET state = 'active'");
  });

  const get = (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    more: RequestInit = {},
  ): Promise<Response> =>
    fetch(`${doors.url}/console/x/recordings/${path}`, { headers: { ...doors.as(us), ...headers }, ...more });
  const pathOf = (callId: string) => join(node.recordingsFolder, ours.tenantId, '2026/01/01', `${callId}.opus`);
  /** A recording of s1, as the shipper has told of it; and its file there. */
  const recorded = async (write: (path: string) => Promise<void>): Promise<string> => {
    calls += 1;
    const callId = `call:${calls}`;
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.recording (id, at, tenant_id, call_id, file, format, duration_ms, bytes, node_id)
       VALUES ($1 || ':recording', now(), $2, $1, $3, 'ogg-opus', $4, 1, 's1')`,
      [callId, ours.tenantId, `${ours.tenantId}/2026/01/01/${callId}.opus`, SECONDS * 1000],
    );
    await mkdir(dirname(pathOf(callId)), { recursive: true });
    await write(pathOf(callId));
    return callId;
  };
  const bytes = (count: number) => (path: string) => writeFile(path, Buffer.alloc(count, 'sound'));

  it('the whole, parts, and what lies outside, as of a recording that is here', async () => {
    const callId = await recorded(bytes(50_000));
    const sound = await readFile(pathOf(callId));
    const whole = await get(callId);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('content-length')]).toEqual([
      ...[200, 'audio/ogg', '50000'],
    ]);
    expect(whole.headers.get('cache-control')).toContain('no-store');
    expect(Buffer.from(await whole.arrayBuffer()).equals(sound)).toBe(true);
    const part = await get(callId, { Range: 'bytes=1000-1999' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/50000']);
    expect(Buffer.from(await part.arrayBuffer()).equals(sound.subarray(1000, 2000))).toBe(true);
    const outside = await get(callId, { Range: 'bytes=60000-' });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */50000']);
    const saved = await get(`${callId}?download=1`);
    expect([saved.status, saved.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('.opus')]);
  });

  it('its waveform is drawn there, and kept there', async () => {
    const callId = await recorded(async (path) => {
      const tone = (name: string): string => {
        execFileSync('sox', [
          '-n',
          '-r',
          '8000',
          '-b',
          '16',
          '-c',
          '1',
          `${path}.${name}.wav`,
          'synth',
          '2',
          'sine',
          '400',
        ]);
        return `${path}.${name}.wav`;
      };
      await encodeStereo([{ left: tone('caller'), right: tone('agent') }], path);
    });
    const answer = await get(`${callId}/peaks`);
    expect(answer.status).toBe(200);
    const picture = (await answer.json()) as { caller: number[]; agent: number[]; durationMs: number };
    expect(picture.durationMs).toBe(SECONDS * 1000);
    expect(Math.max(...picture.caller, ...picture.agent)).toBeGreaterThan(0.5);
    expect((await stat(pathOf(callId).replace('.opus', '.peaks.json'))).isFile()).toBe(true);
  });

  it.each(['', '/peaks'])('where the node is away, or has left, it is said which one: %s', async (what) => {
    const callId = await recorded(bytes(100));
    wire.cut();
    await eventually(async () => {
      const away = await get(`${callId}${what}`);
      expect([away.status, await away.json()]).toMatchObject([503, { code: 'recording.node_away' }]);
    });
    expect(await (await get(`${callId}${what}`, { 'Accept-Language': 'zh' })).text()).toContain('s1');
    wire.mend();
    await postgres.query(DATABASE, "UPDATE config.node SET state = 'left' WHERE id = 's1'");
    await eventually(async () => {
      const left = await get(`${callId}${what}`);
      expect([left.status, await left.json()]).toMatchObject([410, { code: 'recording.node_left' }]);
    });
  });

  it('what is not there any more is gone, and what has been brought here is heard from here', async () => {
    const callId = await recorded(bytes(100));
    await eventually(async () => expect((await get(callId)).status).toBe(200));
    await rm(pathOf(callId));
    const gone = await get(callId);
    expect([gone.status, await gone.json()]).toMatchObject([410, { code: 'recording.gone' }]);
    const here = join(doors.home, 'recordings', ours.tenantId, '2026/01/01', `${callId}.opus`);
    await mkdir(dirname(here), { recursive: true });
    await writeFile(here, 'brought');
    wire.cut();
    expect(await (await get(callId)).text()).toBe('brought');
  });

  it('a listener who goes leaves nothing running', async () => {
    const callId = await recorded(bytes(60_000_000));
    const going = new AbortController();
    const answer = await get(callId, {}, { signal: going.signal });
    await answer.body!.getReader().read();
    expect(wire.connections).toBeGreaterThan(0);
    const before = wire.connections;
    going.abort();
    await eventually(() => expect(wire.connections).toBeLessThan(before));
  });

  it('nothing but recordings is given, and to the admin node alone', async () => {
    const callId = await recorded(bytes(100));
    const file = `${ours.tenantId}/2026/01/01`;
    await writeFile(join(home, 'secret.opus'), 'secret');
    await symlink(join(home, 'secret.opus'), join(node.recordingsFolder, file, 'link.opus'));
    const credentials = new ClusterFiles(
      databaseSettings(postgres, DATABASE, { CALLRACK_HOME: doors.home }),
    ).credentials();
    const ask = (asked: string, papers: object = credentials) =>
      new Promise<number>((resolve, reject) => {
        const asking = { host: '127.0.0.1', port: node.cluster.port, path: `/link/v1/recordings/${asked}`, ...papers };
        const sent = request({ ...asking, rejectUnauthorized: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        sent.on('error', reject).end();
      });
    expect(await ask(`${file}/${encodeURIComponent(callId)}.opus`)).toBe(200);
    for (const wrong of [`${file}/link.opus`, file, '..%2fsecret.opus', `${file}/..%2f..%2f..%2f..%2f..%2fsecret.opus`])
      expect([wrong, await ask(wrong)]).toEqual([wrong, 410]);
    expect(await ask(`${file}/${callId}.opus`, {})).toBe(403);
    expect(await ask(`${file}/${callId}.opus`, new ClusterFiles(node).credentials())).toBe(403);
  });
});

async function freePort(): Promise<number> {
  const wire = await Wire.to(1);
  const { port } = wire;
  await wire.close();
  return port;
}
