import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, loadavg, totalmem, uptime } from 'node:os';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { Health, type HealthReport } from '../../platform/health/health.js';
import { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import type { EngineVitals } from '../../platform/local-api/present-status.js';
import { Settings } from '../../platform/settings/settings.js';
import { productVersion } from './product-version.js';
import type { DiskState, PartStates, ProcessState, SystemState } from '../core/live/system-state.js';

const LOOK_EVERY_MS = 5_000;

/** Looks after the processes and the machine, while somebody wants to know. */
@Injectable()
export class SystemWatch implements OnModuleDestroy {
  private readonly logger = new Logger('system');
  private readonly version = productVersion();
  private timer: NodeJS.Timeout | undefined;
  private watching = false;
  private latest: SystemState | null = null;
  private listener: () => void = () => undefined;

  constructor(
    private readonly settings: Settings,
    private readonly health: Health,
    private readonly client: LocalApiClient,
  ) {}

  /** As it was looked at last; null before. */
  get state(): SystemState | null {
    return this.latest;
  }

  /** Who shows it. One listener. */
  onChange(listener: () => void): void {
    this.listener = listener;
  }

  onModuleDestroy(): void {
    this.watchWhile(false);
  }

  /** Looks at intervals, or does not any more. */
  watchWhile(somebodyIsThere: boolean): void {
    if (somebodyIsThere === this.watching) return;
    this.watching = somebodyIsThere;
    clearTimeout(this.timer);
    if (somebodyIsThere) this.lookOn();
  }

  async look(): Promise<SystemState> {
    const [web, callsHealth, vitals, disks] = await Promise.all([
      this.health.report(),
      this.client.health().catch(() => null),
      this.client.vitals().catch(() => null),
      this.disks(),
    ]);
    const calls = partsOf(callsHealth);
    const now = systemClock.now();
    return {
      at: now,
      version: this.version,
      node: this.node(now),
      processes: [
        this.callsState(callsHealth?.status ?? 'down', calls, vitals),
        this.webState(web, now),
        asteriskState(calls, vitals),
        postgresState(web.parts),
      ],
      sipServer: vitals?.asterisk ?? null,
      disks,
      recordingBacklog: vitals?.parts.recordingBacklog ?? null,
      journalBacklog: vitals?.journal.backlog ?? null,
      journalFailingSince: vitals?.journal.failingSince ?? null,
      parts: { calls, web: web.parts },
    };
  }

  private lookOn(): void {
    this.look()
      .then(
        (state) => {
          this.latest = state;
          this.listener();
        },
        (error: unknown) => this.logger.warn(error instanceof Error ? error.message : error),
      )
      .finally(() => {
        if (this.watching) this.timer = setTimeout(() => this.lookOn(), LOOK_EVERY_MS);
      });
  }

  private node(now: Instant): SystemState['node'] {
    return {
      name: this.settings.nodeName,
      upSince: Math.round(now - uptime() * 1000),
      load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
      cpus: availableParallelism(),
      memoryFreeBytes: freemem(),
      memoryBytes: totalmem(),
    };
  }

  private async disks(): Promise<DiskState[]> {
    const { home, recordingsFolder } = this.settings;
    const folders = [
      ['home', home],
      ['recordings', recordingsFolder],
    ] as const;
    const states = folders.map(async ([name, folder]) => {
      const disk = await statfs(folder).catch(() => null);
      if (disk === null) return [];
      return [{ name, freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize }];
    });
    return (await Promise.all(states)).flat();
  }

  private callsState(status: ProcessState['status'], parts: PartStates, vitals: EngineVitals | null): ProcessState {
    return {
      name: 'calls',
      status,
      why: whyOf(parts),
      version: this.version,
      startedAt: vitals?.process.startedAt ?? null,
      memoryBytes: vitals?.process.rssBytes ?? null,
    };
  }

  private webState({ status, parts }: HealthReport, now: Instant): ProcessState {
    return {
      name: 'web',
      status,
      why: whyOf(parts),
      version: this.version,
      startedAt: Math.round(now - process.uptime() * 1000),
      memoryBytes: process.memoryUsage.rss(),
    };
  }
}

function asteriskState(parts: PartStates, vitals: EngineVitals | null): ProcessState {
  const { asterisk } = parts;
  return {
    name: 'asterisk',
    status: asterisk?.status ?? 'down',
    why: asterisk?.why ?? null,
    version: vitals?.asterisk.version ?? null,
    startedAt: vitals?.asterisk.connected === true ? vitals.asterisk.startedAt : null,
    memoryBytes: null,
  };
}

function postgresState({ postgres }: PartStates): ProcessState {
  return {
    name: 'postgres',
    status: postgres?.status ?? 'down',
    why: postgres?.why ?? null,
    version: null,
    startedAt: null,
    memoryBytes: null,
  };
}

function partsOf(report: unknown): PartStates {
  const parts = (report as { readonly parts?: unknown } | null)?.parts;
  return typeof parts === 'object' && parts !== null ? (parts as PartStates) : {};
}

/** What is wrong, of all parts. */
function whyOf(parts: PartStates): string | null {
  const bad = Object.entries(parts).filter(([, part]) => part.status !== 'up');
  return bad.length === 0 ? null : bad.map(([name, { why }]) => `${name}: ${why ?? ''}`).join('; ');
}
