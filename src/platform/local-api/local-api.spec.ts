import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Controller, Get, HttpCode, Module, Param, Post, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';

import type { Fact } from '../../kernel/domain-events.js';
import { CallRackError } from '../errors/callrack-error.js';
import { ErrorsModule } from '../errors/errors.module.js';
import { Health } from '../health/health.js';
import { HealthModule } from '../health/health.module.js';
import { Metrics } from '../metrics/metrics.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { loadSettings, type Settings } from '../settings/settings.js';
import { SettingsModule } from '../settings/settings.module.js';
import { CallsMirror } from './calls-mirror.js';
import { EngineDoors, SocketDoor } from './engine-doors.js';
import { EventFollower, type Follower } from './event-follower.js';
import type { FactAt, FactSource } from './fact-source.js';
import { LocalApiClient } from './local-api.client.js';
import { EngineRefused, EngineUnavailable } from './local-api.errors.js';
import { NodeEngine } from './node-engine.js';
import { LocalApiServerModule } from './local-api-server.module.js';
import { LocalApiServer } from './local-api.server.js';
import { listenOnSocket } from './unix-socket.js';

/** The journal outlives the engine: a restarted engine is given the same one. */
class Journal implements FactSource {
  facts: FactAt[] = [];
  private last = 0;
  private listeners: (() => void)[] = [];

  commit(fact: Partial<Fact>): void {
    this.last += 1;
    this.facts.push({ seq: this.last, fact: { id: `f${this.last}`, ...fact } as Fact });
    for (const listener of this.listeners) listener();
  }

  reopen(): void {
    this.listeners = [];
  }

  factsAfter(seq: number, limit: number): FactAt[] {
    return this.facts.filter((at) => at.seq > seq).slice(0, limit);
  }

  lastSeq = (): number => this.last;
  oldestSeq = (): number => this.facts[0]?.seq ?? 0;
  onCommit = (listener: () => void): void => void this.listeners.push(listener);
}

const arrived = { kind: 'call.step', step: 'call.arrived' } as const;
const record = { kind: 'call.record' } as const;

let journal: Journal;
let callsNow: number;
let settings: Settings;
let home: string;
const apps: INestApplication<Server>[] = [];

@Controller('v1')
class Engine {
  @Get('status')
  status() {
    return { lastSeq: journal.lastSeq(), calls: { now: callsNow }, more: true };
  }

  @Post('agents/:tenant/:number/:command')
  @HttpCode(200)
  command(@Param() parameters: object) {
    return { phase: 'ready', ...parameters };
  }

  @Post('tenants/:tenant/calls/:id/hang-up')
  hangUp(): void {
    throw new CallRackError('calls.unknown_call', { en: 'There is no such call.', zh: '没有这通呼叫。' }, 404);
  }
}

@Module({ providers: [{ provide: 'journal', useFactory: () => journal }], exports: ['journal'] })
class JournalModule {}

async function startEngine(): Promise<INestApplication<Server>> {
  journal.reopen();
  const imports = [SettingsModule.for(settings), ErrorsModule, HealthModule, MetricsModule];
  const module = await Test.createTestingModule({
    imports: [...imports, LocalApiServerModule.for('journal', [JournalModule])],
    controllers: [Engine],
  }).compile();
  const app: INestApplication<Server> = module.createNestApplication();
  apps.push(app);
  await app.get(LocalApiServer).listen(app);
  return app;
}

async function stop(app: INestApplication): Promise<void> {
  apps.splice(apps.indexOf(app as INestApplication<Server>), 1);
  await app.close();
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server: NetServer = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it has not come to pass within 4 s');
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'callrack-api-'));
  journal = new Journal();
  callsNow = 0;
  const url = (role: string): string => `postgres://callrack_${role}:12345678@127.0.0.1:1/callrack`;
  const env = {
    CALLRACK_HOME: home,
    DATABASE_APP_URL: url('app'),
    DATABASE_OPERATOR_URL: url('operator'),
    WEB_SECRET: 'a-secret-of-tests-that-is-long-enough',
  };
  settings = loadSettings({ ...env, CALLS_PORT: String(await freePort()) }, 'web');
});

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  rmSync(home, { recursive: true });
});

describe('the client asks', () => {
  test('health, status and commands', async () => {
    const app = await startEngine();
    app.get(Health).register('asterisk', () => ({ status: 'down' }));
    const engine = new NodeEngine(new SocketDoor('node1', settings.localApiSocket));
    expect((await engine.health()).status).toBe('down');
    expect(await engine.status()).toEqual({ lastSeq: 0, calls: { now: 0 }, more: true });
    const agent = { tenantCode: 'demo', number: '1 01' };
    const client = new LocalApiClient(new EngineDoors(settings));
    expect(await client.commandAgent(agent, 'not-ready', { reason: 'lunch' })).toEqual({
      phase: 'ready',
      tenant: 'demo',
      number: '1 01',
      command: 'not-ready',
    });
  });

  test("and is told the engine's own error", async () => {
    await startEngine();
    const error: unknown = await new LocalApiClient(new EngineDoors(settings))
      .hangUpOf('demo', 'x')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineRefused);
    expect(error).toMatchObject({ code: 'calls.unknown_call', httpStatus: 404, text: { zh: '没有这通呼叫。' } });
  });

  test('while there is no engine: unavailable', async () => {
    await expect(new NodeEngine(new SocketDoor('node1', settings.localApiSocket)).status()).rejects.toThrow(
      EngineUnavailable,
    );
  });
});

