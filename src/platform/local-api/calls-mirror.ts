import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import type { Fact } from '../../kernel/domain-events.js';
import { Health, type PartHealth } from '../health/health.js';
import { Metrics } from '../metrics/metrics.js';
import { EachEngine, type Kept } from './each-engine.js';
import { EngineDoors, type EngineDoor } from './engine-doors.js';
import { EventFollower, type Follower } from './event-follower.js';
import type { FactAt } from './fact-source.js';
import { NodeEngine } from './node-engine.js';

/** Those that exist are shown from the start, with 0. */
const KINDS: readonly Fact['kind'][] = [
  'call.step',
  'call.record',
  'agent.step',
  'recording.made',
  'call.charge',
  'limit.reached',
  'call.saying',
];

/** What `web` knows of one engine: its status when the stream began, and every fact since. */
class EngineMirror implements Follower, Kept {
  readonly engine: NodeEngine;
  private readonly follower: EventFollower;
  /** null until the engine has been tried for the first time. */
  private up: boolean | null = null;
  private calls = 0;

  constructor(
    private readonly door: EngineDoor,
    private readonly events: Counter<'kind'>,
    private readonly logger: Logger,
  ) {
    this.engine = new NodeEngine(door);
    this.follower = new EventFollower(door, this);
    this.follower.start();
  }

  get isHeard(): boolean {
    return this.up === true;
  }

  get callsNow(): number {
    return this.calls;
  }

  async stop(): Promise<void> {
    await this.follower.stop();
  }

  async refresh(): Promise<number> {
    const { calls, lastSeq } = await this.engine.status();
    this.calls = calls.now;
    return lastSeq;
  }

  take({ fact }: FactAt): void {
    this.events.inc({ kind: fact.kind });
    if (fact.kind === 'call.step' && (fact.step === 'call.arrived' || fact.step === 'call.placed')) this.calls += 1;
    if (fact.kind === 'call.record') this.calls = Math.max(0, this.calls - 1);
  }

  connected(up: boolean, why: string): void {
    if (up === this.up) return;
    this.up = up;
    const name = this.door.isHere ? 'the engine' : `the engine of ${this.door.nodeId}`;
    if (up) this.logger.log(`${name} is heard`);
    else this.logger.warn(`${name} is not heard: ${why}`);
  }

  /** The engine as it says itself, and whether its events reach us. */
  async health(): Promise<PartHealth> {
    const { status } = await this.engine.health();
    if (status === 'up' && !this.isHeard) return { status: 'degraded', why: 'answers, but its events are not heard' };
    return status === 'up' ? { status } : { status, why: 'says so itself; its own /health has the parts' };
  }
}

/** What `web` knows of every engine that it can ask. */
@Injectable()
export class CallsMirror implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(CallsMirror.name);
  private readonly mirrors: EachEngine<EngineMirror>;

  constructor(
    private readonly doors: EngineDoors,
    private readonly health: Health,
    { registry }: Metrics,
  ) {
    const events = new Counter({
      name: 'callrack_web_events_total',
      help: 'Facts that web has heard from the engines, by kind',
      labelNames: ['kind'],
      registers: [registry],
    });
    for (const kind of KINDS) events.inc({ kind }, 0);
    this.mirrors = new EachEngine(doors, (door) => new EngineMirror(door, events, this.logger));
    this.registerGauges(registry);
  }

  onApplicationBootstrap(): void {
    this.health.register('calls', () => this.enginesHealth());
    this.mirrors.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.mirrors.stop();
  }

  /** The engine of this box has its own say; those of other nodes never make this process out of order. */
  private async enginesHealth(): Promise<PartHealth> {
    const { own } = this.doors;
    const mine = own === null ? undefined : this.mirrors.of(own.nodeId);
    if (own !== null && mine === undefined) return { status: 'down', why: 'not tried yet' };
    const health = await mine?.health();
    const away = this.mirrors.nodeIds.filter((id) => id !== own?.nodeId && this.mirrors.of(id)?.isHeard !== true);
    if (away.length === 0 || (health !== undefined && health.status !== 'up')) return health ?? { status: 'up' };
    return { status: 'degraded', why: `not heard: ${away.join(', ')}`, away: away.join(', ') };
  }

  private registerGauges(registry: Metrics['registry']): void {
    const { mirrors } = this;
    const gauges = [
      {
        name: 'callrack_calls_now',
        help: 'Calls in all engines; the last known number while one is away',
        value: () => mirrors.all.reduce((sum, { callsNow }) => sum + callsNow, 0),
      },
      {
        name: 'callrack_web_engine_connected',
        help: '1 while web hears every engine',
        value: () => Number(mirrors.all.length > 0 && mirrors.all.every(({ isHeard }) => isHeard)),
      },
    ];
    for (const { name, help, value } of gauges) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect(): void {
          this.set(value());
        },
      });
    }
    const ofNodes = [
      {
        name: 'callrack_node_calls_now',
        help: 'Calls in the engine of a node; the last known number while it is away',
        value: ({ callsNow }: EngineMirror) => callsNow,
      },
      {
        name: 'callrack_node_engine_connected',
        help: "1 while web hears the node's engine",
        value: ({ isHeard }: EngineMirror) => Number(isHeard),
      },
    ];
    for (const { name, help, value } of ofNodes) {
      new Gauge({
        name,
        help,
        labelNames: ['node'],
        registers: [registry],
        collect(): void {
          this.reset();
          for (const node of mirrors.nodeIds) {
            const mirror = mirrors.of(node);
            if (mirror !== undefined) this.set({ node }, value(mirror));
          }
        },
      });
    }
  }
}
