import { Logger } from '@nestjs/common';

import { AdminSlot } from './admin-slot.repository.js';
import { afterFailedCopy, BLANK, decide, type Act, type AdminSeen, type Decision, type Pace } from './core/keeper.js';
import { copyAfresh } from './fresh-copy.repository.js';
import { LocalCopy, type LocalLook } from './local-copy.repository.js';
import type { CopyPlan, WayToAdmin } from './place.js';
import type { ReplicationState } from './replication-state.js';

export interface KeeperPace extends Pace {
  readonly lookEveryMs: number;
  /** While all is well here the admin node is not asked each time: it has many nodes. */
  readonly askAdminEveryMs: number;
}

export const PACE: KeeperPace = {
  lookEveryMs: 2_000,
  askAdminEveryMs: 10_000,
  stuckMs: 30_000,
  firstRetryMs: 2_000,
  lastRetryMs: 60_000,
};

/** Changes of the configuration come in heaps. */
const SHORTEST_WAIT_MS = 200;

/**
 * Keeps a copy of schema `config`, that of a switch node or that of the relay: follows its source by a subscription, and whatever became of that
 * (core/keeper.ts), has it going again without hands. While the admin node is away nothing is touched.
 */
export class ReplicationKeeper {
  private readonly logger = new Logger('replication');
  private readonly local: LocalCopy;
  private readonly admin: AdminSlot;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private memory = BLANK;
  private lastAsked = { atMs: 0, looked: '' };
  private known: Omit<ReplicationState, 'lagS'> = { state: 'none', since: Date.now(), lastError: null };
  private beatAt: number | null = null;

  constructor(
    private readonly plan: CopyPlan,
    private readonly pace: KeeperPace,
  ) {
    this.admin = new AdminSlot(plan.name);
    this.local = new LocalCopy(plan.localUrl, () => this.wake?.());
  }

  state(): ReplicationState {
    const lagS = this.beatAt === null ? null : Math.max(0, Date.now() - this.beatAt) / 1000;
    return { ...this.known, lagS };
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake?.();
    await this.running;
    this.local.close();
    this.admin.close();
  }

  private async run(): Promise<void> {
    while (!this.isStopping()) {
      try {
        await this.lookAndAct();
      } catch (error) {
        this.note(this.known.state, messageOf(error));
      }
      if (!this.isStopping()) await this.pause();
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async pause(): Promise<void> {
    const began = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pace.lookEveryMs);
      this.wake = () => {
        clearTimeout(timer);
        const restMs = this.isStopping() ? 0 : SHORTEST_WAIT_MS - (performance.now() - began);
        setTimeout(resolve, Math.max(0, restMs));
      };
    });
    this.wake = undefined;
  }

  private async lookAndAct(): Promise<void> {
    const way = this.plan.way();
    const local = await this.local.look(way);
    this.beatAt = local.beatAt;
    const nowMs = performance.now();
    if (this.isAsItWas(local, nowMs)) return;
    const { admin, why } = way === null ? { admin: null, why: null } : await this.ask(way);
    const decision = decide({ nowMs, joined: way !== null, local, admin }, this.memory, this.pace);
    this.memory = decision.memory;
    this.note(decision.state, decision.why ?? why);
    if (decision.act !== null) await this.carryOut(decision, decision.act, way);
    else if (decision.state === 'following' && decision.why === null) {
      this.lastAsked = { atMs: nowMs, looked: signatureOf(local) };
    }
  }

  /** Whether it was well a moment ago and nothing here has changed since. */
  private isAsItWas(local: LocalLook, nowMs: number): boolean {
    const { atMs, looked } = this.lastAsked;
    if (looked === signatureOf(local) && nowMs - atMs < this.pace.askAdminEveryMs) return true;
    this.lastAsked = { atMs: 0, looked: '' };
    return false;
  }

  private async ask(way: WayToAdmin): Promise<{ readonly admin: AdminSeen | null; readonly why: string | null }> {
    try {
      return { admin: await this.admin.look(way), why: null };
    } catch (error) {
      return { admin: null, why: messageOf(error) };
    }
  }

  private async carryOut({ state, why }: Decision, act: Act, way: WayToAdmin | null): Promise<void> {
    if (act.do === 'leave') {
      await this.local.leave();
      this.logger.log('this node belongs to no cluster: the configuration is followed no more');
    } else if (way !== null) {
      if (act.do === 'copy') await this.copy(way, state, why ?? act.because);
      else {
        this.logger.log(`subscription to the configuration: ${act.do}`);
        this.note(state, null);
        await this.local[act.do](way);
      }
    }
    this.wakeSoon();
  }

  private async copy(way: WayToAdmin, state: ReplicationState['state'], because: string): Promise<void> {
    this.logger.log(`the configuration is copied from the admin node: ${because}`);
    this.note('copying', because);
    try {
      await copyAfresh(this.plan.localUrl, way, this.admin, this.stopping.signal);
      this.memory = BLANK;
      this.logger.log('the configuration was copied, its changes are followed');
    } catch (error) {
      this.memory = afterFailedCopy(this.memory, messageOf(error), performance.now(), this.pace);
      this.note(state, messageOf(error));
      this.logger.warn(`the configuration could not be copied: ${messageOf(error)}`);
    }
  }

  /** What was done shows at the next look, which need not wait. */
  private wakeSoon(): void {
    setImmediate(() => this.wake?.());
  }

  private note(state: ReplicationState['state'], lastError: string | null): void {
    const since = state === this.known.state ? this.known.since : Date.now();
    if (state !== this.known.state) {
      this.logger.log(`configuration: ${state}${lastError === null ? '' : ` (${lastError})`}`);
    }
    this.known = { state, since, lastError };
  }
}

/** What of our own database tells that something has happened to the subscription. */
function signatureOf({ migrating, copyOf, subscription }: LocalLook): string {
  if (subscription === null || copyOf === null || migrating) return '';
  const { enabled, reachesAdmin, tables, unready, errors } = subscription;
  return JSON.stringify([enabled, reachesAdmin, tables.length, unready, errors]);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}
