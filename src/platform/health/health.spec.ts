import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';

import { Health } from './health.js';
import { HealthModule } from './health.module.js';

let app: INestApplication;
let health: Health;

beforeEach(async () => {
  app = (await Test.createTestingModule({ imports: [HealthModule] }).compile()).createNestApplication();
  await app.init();
  health = app.get(Health);
});

afterEach(() => app.close());

const ask = () => request(app.getHttpServer()).get('/health');

test('all parts up: 200', async () => {
  health.register('journal', () => ({ status: 'up' }));
  health.register('asterisk', () => Promise.resolve({ status: 'up', version: '22.10.1' }));
  await ask()
    .expect(200)
    .expect('Cache-Control', 'no-store')
    .expect({ status: 'up', parts: { journal: { status: 'up' }, asterisk: { status: 'up', version: '22.10.1' } } });
});

test('a degraded part: still 200, for the process does its work', async () => {
  health.register('postgres', () => ({ status: 'degraded', why: 'away for 20 s' }));
  health.register('journal', () => ({ status: 'up' }));
  await ask()
    .expect(200)
    .expect(({ body }) => {
      expect(body.status).toBe('degraded');
    });
});

test('a part down: 503, and the others are told as well', async () => {
  health.register('asterisk', () => ({ status: 'down', why: 'not connected' }));
  health.register('postgres', () => ({ status: 'degraded' }));
  await ask()
    .expect(503)
    .expect({
      status: 'down',
      parts: { asterisk: { status: 'down', why: 'not connected' }, postgres: { status: 'degraded' } },
    });
});

test('a check that throws is a part that is down', async () => {
  health.register('journal', () => {
    throw new Error('disk full');
  });
  const tried = [new Error('refused by ::1'), new Error('refused by 127.0.0.1')];
  health.register('postgres', () => Promise.reject(new AggregateError(tried)));
  const { body } = await ask().expect(503);
  expect(body.parts).toEqual({
    journal: { status: 'down', why: 'disk full' },
    postgres: { status: 'down', why: 'refused by ::1; refused by 127.0.0.1' },
  });
});

test('a part that hangs is down, and does not make the question hang', async () => {
  jest.useFakeTimers();
  try {
    health.register('postgres', () => new Promise(() => undefined));
    const report = health.report();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await report).toEqual({
      status: 'down',
      parts: { postgres: { status: 'down', why: 'did not answer within 2000 ms' } },
    });
  } finally {
    jest.useRealTimers();
  }
});
