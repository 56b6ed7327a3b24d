import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Logger } from '@nestjs/common';

import type { PromptId, TenantId } from '../../src/kernel/ids.js';
import { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { LinkClient } from '../../src/platform/link/link.client.js';
import { LinkRoutes } from '../../src/platform/link/link-routes.js';
import { LinkServer } from '../../src/platform/link/link.server.js';
import { RevokedCertificates } from '../../src/platform/link/revoked-certificates.js';
import { Health } from '../../src/platform/health/health.js';
import { ClusterFiles } from '../../src/platform/settings/cluster-files.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { TenancyRepository } from '../../src/platform/tenancy/tenancy.repository.js';
import { TenancyService } from '../../src/platform/tenancy/tenancy.service.js';
import { MEDIA_ROOT, uploadedMedia } from '../../src/prompts/core/prompt.js';
import { MediaKeeper } from '../../src/prompts/media-keeper.js';
import { MediaSource } from '../../src/prompts/media-source.js';
import { PromptFiles } from '../../src/prompts/prompt-files.js';
import { PromptsRepository } from '../../src/prompts/prompts.repository.js';
import { databaseSettings, migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { layOut, TestAuthority } from '../fixtures/postgres-tls.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows } from '../fixtures/tenant-rows.js';
import { Wire } from '../fixtures/wire.js';

jest.setTimeout(60_000);

const DATABASE = 'media';
const HOUR_MS = 3_600_000;

describe('sound that people upload on the admin node, on a switch node', () => {
  let postgres: TestPostgres;
  let authority: TestAuthority;
  let homes: string;
  let admin: Settings;
  let node: Settings;
  let server: LinkServer;
  let wire: Wire;
  let databases: Databases;
  let source: PromptFiles;
  let keeper: MediaKeeper;
  const links: LinkClient[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    postgres = await TestPostgres.start();
    authority = await TestAuthority.make();
    homes = await mkdtemp(join(tmpdir(), 'callrack-media-'));
    const cluster = { CLUSTER_BIND: '127.0.0.1', CLUSTER_PORT: String(await freePort()) };
    const ofNode = { CALLRACK_HOME: join(homes, 's1'), NODE_NAME: 's1', NODE_ROLE: 'switch', ...cluster };
    ({ settings: node, databases } = await migratedDatabase(postgres, DATABASE, ofNode));
    const ofAdmin = { CALLRACK_HOME: join(homes, 'adm'), NODE_NAME: 'adm', NODE_ROLE: 'admin', ...cluster };
    admin = databaseSettings(postgres, DATABASE, ofAdmin);
    await layOut(await authority.papersFor('adm', 'admin'), admin.clusterFolder);
    await layOut(await authority.papersFor('s1', 'switch'), node.clusterFolder);
    await openDoor();
    wire = await Wire.to(admin.cluster.port);
    const place = { nodeId: 'adm', address: '127.0.0.1', linkPort: wire.port, postgresPort: 1, database: 'x' };
    await writeFile(join(node.clusterFolder, 'admin.json'), JSON.stringify(place));
    source = new PromptFiles(admin);
  });
  afterAll(async () => {
    await wire.close();
    await server.beforeApplicationShutdown();
    await databases.close();
    await postgres.stop();
    await authority.remove();
    await rm(homes, { recursive: true });
    Logger.overrideLogger(true);
  });
  beforeEach(() => {
    keeper = newKeeper();
    keeper.onApplicationBootstrap();
  });
  afterEach(async () => {
    wire.mend();
    await keeper.onModuleDestroy();
    for (const link of links) link.onApplicationShutdown();
  });

  const openDoor = async (): Promise<void> => {
    const [routes, revoked] = [new LinkRoutes(), new RevokedCertificates()];
    revoked.replace([]);
    new MediaSource(routes, new PromptFiles(admin), admin).onModuleInit();
    server = new LinkServer(admin, new ClusterFiles(admin), routes, revoked, new Health());
    await server.onApplicationBootstrap();
  };
  const newKeeper = () => {
    const [files, tenancy] = [new ClusterFiles(node), new TenancyService(new TenancyRepository())];
    links.push(new LinkClient(files, new RevokedCertificates()));
    const link = links.at(-1)!;
    return new MediaKeeper(node, files, databases, tenancy, new PromptsRepository(), new PromptFiles(node), link);
  };
  const pathOf = (at: Settings, media: string) =>
    join(at.home, 'asterisk', 'media', `${media.slice(MEDIA_ROOT.length)}.wav`);
  const has = async (media: string): Promise<boolean> => (await new PromptFiles(node).sizeOf(media)) !== null;
  const arrived = (...media: string[]) =>
    eventually(async () => {
      for (const one of media) expect(await has(one)).toBe(true);
      expect(keeper.state()).toEqual({ missing: 0, missingSince: null, lastError: null });
    }, 20_000);
  /** A prompt as the console makes it: the file first, then its row. */
  const upload = async (tenantId: TenantId, bytes = 20_000): Promise<string> => {
    const id = newId() as PromptId;
    const media = await source.put(tenantId, id, [Buffer.alloc(bytes, id)]);
    await postgres.query(
      DATABASE,
      "INSERT INTO config.prompt (id, tenant_id, name, language, media, bytes) VALUES ($1::uuid, $2, $1::uuid::text, 'zh', $3, $4)",
      [id, tenantId, media, bytes],
    );
    return media;
  };
  const tenant = async (code: string, home: string): Promise<TenantId> =>
    (await insertTenantRows(postgres.ownerUrl(DATABASE), code, home)).tenantId;

  it('comes as soon as its row has, whole, as Asterisk may read it; that of tenants elsewhere does not', async () => {
    const [ours, theirs] = [await tenant('here', 's1'), await tenant('elsewhere', 's2')];
    const media = [await upload(ours), await upload(ours, 3_000_000), await upload(theirs)];
    await arrived(...media.slice(0, 2));
    for (const one of media.slice(0, 2))
      expect((await readFile(pathOf(node, one))).equals(await readFile(pathOf(admin, one)))).toBe(true);
    const modes = [
      pathOf(node, media[0]!),
      dirname(pathOf(node, media[0]!)),
      dirname(dirname(pathOf(node, media[0]!))),
    ];
    expect(await Promise.all(modes.map(async (path) => (await stat(path)).mode & 0o777))).toEqual([
      0o644, 0o755, 0o755,
    ]);
    expect(await has(media[2]!)).toBe(false);

    await postgres.query(DATABASE, "UPDATE config.tenant SET moving_to_node_id = 's1' WHERE id = $1", [theirs]);
    await arrived(media[2]!);
  });

  it('while the admin node is away it is known what is missing, and it comes afterwards', async () => {
    const ours = await tenant('waiting', 's1');
    await arrived();
    wire.cut();
    const media = [await upload(ours), await upload(ours)];
    await eventually(() => {
      const state = keeper.state();
      expect(state).toMatchObject({ missing: 2, missingSince: expect.any(Number) });
      expect(state.lastError).toContain('adm');
    });
    wire.mend();
    await arrived(...media);
  });

  it('cut off in the middle nothing is left behind, and it comes whole later', async () => {
    const ours = await tenant('cut', 's1');
    await arrived();
    wire.cutAfter(2_500);
    const media = await upload(ours, 5_000_000);
    await eventually(() => expect(keeper.state()).toMatchObject({ missing: 1, lastError: expect.any(String) }));
    expect(await readdir(dirname(pathOf(node, media))).catch(() => [])).toEqual([]);
    wire.mend();
    await arrived(media);
    // half a file, as a broken disk may leave it
    await writeFile(pathOf(node, media), 'half');
    await keeper.onModuleDestroy();
    keeper = newKeeper();
    keeper.onApplicationBootstrap();
    await eventually(async () => expect((await stat(pathOf(node, media))).size).toBe(5_000_000));
  });

  it('a sound that the admin node has lost holds up no other', async () => {
    const ours = await tenant('lost', 's1');
    const id = newId();
    await postgres.query(
      DATABASE,
      "INSERT INTO config.prompt (id, tenant_id, name, language, media, bytes) VALUES ($1, $2, 'lost', 'zh', $3, 9)",
      [id, ours, uploadedMedia(ours, id as PromptId, '0123456789ab')],
    );
    const media = await upload(ours);
    await eventually(async () => expect(await has(media)).toBe(true));
    expect(keeper.state()).toMatchObject({ missing: 1, lastError: expect.any(String) });
    await postgres.query(DATABASE, 'DELETE FROM config.prompt WHERE id = $1', [id]);
    await arrived(media);
  });

  it('what no row names any more goes a day after it was wanted last', async () => {
    const ours = await tenant('sweep', 's1');
    const [kept, young, old] = [await upload(ours), await upload(ours), await upload(ours)];
    await arrived(kept, young, old);
    await keeper.onModuleDestroy();
    await postgres.query(DATABASE, 'DELETE FROM config.prompt WHERE media = ANY ($1)', [[young, old]]);
    const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
    await utimes(pathOf(node, kept), ago(1000), ago(1000));
    await utimes(pathOf(node, young), ago(23), ago(23));
    await utimes(pathOf(node, old), ago(25), ago(25));
    keeper = newKeeper();
    keeper.onApplicationBootstrap();
    await eventually(async () => expect(await has(old)).toBe(false));
    expect([await has(kept), await has(young)]).toEqual([true, true]);
  });

  it('nothing but uploads is given, and to nodes alone', async () => {
    const ours = await tenant('walls', 's1');
    const media = await upload(ours);
    const path = media.slice(MEDIA_ROOT.length + 1);
    const folder = join(admin.home, 'asterisk', 'media');
    await mkdir(join(folder, 'prompts'), { recursive: true });
    await writeFile(join(folder, 'prompts', 'secret.wav'), 'secret');
    const links = `tenants/${ours}/${newId()}-0123456789ab.wav`;
    await symlink(join(folder, 'prompts', 'secret.wav'), join(folder, links));
    await chmod(join(folder, 'prompts', 'secret.wav'), 0o644);
    const credentials = new ClusterFiles(node).credentials();
    const ask = (asked: string, papers: object = credentials) =>
      new Promise<number>((resolve, reject) => {
        const asking = { host: '127.0.0.1', port: admin.cluster.port, path: `/link/v1/media/${asked}`, ...papers };
        const sent = request({ ...asking, rejectUnauthorized: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        sent.on('error', reject).end();
      });
    expect(await ask(`${path}.wav`)).toBe(200);
    const wrong = [
      ...['prompts/secret.wav', links, path, `${path}.wav/`, `tenants/${ours}/../../prompts/secret.wav`],
      ...[`tenants/${ours}/..%2f..%2fprompts%2fsecret.wav`, `tenants/${ours}/%00.wav`, '../../cluster/node.key', ''],
    ];
    for (const asked of wrong) expect([asked, await ask(asked)]).toEqual([asked, 404]);
    expect(await ask(`${path}.wav`, {})).toBe(403);
    expect(await ask(`${path}.wav`, new ClusterFiles(admin).credentials())).toBe(403);
  });
});

async function freePort(): Promise<number> {
  const wire = await Wire.to(1);
  const { port } = wire;
  await wire.close();
  return port;
}
