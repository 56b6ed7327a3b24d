import { setImmediate } from 'node:timers/promises';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import { microOf, microText, type Micro } from '../kernel/money.js';
import { AuditRepository } from '../platform/access/audit.repository.js';
import { Databases } from '../platform/database/databases.js';
import { DatabaseBusy } from '../platform/database/database.errors.js';
import { newId } from '../platform/database/new-id.js';
import { isDatabaseAway, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { AccountsRepository } from './accounts.repository.js';
import { ReratingImpossible } from './billing.errors.js';
import { pricedAnew, takenBack } from './core/rerate.js';
import { MOST_CHANGES } from './core/rerating-record.js';
import { compileTariff, type CompiledTariff } from './core/rating.js';
import type { ChargeEntity } from './entities/charge.entity.js';
import type { MovementEntity } from './entities/movement.entity.js';
import type { ReratingEntity } from './entities/rerating.entity.js';
import { ReratingsRepository } from './reratings.repository.js';
import { TariffsService } from './tariffs.service.js';

/** A transaction each: other work on the tenants concerned waits no longer than that. */
const BATCH = 500;
/** Whoever asked has not committed yet when the worker is woken, and may take a while to. */
const AFTER_WAKING_MS = [200, 1_000, 3_000];
const EVERY_MS = 15_000;
const MOST_FAILURES = 5;
const RETRY_MS = 1_000;
const LONGEST_CALL_MS = 7 * 86_400_000;

interface Outcome {
  readonly charge: ChargeEntity;
  readonly entries: readonly ChargeEntity[];
  readonly difference: Micro;
}

/**
 * Prices periods again, one after the other, a batch of charges in a transaction: entries, movements of money and the
 * place where to go on are committed together, so a crash between two batches neither loses nor doubles anything.
 */
@Injectable()
export class RerateWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('rerating');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  /** Delays of the next looks, before they are regular. */
  private soon: number[] = [];

  constructor(
    private readonly databases: Databases,
    private readonly reratings: ReratingsRepository,
    private readonly accounts: AccountsRepository,
    private readonly tariffs: TariffsService,
    private readonly audit: AuditRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Looks soon whether there is something to do. */
  wake(): void {
    this.soon = [...AFTER_WAKING_MS];
    if (this.running === undefined) this.later();
  }

  /** Works off everything that waits, unless stopped before. */
  async run(): Promise<void> {
    while (!this.stopped) {
      const job = await this.databases.transaction('operator', (session) => this.reratings.nextUnfinished(session));
      if (job === null) return;
      await this.work(job);
    }
  }

  private async work(job: ReratingEntity): Promise<void> {
    const { id } = job;
    let failures = 0;
    let compiled: CompiledTariff | null | undefined;
    while (!this.stopped) {
      try {
        // once, for it may be large; versions that come meanwhile are for another run
        compiled ??= await this.databases.transaction('operator', (session) => this.compiled(session, job));
        const tariff = compiled;
        if (await this.databases.transaction('operator', (session) => this.batch(session, id, tariff))) return;
        failures = 0;
      } catch (error) {
        // looked for again, as everything that is not over
        if (isDatabaseAway(error) || error instanceof DatabaseBusy) throw error;
        failures += 1;
        if (failures >= MOST_FAILURES || error instanceof ReratingImpossible) {
          await this.fail(id, error);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * failures));
      }
      // pages and other jobs of this process come first
      await setImmediate();
    }
  }

  /** @returns true when the job is over */
  private async batch(session: DbSession, id: string, compiled: CompiledTariff | null): Promise<boolean> {
    const job = await this.reratings.claim(session, id);
    if (job === null) return true;
    const total = job.total ?? (await this.reratings.countEffective(session, job));
    const charges = await this.reratings.effectiveCharges(session, job, BATCH);
    const priced = charges
      .map((charge) => (compiled === null ? null : outcomeOf(compiled, charge, job)))
      .filter((outcome) => outcome !== null);
    const outcomes = await this.ofOneMoney(session, priced);
    if (job.trial) await this.keep(session, job, outcomes);
    else await this.write(session, job, outcomes);
    const last = charges.at(-1);
    const over = charges.length < BATCH;
    await this.reratings.note(session, id, {
      status: over ? 'done' : 'running',
      endedAt: over ? new Date(systemClock.now()) : null,
      total,
      lookedAt: job.lookedAt + charges.length,
      changed: job.changed + outcomes.length,
      differenceMicro: microText(microOf(job.differenceMicro) + sumOf(outcomes)),
      ...(last === undefined ? {} : { cursorAt: last.callAt ?? last.at, cursorId: last.id }),
    });
    return over;
  }

  /** null: the tariff is gone, and nothing is priced by it any more. @throws ReratingImpossible */
  private async compiled(session: DbSession, job: ReratingEntity): Promise<CompiledTariff | null> {
    const { tenantId } = job;
    if (tenantId !== null && (await this.accounts.currencies(session, [tenantId])).size === 0)
      throw new ReratingImpossible('tenant_gone');
    // what ended in the period was answered before it, at times
    const period = { from: new Date(job.from.getTime() - LONGEST_CALL_MS), to: job.to };
    try {
      const { tariff, isSound } = await this.tariffs.tariffIn(session, job.tariffId, period);
      if (!isSound) throw new ReratingImpossible('version_unsound');
      return compileTariff(tariff);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  /** Without those of tenants that are gone meanwhile. @throws ReratingImpossible where the money is not the account's */
  private async ofOneMoney(session: DbSession, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
    const tenantIds = [...new Set(outcomes.map(({ charge }) => charge.tenantId))];
    const currencies = await this.accounts.currencies(session, tenantIds);
    const known = outcomes.filter(({ charge }) => currencies.has(charge.tenantId));
    for (const { charge, entries } of known)
      if (entries.some(({ currency }) => currency !== currencies.get(charge.tenantId)))
        throw new ReratingImpossible('other_currency');
    return known;
  }

  /** The first of what a trial has found, for people to look at. */
  private async keep(session: DbSession, job: ReratingEntity, outcomes: readonly Outcome[]): Promise<void> {
    const found = outcomes.slice(0, Math.max(0, MOST_CHANGES - job.changed));
    if (found.length === 0) return;
    const changes = found.map(({ charge, difference }) => ({
      chargeId: charge.id,
      formerMicro: microText(microOf(charge.amountMicro)),
      newMicro: microText(microOf(charge.amountMicro) + difference),
    }));
    await this.reratings.addChanges(session, job.id, changes);
  }

  private async write(session: DbSession, job: ReratingEntity, outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const ofTenants = Map.groupBy(outcomes, ({ charge }) => charge.tenantId);
    // in one order, so that two who need several never wait for each other
    for (const tenantId of [...ofTenants.keys()].sort()) await this.audit.lockTenant(session, tenantId);
    await this.reratings.insertCharges(
      session,
      outcomes.flatMap(({ entries }) => entries),
    );
    const movements = [...ofTenants]
      .map(([tenantId, own]) => movementOf(job, tenantId, sumOf(own)))
      .filter(({ amountMicro }) => amountMicro !== '0');
    if (movements.length > 0) await this.accounts.insertMovements(session, movements);
  }

  private async fail(id: string, error: unknown): Promise<void> {
    const failure = error instanceof ReratingImpossible ? error.failure : 'failed';
    this.logger.error({ err: error, reratingId: id, failure }, 'pricing again has failed');
    const values = { status: 'failed' as const, failure, endedAt: new Date(systemClock.now()) };
    await this.databases.transaction('operator', (session) => this.reratings.note(session, id, values));
  }

  private later(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const delayMs = this.soon.shift() ?? EVERY_MS;
    this.timer = setTimeout(() => {
      this.running = this.run()
        .catch((error: unknown) =>
          this.logger.warn(`what is to be priced again cannot be looked for: ${String(error)}`),
        )
        .finally(() => {
          this.running = undefined;
          this.later();
        });
    }, delayMs);
    this.timer.unref();
  }
}

/** null where the call costs what it did. */
function outcomeOf(compiled: CompiledTariff, charge: ChargeEntity, job: ReratingEntity): Outcome | null {
  const priced = pricedAnew(compiled, charge);
  if (priced === null) return null;
  const common = { at: new Date(systemClock.now()), callAt: charge.callAt ?? charge.at, reratingId: job.id };
  // a call has one entry that stands, so these names are used once by a run
  const reversal: ChargeEntity = Object.assign(takenBack(charge), common, {
    id: `${charge.callId}:reversal:${job.id}`,
    kind: 'reversal' as const,
    reverses: charge.id,
  });
  const rerated: ChargeEntity = {
    ...priced,
    ...common,
    id: `${charge.callId}:rerated:${job.id}`,
    kind: 'rerated',
    tenantId: charge.tenantId,
    callId: charge.callId,
    startedAt: priced.startedAt === null ? null : new Date(priced.startedAt),
    reverses: null,
  };
  const difference = microOf(priced.amountMicro) - microOf(charge.amountMicro);
  return { charge, entries: [reversal, rerated], difference };
}

/** What tenants pay more is taken from what they have paid in. */
function movementOf(job: ReratingEntity, tenantId: string, difference: Micro): MovementEntity {
  return {
    id: newId(),
    tenantId,
    at: new Date(systemClock.now()),
    kind: 'rerating',
    amountMicro: microText(-difference),
    note: '',
    byName: job.requestedByName,
    reratingId: job.id,
    token: null,
  };
}

function sumOf(outcomes: readonly Outcome[]): Micro {
  return outcomes.reduce((sum, { difference }) => sum + difference, 0n);
}
