import { Controller, Get, Logger, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Logger as NestPinoLogger } from 'nestjs-pino';
import request from 'supertest';

import type { CallId } from '../../kernel/ids.js';
import { onBehalfOf } from './call-context.js';
import { createLogger } from './logger.js';
import { LoggingModule } from './logging.module.js';

type Line = Record<string, unknown>;

function log(level = 'info') {
  const lines: string[] = [];
  const destination = { write: (line: string): void => void lines.push(line) };
  const logger = createLogger({ level, program: 'calls', nodeName: 'node1', destination });
  return { logger, raw: lines, last: (): Line => JSON.parse(lines.at(-1) ?? '{}') as Line };
}

test('a line is one JSON object with time, level, program, node and message', () => {
  const { logger, last } = log();
  logger.info({ queue: '2000' }, 'caller waits');
  expect(last()).toMatchObject({ level: 'info', program: 'calls', node: 'node1', queue: '2000', msg: 'caller waits' });
  expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('lines below the level are left out', () => {
  const { logger, raw } = log('warn');
  logger.info('nobody wants to know');
  expect(raw).toEqual([]);
});

test('what is done on behalf of a call carries its id, also after waiting', async () => {
  const { logger, last } = log();
  await onBehalfOf('call-1' as CallId, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    logger.info('answered');
  });
  expect(last()).toMatchObject({ callId: 'call-1', msg: 'answered' });
  logger.info('something else');
  expect(last()).not.toHaveProperty('callId');
});

test('a line that names its call itself is believed', () => {
  const { logger, raw, last } = log();
  onBehalfOf('call-1' as CallId, () => {
    logger.info({ callId: 'call-2' }, 'transferred');
  });
  expect(last()).toMatchObject({ callId: 'call-2' });
  expect(raw.at(-1)?.match(/callId/g)).toHaveLength(1);
});

test.each([
  ['a field', { password: 'geheim' }],
  ['a field of a field', { auth: { md5Credential: 'geheim' } }],
  ['a header', { req: { headers: { authorization: 'geheim' } } }],
  ['settings', { settings: { ari: { password: 'geheim' }, database: { nodeUrl: 'geheim' } } }],
  ['the address of a database', { url: 'postgres://callrack_node:geheim@127.0.0.1:5433/callrack' }],
  [
    'the address of ARI',
    { url: 'ws://127.0.0.1:8088/ari/events?app=callrack&api_key=callrack:geheim&subscribeAll=false' },
  ],
  ['an error', { err: new Error('cannot reach postgresql://callrack_app:geheim@db/callrack') }],
])('a secret does not get into the log: %s', (_where, fields) => {
  const { logger, raw } = log();
  logger.error(fields, 'failed');
  expect(raw.at(-1)).toContain('[hidden]');
  expect(raw.at(-1)).not.toContain('geheim');
});

@Controller()
class Doors {
  private readonly logger = new Logger('doors');

  @Get('door')
  open(): string {
    this.logger.log('opened');
    return 'open';
  }

  @Get('health')
  health(): string {
    return 'ok';
  }
}

test('Nest logs through it; requests are logged, but not those that come every few seconds', async () => {
  const { logger, raw } = log();
  const module = await Test.createTestingModule({
    imports: [LoggingModule.for(logger)],
    controllers: [Doors],
  }).compile();
  const app: INestApplication = module.createNestApplication({ bufferLogs: true });
  app.useLogger(app.get(NestPinoLogger));
  await app.init();
  await request(app.getHttpServer()).get('/health').expect(200);
  await request(app.getHttpServer()).get('/door').set('Authorization', 'Bearer geheim').expect(200);
  await app.close();
  const lines = raw.map((line) => JSON.parse(line) as Line);
  expect(lines).toContainEqual(expect.objectContaining({ context: 'doors', msg: 'opened' }));
  expect(lines.filter(({ msg }) => msg === 'request completed')).toEqual([
    expect.objectContaining({
      req: expect.objectContaining({ method: 'GET', url: '/door' }),
      res: { statusCode: 200 },
    }),
  ]);
  expect(raw.join('')).not.toContain('geheim');
});
