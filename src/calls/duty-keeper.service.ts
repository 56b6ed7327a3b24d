import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { dutyOf, type Duty } from '../acd/core/duty.js';
import type { Ledger } from '../billing/core/ledger.js';
import { systemClock } from '../kernel/clock.js';
import type { AgentId, CallId, TenantId } from '../kernel/ids.js';
import { Databases } from '../platform/database/databases.js';
import { CallsService } from './calls.service.js';
import type { NodeTenant } from './core/node-config.js';
import { ConfigService } from './config/config.service.js';
import { WorkRepository } from './work.repository.js';

/** Changes that come together are written together, milliseconds. */
const GATHER_MS = 1_000;
const LAST_RETRY_MS = 10_000;
const AT_ONCE = 1_000;

/**
 * Keeps what the agents of this node's tenants are doing, and what the tenants have used up, in PostgreSQL, so that another
 * node can go on from it; and goes on from it itself where a tenant has come here. Beside the path of calls: it is tried
 * until it works, and nobody waits for it.
 */
@Injectable()
export class DutyKeeper implements OnModuleDestroy {
  private readonly logger = new Logger('work');
  /** Whose work has been read: only theirs is written, or what another home has left would be lost. */
  private readonly adopted = new Set<TenantId>();
  /** About to move, and not written since that is known. */
  private readonly pausing = new Set<TenantId>();
  private readonly paused = new Set<TenantId>();
  private agents = new Set<AgentId>();
  private ledgers = new Set<TenantId>();
  private callbacks = new Set<CallId>();
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly calls: CallsService,
    private readonly config: ConfigService,
    private readonly databases: Databases,
    private readonly work: WorkRepository,
  ) {}

  /** To be called when the engine has its states. */
  start(): void {
    this.calls.watch({
      turnTook: () => undefined,
      callEnded: () => undefined,
      changed: (keys) => {
        this.changed(keys);
      },
    });
    this.config.onChange(() => {
      this.reconcile();
    });
    this.reconcile();
  }

  /** Whether a tenant that is about to move has been written since it is. */
  isWritten(tenantId: TenantId): boolean {
    return this.paused.has(tenantId);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private changed(keys: readonly string[]): void {
    for (const key of keys) {
      const [kind, id = ''] = key.split(':');
      if (kind === 'agent') this.agents.add(id as AgentId);
      if (kind === 'ledger') this.ledgers.add(id as TenantId);
      if (kind === 'callback') this.callbacks.add(id as CallId);
    }
    if (this.toWrite > 0) this.later(GATHER_MS);
  }

  /** Tenants come, go, and are about to. */
  private reconcile(): void {
    const { tenants } = this.calls.hall.configuration;
    for (const id of [...this.adopted]) if (tenants.get(id)?.place.at !== 'here') this.adopted.delete(id);
    for (const id of [...this.pausing, ...this.paused]) {
      if (isAboutToMove(tenants.get(id))) continue;
      this.pausing.delete(id);
      this.paused.delete(id);
    }
    for (const tenant of tenants.values()) {
      if (!isAboutToMove(tenant) || this.paused.has(tenant.id)) continue;
      this.pausing.add(tenant.id);
      this.allOf(tenant.id);
    }
    this.later(0);
  }

  private allOf(tenantId: TenantId): void {
    for (const agent of this.calls.hall.agents.values())
      if (agent.tenantId === tenantId) this.agents.add(agent.agentId);
    this.ledgers.add(tenantId);
    for (const { callbackId } of this.calls.hall.callbacks.ofTenant(tenantId)) this.callbacks.add(callbackId);
  }

  private get toWrite(): number {
    return this.agents.size + this.ledgers.size + this.callbacks.size;
  }

  private later(ms: number): void {
    if (this.stopped || this.timer !== undefined || this.running !== null) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.running = this.round().finally(() => {
        this.running = null;
        if (this.failures > 0) this.later(Math.min(GATHER_MS * this.failures, LAST_RETRY_MS));
        else if (this.toWrite + this.strangers().length > 0) this.later(GATHER_MS);
      });
    }, ms).unref();
  }

  private async round(): Promise<void> {
    try {
      for (const tenantId of this.strangers()) await this.adopt(tenantId);
      await this.write();
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      const why = error instanceof Error ? error.message : String(error);
      if (this.failures === 1) this.logger.warn(`the work of tenants is not kept now, but later: ${why}`);
    }
  }

  /** At home here, and their work has not been read. */
  private strangers(): readonly TenantId[] {
    const tenants = [...this.calls.hall.configuration.tenants.values()];
    return tenants.filter(({ id, place }) => place.at === 'here' && !this.adopted.has(id)).map(({ id }) => id);
  }

  private async adopt(tenantId: TenantId): Promise<void> {
    const work = await this.databases.snapshot('node', async (session) => ({
      duties: await this.work.duties(session, tenantId),
      ledger: await this.work.ledger(session, tenantId),
      callbacks: await this.work.callbacks(session, tenantId),
    }));
    this.calls.adopt(tenantId, work);
    this.adopted.add(tenantId);
    this.allOf(tenantId);
  }

  private async write(): Promise<void> {
    const { agents, ledgers, callbacks } = this;
    const pausing = [...this.pausing];
    this.agents = new Set();
    this.ledgers = new Set();
    this.callbacks = new Set();
    try {
      const duties = this.dutiesOf(agents);
      for (let from = 0; from < duties.length; from += AT_ONCE) {
        const some = duties.slice(from, from + AT_ONCE);
        await this.databases.transaction('node', (session) => this.work.putDuties(session, some));
      }
      for (const ledger of this.ledgersOf(ledgers)) {
        await this.databases.transaction('node', (session) => this.work.putLedger(session, ledger, systemClock.now()));
      }
      if (callbacks.size > 0) await this.writeCallbacks(callbacks);
    } catch (error) {
      for (const id of callbacks) this.callbacks.add(id);
      for (const id of agents) this.agents.add(id);
      for (const id of ledgers) this.ledgers.add(id);
      throw error;
    }
    for (const id of pausing) if (this.pausing.delete(id)) this.paused.add(id);
  }

  /** Who is gone is called back no more, or by the tenant's next home. */
  private async writeCallbacks(callbackIds: ReadonlySet<CallId>): Promise<void> {
    const known = this.calls.hall.callbacks.byId;
    const kept = [...callbackIds]
      .flatMap((id) => known.get(id) ?? [])
      .filter(({ tenantId }) => this.adopted.has(tenantId));
    const gone = [...callbackIds].filter((id) => !known.has(id));
    await this.databases.transaction('node', async (session) => {
      for (const callback of kept) await this.work.putCallback(session, callback);
      await this.work.dropCallbacks(session, gone);
    });
  }

  private dutiesOf(agentIds: ReadonlySet<AgentId>): readonly Duty[] {
    return [...agentIds].flatMap((id) => {
      const agent = this.calls.hall.agents.get(id);
      return agent === undefined || !this.adopted.has(agent.tenantId) ? [] : [dutyOf(agent)];
    });
  }

  private ledgersOf(tenantIds: ReadonlySet<TenantId>): readonly Ledger[] {
    const { ledgers } = this.calls.hall.accounts;
    return [...tenantIds].flatMap((id) => (this.adopted.has(id) ? (ledgers.get(id) ?? []) : []));
  }
}

function isAboutToMove(tenant: NodeTenant | undefined): boolean {
  return tenant?.place.at === 'here' && tenant.place.pausedFor !== null;
}
