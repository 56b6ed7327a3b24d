import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';

import { Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';

import { HealthModule } from '../../src/platform/health/health.module.js';
import { Health } from '../../src/platform/health/health.js';
import { LinkServerModule } from '../../src/platform/link/link-server.module.js';
import { LinkClient, type LinkNode } from '../../src/platform/link/link.client.js';
import { LinkRoutes } from '../../src/platform/link/link-routes.js';
import { LinkModule } from '../../src/platform/link/link.module.js';
import { RevokedCertificates } from '../../src/platform/link/revoked-certificates.js';
import { listenOnSocket } from '../../src/platform/local-api/unix-socket.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { newNodeHome, removeHomes, type NodeHome } from '../fixtures/cluster-admin.js';
import { TestAuthority } from '../fixtures/cluster-certificates.js';
import { eventually } from '../fixtures/eventually.js';

@Module({ imports: [HealthModule, LinkModule, LinkServerModule] })
class NodeModule {}

/** Stands at the local API's socket: what it was asked, and an endless stream whose other end can be seen. */
class Engine {
  readonly asked: string[] = [];
  readonly streams: ServerResponse[] = [];
  streamsEnded = 0;
  server: Server | undefined;

  async start(path: string): Promise<void> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await listenOnSocket(this.server, path);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.asked.push([request.method, request.url, ...(body === '' ? [] : [body])].join(' '));
    if (request.url?.startsWith('/v1/events') === true) {
      this.streams.push(response);
      response.once('close', () => (this.streamsEnded += 1));
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
      response.write('{}\n');
      return;
    }
    const refused = { code: 'acd.agent_busy', message: { en: 'Busy', zh: '忙' } };
    const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(status < 300 ? { echo: body } : refused));
  }
}

let authority: TestAuthority;
let home: NodeHome;
let boss: NodeHome;
let node: INestApplication;
let place: LinkNode;
let client: LinkClient;
const engine = new Engine();

beforeAll(async () => {
  authority = await TestAuthority.make();
  home = await newNodeHome({ NODE_NAME: 'sw1', NODE_ROLE: 'switch' });
  boss = await newNodeHome({ NODE_NAME: 'boss', NODE_ROLE: 'admin' });
  await authority.equip(boss.settings, boss.files, 'admin');
  const root = { module: NodeModule, imports: [SettingsModule.for(home.settings)] };
  node = (await Test.createTestingModule({ imports: [root] }).compile()).createNestApplication({ logger: false });
  await node.init();
  place = { id: 'sw1', address: home.settings.cluster.bind, linkPort: home.settings.cluster.port };
  client = new LinkClient(boss.files, new RevokedCertificates());
  await engine.start(home.settings.localApiSocket);
}, 60_000);

afterAll(async () => {
  client.onApplicationShutdown();
  await node.close();
  await engine.stop();
  await removeHomes();
});

const health = () => node.get(Health).report();

test('a node that has not joined answers nobody; the door opens when its certificates are there', async () => {
  await expect(client.request(place, 'GET', '/engine/v1/status')).rejects.toMatchObject({
    code: 'cluster.node_unreachable',
    httpStatus: 503,
  });
  expect(await health()).toMatchObject({ status: 'up', parts: { link: { member: false } } });
  await authority.equip(home.settings, home.files, 'switch');
  await eventually(() => client.request(place, 'GET', '/engine/v1/status'));
  expect(await health()).toMatchObject({ status: 'up', parts: { link: { member: true } } });
});

test('questions to the engine go through as they are, answers and refusals come back as they are', async () => {
  expect(await client.request(place, 'POST', '/engine/v1/agents/a/1/login?x=%2F', { queues: ['2000'] })).toEqual({
    echo: '{"queues":["2000"]}',
  });
  expect(engine.asked.at(-1)).toBe('POST /v1/agents/a/1/login?x=%2F {"queues":["2000"]}');
  for (const status of [404, 409]) {
    const refused = client.request(place, 'POST', `/engine/v1/x?status=${String(status)}`, {});
    await expect(refused).rejects.toMatchObject({ code: 'acd.agent_busy', text: { zh: '忙' }, httpStatus: status });
  }
});

