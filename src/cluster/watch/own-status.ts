import { X509Certificate } from 'node:crypto';
import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, freemem, loadavg, totalmem, uptime } from 'node:os';

import { Injectable, Logger } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import { Databases } from '../../platform/database/databases.js';
import { EngineDoors } from '../../platform/local-api/engine-doors.js';
import { NodeEngine } from '../../platform/local-api/node-engine.js';
import type { EngineVitals } from '../../platform/local-api/present-status.js';
import { ClusterFiles } from '../../platform/settings/cluster-files.js';
import { Settings } from '../../platform/settings/settings.js';
import { productVersion } from '../../platform/startup/product-version.js';
import type { NodeStatus } from '../core/node-status.js';
import { WatchRepository } from './watch.repository.js';

/** What only a part of the node knows: its copy of the configuration, its prompts. */
type Told = Partial<Pick<NodeStatus, 'replication' | 'mediaMissing'>>;

/** How this node is, in its own words. */
@Injectable()
export class OwnStatus {
  private readonly logger = new Logger('status');
  private readonly version = productVersion();
  private readonly parts: (() => Promise<Told> | Told)[] = [];

  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
    private readonly databases: Databases,
    private readonly doors: EngineDoors,
    private readonly watch: WatchRepository,
  ) {}

  /** Whoever knows more of this node tells it here. */
  add(part: () => Promise<Told> | Told): void {
    this.parts.push(part);
  }

  /** Parts that do not answer are null in it. */
  async look(): Promise<NodeStatus> {
    const { own } = this.doors;
    const [vitals, migration, disk, certificateExpiresAt, ...told] = await Promise.all([
      own === null ? null : new NodeEngine(own).vitals().catch(() => null),
      this.migration(),
      this.disk(),
      this.certificate(),
      ...this.parts.map((part) => this.toldBy(part)),
    ]);
    const now = systemClock.now();
    return {
      ...{ name: this.settings.nodeName, role: this.settings.nodeRole, version: this.version, migration, now },
      upSince: Math.round(now - uptime() * 1000),
      load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
      cpus: availableParallelism(),
      memoryFreeBytes: freemem(),
      memoryBytes: totalmem(),
      disk,
      ...engineParts(vitals),
      ...{ replication: null, mediaMissing: null, certificateExpiresAt },
      ...told.reduce<Told>((all, part) => ({ ...all, ...part }), {}),
    };
  }

  private async toldBy(part: () => Promise<Told> | Told): Promise<Told> {
    try {
      return await part();
    } catch (error) {
      this.logger.warn(error instanceof Error ? error.message : error);
      return {};
    }
  }

  private async migration(): Promise<string | null> {
    return this.databases.snapshot('operator', (session) => this.watch.lastMigration(session)).catch(() => null);
  }

  private async disk(): Promise<NodeStatus['disk']> {
    const disk = await statfs(this.settings.home).catch(() => null);
    return disk === null ? null : { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize };
  }

  /** null: it is alone, and has none. */
  private async certificate(): Promise<number | null> {
    if (!this.files.isMember) return null;
    const pem = await readFile(this.files.certificateFile);
    return new X509Certificate(pem).validToDate.getTime();
  }
}

function engineParts(vitals: EngineVitals | null): Pick<NodeStatus, 'engine' | 'asterisk' | 'backlogs'> {
  if (vitals === null) return { engine: null, asterisk: null, backlogs: [] };
  const { process, asterisk, parts, counts, journal } = vitals;
  return {
    engine: {
      startedAt: process.startedAt,
      ...(counts ?? { calls: null, agents: null, telephones: null }),
      following: parts.config.following,
    },
    asterisk: { connected: asterisk.connected, version: asterisk.version },
    backlogs: Object.entries(journal.destinations).map(([to, { backlog, oldestAt }]) => ({
      ...{ to, facts: backlog, oldestAt },
    })),
  };
}
