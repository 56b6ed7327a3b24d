import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import type { Fact } from '../../kernel/domain-events.js';
import { Health, type PartHealth } from '../health/health.js';
import { Metrics } from '../metrics/metrics.js';
import { Settings } from '../settings/settings.js';
import { EventFollower, type Follower } from './event-follower.js';
import type { FactAt } from './fact-source.js';
import { LocalApiClient } from './local-api.client.js';

/** Those that exist are shown from the start, with 0. */
const KINDS: readonly Fact['kind'][] = [
  'call.step',
  'call.record',
  'agent.step',
  'recording.made',
  'call.charge',
  'limit.reached',
];

/** What `web` knows of the engine: its status when the stream began, and every fact since. */
@Injectable()
export class CallsMirror implements Follower, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(CallsMirror.name);
  private readonly follower: EventFollower;
  private readonly events: Counter<'kind'>;
  /** null until the engine has been tried for the first time. */
  private up: boolean | null = null;
  private callsNow = 0;

  constructor(
    settings: Settings,
    private readonly client: LocalApiClient,
    private readonly health: Health,
    { registry }: Metrics,
  ) {
    this.follower = new EventFollower(settings.localApiSocket, this);
    this.events = new Counter({
      name: 'callrack_web_events_total',
      help: 'Facts that web has heard from the engine, by kind',
      labelNames: ['kind'],
      registers: [registry],
    });
    for (const kind of KINDS) this.events.inc({ kind }, 0);
    this.gauge(
      registry,
      'callrack_calls_now',
      'Calls in the engine; the last known number while it is away',
      () => this.callsNow,
    );
    this.gauge(registry, 'callrack_web_engine_connected', '1 while web hears the engine', () =>
      Number(this.up === true),
    );
  }

  onApplicationBootstrap(): void {
    this.health.register('calls', () => this.engineHealth());
    this.follower.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.follower.stop();
  }

  async refresh(): Promise<number> {
    const { calls, lastSeq } = await this.client.status();
    this.callsNow = calls.now;
    return lastSeq;
  }

  take({ fact }: FactAt): void {
    this.events.inc({ kind: fact.kind });
    if (fact.kind === 'call.step' && (fact.step === 'call.arrived' || fact.step === 'call.placed')) this.callsNow += 1;
    if (fact.kind === 'call.record') this.callsNow = Math.max(0, this.callsNow - 1);
  }

  connected(up: boolean, why: string): void {
    if (up === this.up) return;
    this.up = up;
    if (up) this.logger.log('the engine is heard');
    else this.logger.warn(`the engine is not heard: ${why}`);
  }

  /** The engine as it says itself, and whether its events reach us. */
  private async engineHealth(): Promise<PartHealth> {
    const { status } = await this.client.health();
    if (status === 'up' && this.up !== true)
      return { status: 'degraded', why: 'answers, but its events are not heard' };
    return status === 'up' ? { status } : { status, why: 'says so itself; its own /health has the parts' };
  }

  private gauge(registry: Metrics['registry'], name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect(): void {
        this.set(value());
      },
    });
  }
}
