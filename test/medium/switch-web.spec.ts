import { writeFile } from 'node:fs/promises';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';

import { NodePageService } from '../../src/cluster/node-page.service.js';
import { CallRackError } from '../../src/platform/errors/callrack-error.js';
import { LinkClient } from '../../src/platform/link/link.client.js';
import { RevokedCertificates } from '../../src/platform/link/revoked-certificates.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { ClusterFiles } from '../../src/platform/settings/cluster-files.js';
import { ProcessModule } from '../../src/platform/startup/process.module.js';
import { SwitchModule } from '../../src/switch.module.js';
import { freePort, newHome, newNodeHome, removeHomes } from '../fixtures/cluster-admin.js';
import { TestAuthority } from '../fixtures/cluster-certificates.js';
import { databaseSettings, migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';

let postgres: TestPostgres;
let app: NestExpressApplication;
let authority: TestAuthority;
let linkPort: number;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  linkPort = await freePort();
  const node = {
    ...{ CALLRACK_HOME: await newHome(), NODE_NAME: 'sw1', NODE_ROLE: 'switch' },
    ...{ CLUSTER_BIND: '127.0.0.1', CLUSTER_PORT: String(linkPort) },
  };
  const { databases } = await migratedDatabase(postgres, 'switch_web', node);
  await databases.close();
  const settings = databaseSettings(postgres, 'switch_web', node);
  const files = new ClusterFiles(settings);
  authority = await TestAuthority.make();
  await authority.equip(settings, files, 'switch');
  const console = 'http://10.9.9.9:8080/console';
  const admin = { nodeId: 'boss', address: '127.0.0.1', linkPort: 1, postgresPort: 1, database: 'none', console };
  await writeFile(files.adminFile, JSON.stringify(admin));
  const logger = createLogger({ level: 'silent', program: 'web', nodeName: 'sw1' });
  const root = ProcessModule.for(settings, logger, SwitchModule);
  app = (await Test.createTestingModule({ imports: [root] }).compile()).createNestApplication<NestExpressApplication>({
    logger: false,
  });
  app.use(app.get(NodePageService).serve);
  await app.init();
}, 120_000);

afterAll(async () => {
  await app.close();
  await postgres.stop();
  await removeHomes();
});

const get = (path: string) => request(app.getHttpServer()).get(path);

test('the web of a switch node says what it is and where the console is, in Chinese and English', async () => {
  const { text } = await get('/').expect(200).expect('Content-Type', /html/);
  expect(text).toContain('这是交换节点 sw1');
  expect(text).toContain('This is the switch node sw1');
  expect(text).toContain('http://10.9.9.9:8080/console');
});

test('it has no console, no REST and no sessions; health and figures it has', async () => {
  for (const path of ['/console', '/api/v1/agents', '/console/login', '/docs']) {
    const { headers, text } = await get(path).expect(404);
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).toContain('This is the switch node sw1');
  }
  const { body } = await get('/health');
  expect(Object.keys(body.parts as object)).toEqual(expect.arrayContaining(['process', 'postgres', 'link']));
  expect(body.parts).toMatchObject({ postgres: { status: 'up' }, link: { status: 'up', member: true } });
  await get('/metrics')
    .expect(200)
    .expect(/process_cpu_seconds_total/);
});

test('the admin node is told how it is', async () => {
  const boss = await newNodeHome({ NODE_NAME: 'boss', NODE_ROLE: 'admin' });
  await authority.equip(boss.settings, boss.files, 'admin');
  const client = new LinkClient(boss.files, new RevokedCertificates());
  const node = { id: 'sw1', address: '127.0.0.1', linkPort };
  await expect(eventually(() => client.request(node, 'GET', '/link/v1/status'))).resolves.toEqual(expect.any(Object));
  await expect(client.request(node, 'POST', '/link/v1/join', {})).rejects.toThrow(CallRackError);
  client.onApplicationShutdown();
});
