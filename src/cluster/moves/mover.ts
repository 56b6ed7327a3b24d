import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import { LastingLock } from '../../platform/database/lasting-lock.js';
import { Settings } from '../../platform/settings/settings.js';
import { Rounds } from '../../platform/timers/rounds.js';
import type { TenantMoveEntity } from './entities/tenant-move.entity.js';
import { MoveSteps } from './move-steps.js';
import { MovesRepository } from './moves.repository.js';

const LOOK_EVERY_MS = 500;
/** Any number, the same in every CallRack. */
const MOVER_LOCK = 2_000_815_402;

/**
 * Takes the moves that the database knows of step by step to their end, those of former lives of the process too. Of all
 * processes that could, one does.
 */
@Injectable()
export class Mover implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('moves');
  private lock: LastingLock | null = null;
  private readonly acting = new Map<string, Promise<void>>();
  private readonly complaints = new Map<string, string>();
  private readonly looks = new Rounds(
    LOOK_EVERY_MS,
    () => this.look(),
    (error) => this.complain('', error),
  );

  constructor(
    private readonly settings: Settings,
    private readonly databases: Databases,
    private readonly moves: MovesRepository,
    private readonly steps: MoveSteps,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.isAdmin || this.settings.cluster.bind === '') return;
    this.lock = new LastingLock(this.databases.url('operator'), MOVER_LOCK);
    this.lock.start();
    this.looks.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.looks.stop();
    await Promise.all(this.acting.values());
    await this.lock?.stop();
  }

  /** Moves of several tenants go on beside each other. */
  private async look(): Promise<void> {
    if (this.lock?.held !== true) return;
    const open = await this.databases.snapshot('operator', (session) => this.moves.openMoves(session));
    for (const move of open) if (!this.acting.has(move.id)) this.act(move);
  }

  private act(move: TenantMoveEntity): void {
    const acting = this.steps
      .step(move)
      .then(
        () => {
          this.complaints.delete(move.id);
        },
        (error: unknown) => {
          this.complain(move.id, error);
        },
      )
      .finally(() => this.acting.delete(move.id));
    this.acting.set(move.id, acting);
  }

  /** Once each, however often it is tried. */
  private complain(moveId: string, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (this.complaints.get(moveId) === text) return;
    this.complaints.set(moveId, text);
    this.logger.warn(
      moveId === '' ? `moves cannot be looked for now: ${text}` : `move ${moveId} is tried again: ${text}`,
    );
  }
}
