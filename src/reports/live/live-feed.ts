import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import type { AsteriskNow, Notice } from '../../kernel/live-status.js';
import { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import { NoticeFollower, type PresentListener } from '../../platform/local-api/notice-follower.js';
import { Settings } from '../../platform/settings/settings.js';
import { LivePicture } from '../core/live/live-picture.js';

/** Whether the picture is kept up to date; while it is not, it stays as it was. */
export interface EngineHeard {
  readonly heard: boolean;
  readonly since: Instant;
  /** The SIP server, as the engine has it; null until the engine was heard. */
  readonly asterisk: AsteriskNow | null;
}

/** Keeps the picture of the present by the engine's word. */
@Injectable()
export class LiveFeed implements PresentListener, OnApplicationBootstrap, OnModuleDestroy {
  readonly picture = new LivePicture();
  private readonly logger = new Logger('live');
  private readonly follower: NoticeFollower;
  private engineHeard: EngineHeard = { heard: false, since: systemClock.now(), asterisk: null };
  private listener: () => void = () => undefined;

  constructor(
    settings: Settings,
    private readonly client: LocalApiClient,
  ) {
    this.follower = new NoticeFollower(settings.localApiSocket, this);
  }

  /** Another object with every change. */
  get engine(): EngineHeard {
    return this.engineHeard;
  }

  /** Who shows the picture. One listener. */
  onChange(listener: () => void): void {
    this.listener = listener;
  }

  onApplicationBootstrap(): void {
    this.follower.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.follower.stop();
  }

  async refresh(): Promise<number> {
    const { present, noticesAt } = await this.client.present();
    this.picture.replace(present);
    this.changed();
    return noticesAt;
  }

  take(notice: Notice): void {
    this.picture.take(notice);
    this.changed();
  }

  connected(up: boolean, why: string): void {
    if (up === this.engineHeard.heard) return;
    this.engineHeard = { ...this.engineHeard, heard: up, since: systemClock.now() };
    if (up) this.logger.log('the present is known');
    else this.logger.warn(`the present is not known any more: ${why}`);
    this.listener();
  }

  private changed(): void {
    const { asterisk } = this.picture;
    if (asterisk !== this.engineHeard.asterisk) this.engineHeard = { ...this.engineHeard, asterisk };
    this.listener();
  }
}
