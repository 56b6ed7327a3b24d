import { Module } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { systemClock } from '../kernel/clock.js';
import { LinkModule } from '../platform/link/link.module.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { MediaKeeper } from './media-keeper.js';
import { MediaSource } from './media-source.js';
import { PromptFiles } from './prompt-files.js';
import { PromptsRepository } from './prompts.repository.js';

// of how it stands the admin node is told
export { MediaKeeper };

/** Of the process `web` of the admin node: the sound that people uploaded, for other nodes. */
@Module({ imports: [LinkModule], providers: [MediaSource, PromptFiles] })
export class MediaSourceModule {}

/** Of the process `web` of a switch node: the same sound, as its tenants need it here. */
@Module({
  imports: [LinkModule, MetricsModule, TenancyModule],
  providers: [MediaKeeper, PromptFiles, PromptsRepository],
  exports: [MediaKeeper],
})
export class MediaKeeperModule {
  constructor(metrics: Metrics, keeper: MediaKeeper) {
    const registers = [metrics.registry];
    new Gauge({
      name: 'callrack_media_missing_files',
      help: "Sounds of its tenants' prompts that this node has not got",
      registers,
      collect() {
        this.set(keeper.state().missing);
      },
    });
    new Gauge({
      name: 'callrack_media_missing_seconds',
      help: 'For how long the longest of them is missing',
      registers,
      collect() {
        const { missingSince } = keeper.state();
        this.set(missingSince === null ? 0 : Math.max(0, systemClock.now() - missingSince) / 1000);
      },
    });
  }
}