describe('loopback TCP', () => {
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${settings.callsPort}${path}`, init);

  test('serves health and metrics, and nothing else', async () => {
    const app = await startEngine();
    app.get(Health).register('journal', () => ({ status: 'up' }));
    const health = await ask('/health');
    expect([health.status, await health.json()]).toEqual([200, { status: 'up', parts: { journal: { status: 'up' } } }]);
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_seconds_total');
    expect((await ask('/v1/status')).status).toBe(404);
    expect((await ask('/v1/events?after=0')).status).toBe(404);
    expect((await ask('/v1/calls/1/hang-up', { method: 'POST' })).status).toBe(405);
    app.get(Health).register('asterisk', () => ({ status: 'down' }));
    expect((await ask('/health')).status).toBe(503);
    await stop(app);
    await expect(ask('/health')).rejects.toThrow();
  });
});

class Listener implements Follower {
  readonly heard: number[] = [];
  readonly ups: boolean[] = [];
  refreshed = 0;

  refresh(): Promise<number> {
    this.refreshed += 1;
    return Promise.resolve(journal.lastSeq());
  }

  take({ seq }: FactAt): void {
    this.heard.push(seq);
  }

  connected(up: boolean): void {
    this.ups.push(up);
  }
}

describe('the event stream', () => {
  const followers: EventFollower[] = [];
  const follow = (listener: Follower, silenceMs = 1_000): void => {
    const times = { firstPauseMs: 5, longestPauseMs: 20, silenceMs };
    const follower = new EventFollower(new SocketDoor('node1', settings.localApiSocket), listener, times);
    followers.push(follower);
    follower.start();
  };

  afterEach(async () => {
    for (const follower of followers.splice(0)) await follower.stop();
  });

  test('engine restarted, facts committed meanwhile: each is heard once, in order', async () => {
    let app = await startEngine();
    const listener = new Listener();
    follow(listener);
    await until(() => listener.ups.length > 0);
    for (let round = 0; round < 3; round += 1) {
      journal.commit(arrived);
      journal.commit(record);
      await until(() => listener.heard.at(-1) === journal.lastSeq());
      await stop(app);
      journal.commit(arrived);
      app = await startEngine();
      await until(() => listener.heard.at(-1) === journal.lastSeq());
    }
    expect(listener.heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(listener.refreshed).toBe(1);
  });

  test('no engine at first: it is found when it comes', async () => {
    const listener = new Listener();
    follow(listener);
    await until(() => listener.ups.length > 2);
    expect(listener.ups).not.toContain(true);
    await startEngine();
    await until(() => listener.ups.at(-1) === true);
    journal.commit(arrived);
    await until(() => listener.heard.length === 1);
  });

  test('facts lost meanwhile: the present state is fetched afresh, then it goes on', async () => {
    const app = await startEngine();
    const listener = new Listener();
    follow(listener);
    journal.commit(arrived);
    await until(() => listener.heard.length + journal.lastSeq() > 1);
    await until(() => listener.ups.at(-1) === true);
    await stop(app);
    for (let i = 0; i < 5; i += 1) journal.commit(arrived);
    journal.facts = journal.facts.slice(-2);
    await startEngine();
    await until(() => listener.refreshed === 2 && listener.ups.at(-1) === true);
    journal.commit(record);
    await until(() => listener.heard.at(-1) === journal.lastSeq());
    expect(listener.heard.filter((seq) => seq > 1 && seq < 7)).toEqual([]);
  });

  test('an engine that is frozen is left and asked again', async () => {
    const accepted: Socket[] = [];
    const frozen = createServer((socket) => accepted.push(socket));
    const path = settings.localApiSocket;
    await listenOnSocket(frozen, path);
    const listener = new Listener();
    follow(listener, 50);
    await until(() => accepted.length > 1);
    await followers.pop()?.stop();
    for (const socket of accepted) socket.destroy();
    await new Promise((resolve) => frozen.close(resolve));
  });

  test('a stream that falls silent is left and taken up again', async () => {
    const app = await startEngine();
    const listener = new Listener();
    follow(listener, 60);
    await until(() => listener.ups.filter((up) => !up).length > 1);
    journal.commit(arrived);
    await until(() => listener.heard.length === 1);
    await stop(app);
  });

  test.each(['-1', 'x', '1e3', ''])('after=%j is refused', async (after) => {
    await startEngine();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(settings.localApiSocket, () => {
        socket.write(`GET /v1/events?after=${after} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      });
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('local_api.bad_after');
  });
});

describe('the mirror that web has of the engine', () => {
  test('counts events and calls, says whether the engine is heard, and forgets nothing over a restart', async () => {
    callsNow = 2;
    let app = await startEngine();
    const module = await Test.createTestingModule({
      imports: [SettingsModule.for(settings), HealthModule, MetricsModule],
      providers: [EngineDoors, CallsMirror],
    }).compile();
    await module.init();
    const health = module.get(Health);
    const has = (line: string) => async (): Promise<boolean> => (await module.get(Metrics).text()).includes(line);
    await until(has('callrack_web_engine_connected 1'));
    await until(has('callrack_calls_now 2'));
    expect((await health.report()).parts.calls).toEqual({ status: 'up' });
    for (const fact of [arrived, arrived, arrived, record]) journal.commit(fact);
    await until(has('callrack_calls_now 4'));
    await until(has('callrack_web_events_total{kind="call.step"} 3'));

    await stop(app);
    await until(has('callrack_web_engine_connected 0'));
    expect((await health.report()).parts.calls).toMatchObject({ status: 'down' });
    journal.commit(record);
    app = await startEngine();
    await until(has('callrack_calls_now 3'));
    await until(has('callrack_web_events_total{kind="call.record"} 2'));
    await module.close();
    await stop(app);
  });
});