test('a stream flows at once, line by line, and ends on the other side when either side goes', async () => {
  const ended = engine.streamsEnded;
  const stream = await client.open(place, '/engine/v1/events?after=3');
  const lines: string[] = [];
  stream.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  stream.on('error', () => undefined);
  await eventually(() => expect(lines.join('')).toBe('{}\n'));
  engine.streams.at(-1)?.write('{"seq":4}\n');
  await eventually(() => expect(lines.join('')).toBe('{}\n{"seq":4}\n'));
  stream.destroy();
  await eventually(() => expect(engine.streamsEnded).toBe(ended + 1));
  const other = await client.open(place, '/engine/v1/events');
  other.on('error', () => undefined);
  other.resume();
  const closed = new Promise((resolve) => other.once('close', resolve));
  engine.streams.at(-1)?.destroy();
  await closed;
  expect(other.complete).toBe(false);
});

test('an engine that is away is told as that', async () => {
  await engine.stop();
  await expect(client.request(place, 'GET', '/engine/v1/status')).rejects.toMatchObject({
    code: 'local_api.engine_unavailable',
    httpStatus: 503,
  });
  await engine.start(home.settings.localApiSocket);
  await expect(client.request(place, 'GET', '/engine/v1/status')).resolves.toEqual({ echo: '' });
});

test('the engine is for the admin node alone: not for other switch nodes, not for strangers', async () => {
  const asked = engine.asked.length;
  const fellow = await newNodeHome({ NODE_NAME: 'sw2', NODE_ROLE: 'switch' });
  await authority.equip(fellow.settings, fellow.files, 'switch');
  const stranger = await newNodeHome({ NODE_NAME: 'boss', NODE_ROLE: 'admin' });
  await (await TestAuthority.make()).equip(stranger.settings, stranger.files, 'admin');
  const asFellow = new LinkClient(fellow.files, new RevokedCertificates());
  await expect(asFellow.request(place, 'GET', '/engine/v1/status')).rejects.toMatchObject({
    code: 'cluster.not_of_this_cluster',
    httpStatus: 403,
  });
  const asStranger = new LinkClient(stranger.files, new RevokedCertificates());
  await expect(asStranger.request(place, 'GET', '/engine/v1/status')).rejects.toMatchObject({
    code: 'cluster.node_unreachable',
  });
  expect(engine.asked).toHaveLength(asked);
  asFellow.onApplicationShutdown();
});

test('a room answers at an address of its own; what it throws leaves as code and text', async () => {
  const routes = node.get(LinkRoutes);
  routes.add('PUT', '/link/v1/things/:id', 'admin', ({ params, body, peer }) => ({
    ...params,
    body,
    by: peer?.nodeId,
  }));
  routes.add('GET', '/link/v1/files/*path', 'admin', ({ params }) => params.path);
  routes.add('DELETE', '/link/v1/things', 'admin', () => null);
  routes.add('POST', '/link/v1/small', 'admin', ({ body }) => body, { mostBytes: 10 });
  expect(await client.request(place, 'PUT', '/link/v1/things/7', [1])).toEqual({ id: '7', body: [1], by: 'boss' });
  expect(await client.request(place, 'GET', '/link/v1/files/a/b%20c')).toBe('a/b c');
  expect(await client.request(place, 'DELETE', '/link/v1/things')).toBeNull();
  await expect(client.request(place, 'POST', '/link/v1/small', 'long enough')).rejects.toMatchObject({
    httpStatus: 413,
  });
  routes.add('GET', '/link/v1/broken', 'admin', (_question, response) => {
    response.write('half');
    throw new Error('the disk is gone');
  });
  await expect(client.request(place, 'GET', '/link/v1/broken')).rejects.toMatchObject({
    code: 'cluster.node_unreachable',
  });
  await expect(client.request(place, 'GET', '/link/v1/nowhere')).rejects.toMatchObject({ code: 'http.not_found' });
});

test('a renewed certificate is shown without a restart', async () => {
  const shown = async (): Promise<string> => {
    const stream = await new LinkClient(boss.files, new RevokedCertificates()).open(place, '/engine/v1/status');
    stream.resume();
    return (stream.socket as TLSSocket).getPeerCertificate().serialNumber;
  };
  const before = await shown();
  await authority.equip(home.settings, home.files, 'switch');
  await eventually(async () => expect(await shown()).not.toBe(before));
});

test('a certificate that is revoked is trusted no more, also where a connection is open', async () => {
  const revoked = new RevokedCertificates();
  const wary = new LinkClient(boss.files, revoked);
  const stream = await wary.open(place, '/engine/v1/events');
  const closed = new Promise((resolve) => stream.once('close', resolve));
  stream.on('error', () => undefined);
  const { serialNumber } = (stream.socket as TLSSocket).getPeerCertificate();
  revoked.replace([`00${serialNumber.toLowerCase()}`]);
  await closed;
  await expect(wary.request(place, 'GET', '/engine/v1/status')).rejects.toMatchObject({
    code: 'cluster.node_unreachable',
  });
});
