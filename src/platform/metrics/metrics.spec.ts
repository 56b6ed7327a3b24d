import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Counter } from 'prom-client';
import request from 'supertest';

import { Metrics } from './metrics.js';
import { MetricsModule } from './metrics.module.js';

let app: INestApplication;

beforeEach(async () => {
  app = (await Test.createTestingModule({ imports: [MetricsModule] }).compile()).createNestApplication();
  await app.init();
});

afterEach(() => app.close());

test("the process's own figures and a room's counter are read in Prometheus' format", async () => {
  const { registry } = app.get(Metrics);
  new Counter({ name: 'callrack_doors_total', help: 'Doors opened', labelNames: ['door'], registers: [registry] }).inc(
    { door: 'front' },
    3,
  );
  const { text } = await request(app.getHttpServer())
    .get('/metrics')
    .expect(200)
    .expect('Content-Type', /^text\/plain; version=0\.0\.4/);
  expect(text).toContain('callrack_doors_total{door="front"} 3');
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
});
