import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, loadavg, totalmem, uptime } from 'node:os';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { Health } from '../../platform/health/health.js';
import { EngineDoors, type EngineDoor } from '../../platform/local-api/engine-doors.js';
import { NodeEngine } from '../../platform/local-api/node-engine.js';
import type { EngineVitals } from '../../platform/local-api/present-status.js';
import { Settings } from '../../platform/settings/settings.js';
import { productVersion } from '../../platform/startup/product-version.js';
import { toldStates, type ReportedParts, type ToldStates } from '../core/live/process-states.js';
import type { DiskState, OtherNode, ProcessState, SystemState } from '../core/live/system-state.js';

const LOOK_EVERY_MS = 5_000;

/** Processes that a node without calls has not. */
const OF_CALLS: readonly ProcessState['name'][] = ['calls', 'asterisk'];

/** null, both: it did not answer. */
interface EngineNow {
  readonly parts: ReportedParts | null;
  readonly vitals: EngineVitals | null;
}

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
    private readonly doors: EngineDoors,
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
    const { own } = this.doors;
    const [web, engine, disks, others] = await Promise.all([
      this.health.report(),
      own === null ? null : this.engine(own),
      this.disks(),
      this.others(),
    ]);
    // an admin node has none, and nothing is wrong with it
    const { status, parts } = toldStates({ calls: engine === null ? {} : engine.parts, web: web.parts });
    const now = systemClock.now();
    const vitals = engine?.vitals ?? null;
    const processes = this.processes(status, vitals, now);
    return {
      at: now,
      version: this.version,
      node: this.node(now),
      servesCalls: own !== null,
      processes: own === null ? processes.filter(({ name }) => !OF_CALLS.includes(name)) : processes,
      sipServer: vitals?.asterisk ?? null,
      disks,
      recordingBacklog: vitals?.parts.recordingBacklog ?? null,
      journalBacklog: vitals?.journal.backlog ?? null,
      journalFailingSince: vitals?.journal.failingSince ?? null,
      parts,
      others,
    };
  }

  /** Engines of other nodes. */
  private async others(): Promise<OtherNode[]> {
    const doors = (await this.doors.all().catch(() => [])).filter(({ isHere }) => !isHere);
    const now = systemClock.now();
    const states = doors.map(async (door) => {
      const { vitals, parts } = await this.engine(door);
      const { status } = toldStates({ calls: parts, web: {} });
      const processes = this.processes(status, vitals, now).filter(({ name }) => OF_CALLS.includes(name));
      const journalBacklog = vitals?.journal.backlog ?? null;
      return { name: door.nodeId, processes, sipServer: vitals?.asterisk ?? null, journalBacklog };
    });
    return Promise.all(states);
  }

  private async engine(door: EngineDoor): Promise<EngineNow> {
    const engine = new NodeEngine(door);
    const [health, vitals] = await Promise.all([engine.health().catch(() => null), engine.vitals().catch(() => null)]);
    return { parts: partsOf(health), vitals };
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

  private processes(told: ToldStates['status'], vitals: EngineVitals | null, now: Instant): readonly ProcessState[] {
    const { version } = this;
    const asterisk = vitals?.asterisk ?? null;
    return [
      {
        ...{ name: 'calls', ...told.calls, version: vitals === null ? null : version },
        startedAt: vitals?.process.startedAt ?? null,
        memoryBytes: vitals?.process.rssBytes ?? null,
      },
      {
        ...{ name: 'web', ...told.web, version },
        startedAt: Math.round(now - process.uptime() * 1000),
        memoryBytes: process.memoryUsage.rss(),
      },
      {
        ...{ name: 'asterisk', ...told.asterisk, version: asterisk?.version ?? null },
        startedAt: asterisk?.connected === true ? asterisk.startedAt : null,
        memoryBytes: null,
      },
      { name: 'postgres', ...told.postgres, version: null, startedAt: null, memoryBytes: null },
    ];
  }
}

/** null: it did not answer. */
function partsOf(report: unknown): ReportedParts | null {
  const parts = (report as { readonly parts?: unknown } | null)?.parts;
  return typeof parts === 'object' && parts !== null ? (parts as ReportedParts) : null;
}
