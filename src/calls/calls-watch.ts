import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';

import { Health } from '../platform/health/health.js';
import { NoticeStreams } from '../platform/local-api/notice-streams.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { Speech } from '../prompts/speech.module.js';
import { RecordingService } from '../recording/recording.service.js';
import { TelephonyService } from '../telephony/telephony.service.js';
import { CallsService } from './calls.service.js';
import { ConfigService } from './config/config.service.js';
import type { NodeConfig } from './core/node-config.js';
import type { LineTold } from './core/telephones.js';
import { isRegistered } from './calls-status.js';
import { ASTERISK_ROW, asteriskNow, lineRow, LiveRows } from './live-rows.js';

/** Bounds of the turn's histogram, seconds: one SQLite commit lies at the lower end. */
const TURN_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1];

/** What the engine shows of itself: to /health, to /metrics, and to whoever follows its notices. */
@Injectable()
export class CallsWatch implements OnModuleInit {
  /** Whether the hall knows of every telephone how it is. */
  private allTold = false;

  constructor(
    private readonly calls: CallsService,
    private readonly telephony: TelephonyService,
    private readonly config: ConfigService,
    private readonly recordings: RecordingService,
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly notices: NoticeStreams,
    private readonly speech: Speech,
  ) {}

  onModuleInit(): void {
    this.health.register('engine', () =>
      this.calls.running ? { status: 'up', calls: this.calls.hall.calls.size } : { status: 'down', why: 'not started' },
    );
    this.health.register('asterisk', () => {
      const state = this.telephony.state();
      return state.connected
        ? { status: 'up', version: state.version ?? null }
        : { status: 'down', why: 'Asterisk is away; conversations may go on without us' };
    });
    this.health.register('configuration', () => {
      const { source, following, rejectedRows } = this.config.state();
      return source === 'postgres' && following
        ? { status: 'up', source, rejectedRows }
        : { status: 'degraded', source, rejectedRows, why: 'PostgreSQL is away: the last configuration known serves' };
    });
    // a copy in the journal may be of a build without such a limit
    this.speech.limitLines((id) => this.config.current().tenants.get(id)?.speechLineLimit ?? null);
    this.registerMetrics();
    this.countHealed();
    this.watchPresent();
  }

  private watchPresent(): void {
    const { calls, telephony, notices } = this;
    const rows = new LiveRows(
      () => calls.hall,
      (endpoint) => telephony.line(endpoint),
      () => asteriskNow(telephony.state()),
    );
    notices.tellWith((key) => (calls.running ? rows.tell(key) : null));
    telephony.watch(() => (calls.running ? calls.hall.configuration.trunks.keys() : []), {
      lines: (endpoints) => {
        this.tellTelephones(endpoints);
        notices.changed(endpoints.map(lineRow));
      },
      state: () => {
        notices.changed([ASTERISK_ROW]);
      },
    });
    this.config.onChange((config) => {
      this.tellAllTelephones(config);
      notices.everythingChanged();
    });
  }

  /** Agents whose telephones are away are offered no calls. */
  private tellTelephones(endpoints: readonly string[]): void {
    if (!this.calls.running || !this.telephony.linesKnown) return;
    if (this.allTold) this.calls.telephonesAre(endpoints.map((endpoint) => this.lineTold(endpoint)));
    else this.tellAllTelephones(this.calls.hall.configuration);
  }

  private tellAllTelephones({ extensions }: NodeConfig): void {
    if (!this.calls.running || !this.telephony.linesKnown) return;
    this.allTold = true;
    this.calls.telephonesAre([...extensions.values()].map(({ endpoint }) => this.lineTold(endpoint)));
  }

  private lineTold(endpoint: string): LineTold {
    return { endpoint, reachable: isRegistered(this.telephony.line(endpoint)) };
  }

  private countHealed(): void {
    const registers = [this.metrics.registry];
    const healed = new Counter({
      name: 'callrack_agents_healed_total',
      help: 'Agents, calls and lines that did not agree and were put right, by what it was',
      labelNames: ['what'],
      registers,
    });
    this.calls.whenHealed((what) => {
      healed.inc({ what });
    });
  }

  private registerMetrics(): void {
    const registers = [this.metrics.registry];
    const { calls, notices, recordings, telephony } = this;
    new Gauge({
      name: 'callrack_calls_now',
      help: 'Calls by phase',
      labelNames: ['phase'],
      registers,
      collect() {
        this.reset();
        for (const call of calls.hall.calls.values()) this.inc({ phase: call.phase });
      },
    });
    new Gauge({
      name: 'callrack_agents_now',
      help: 'Agents by phase',
      labelNames: ['phase'],
      registers,
      collect() {
        this.reset();
        for (const agent of calls.hall.agents.values()) this.inc({ phase: agent.phase });
      },
    });
    new Gauge({
      name: 'callrack_recording_backlog',
      help: 'Recordings waiting to be encoded',
      registers,
      collect() {
        this.set(recordings.backlogSize);
      },
    });
    new Gauge({
      name: 'callrack_asterisk_connected',
      help: '1 while the engine commands Asterisk',
      registers,
      collect() {
        this.set(telephony.state().connected ? 1 : 0);
      },
    });
    const turns = new Histogram({
      name: 'callrack_turn_seconds',
      help: 'Time of one turn, decision and commit',
      buckets: TURN_BUCKETS,
      registers,
    });
    const ended = new Counter({
      name: 'callrack_calls_ended_total',
      help: 'Calls that ended, by reason of loss',
      labelNames: ['lost'],
      registers,
    });
    calls.watch({
      turnTook: (seconds) => {
        turns.observe(seconds);
      },
      callEnded: (lost) => {
        ended.inc({ lost: lost ?? 'none' });
      },
      changed: (keys) => {
        notices.changed(keys);
      },
    });
  }
}
