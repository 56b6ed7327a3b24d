import { Controller, Get, Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';

import { CallRackError } from '../errors/callrack-error.js';
import { createLogger } from '../logging/logger.js';
import { loadSettings } from '../settings/settings.js';
import { ProcessModule } from './process.module.js';

@Controller('work')
class Worker {
  @Get()
  work(): never {
    throw new CallRackError('work.too_much', { en: 'Too much work.', zh: '活太多了。' }, 409);
  }
}

@Module({ controllers: [Worker] })
class WorkModule {}

let app: INestApplication;

beforeAll(async () => {
  const settings = loadSettings(
    {
      CALLRACK_HOME: '/tmp',
      DATABASE_APP_URL: 'postgres://callrack_app:12345678@127.0.0.1/callrack',
      DATABASE_OPERATOR_URL: 'postgres://callrack_operator:12345678@127.0.0.1/callrack',
      WEB_SECRET: 'a-secret-of-tests-that-is-long-enough',
    },
    'web',
  );
  const logger = createLogger({ level: 'silent', program: 'web', nodeName: 'node1' });
  const root = ProcessModule.for(settings, logger, WorkModule);
  app = (await Test.createTestingModule({ imports: [root] }).compile()).createNestApplication();
  await app.init();
});

afterAll(() => app.close());

test('a process tells its health and its figures beside its work', async () => {
  const { body } = await request(app.getHttpServer()).get('/health').expect(200);
  expect(body).toMatchObject({ status: 'up', parts: { process: { status: 'up', pid: process.pid } } });
  await request(app.getHttpServer())
    .get('/metrics')
    .expect(200)
    .expect(/process_cpu_seconds_total/);
});

test('errors of its work leave as code and text in both languages', async () => {
  const { body } = await request(app.getHttpServer()).get('/work').set('Accept-Language', 'zh').expect(409);
  expect(body).toEqual({
    code: 'work.too_much',
    message: { en: 'Too much work.', zh: '活太多了。' },
    text: '活太多了。',
  });
});
