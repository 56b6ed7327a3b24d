import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import { Databases } from '../platform/database/databases.js';
import type { DbSession } from '../platform/database/transaction.js';
import { Settings } from '../platform/settings/settings.js';
import { Rounds } from '../platform/timers/rounds.js';
import { figuresByAgent, figuresByQueue, partOf } from './core/figures/by-thing.js';
import type { AgentFigures, Interval, QueueFigures, QueuePromise } from './core/figures/figures.js';
import { pathOf } from './core/figures/paths.js';
import { KEPT_MS, keptFrom, stretchesOf, touched } from './core/figures/pieces.js';
import { holdsOf, isLasting, offersOf, settledAfter, spansOf, visitsOf, type AgentSpan } from './core/figures/spans.js';
import {
  FiguresKeepingRepository,
  type Arrived,
  type Changed,
  type Kept,
  type Progress,
} from './figures-keeping.repository.js';
import type { AgentStepRow, TellingStepRow } from './figures.repository.js';
import { FiguresService } from './figures.service.js';

const EVERY_MS = 2_000;
/** In one transaction: neither long nor many. */
const FACTS = 2_000;
const INTERVALS = 50;

/**
 * Makes figures of facts as they arrive, however late, and keeps them: visits, offers and spans at once, intervals when
 * they have passed. Doing it again gives the same. On the admin node only, where all facts are.
 */
@Injectable()
export class FiguresKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('figures');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.run(),
    (error) => this.logger.warn(`figures cannot be kept now: ${String(error)}`),
  );

  /** Tenants of whom something new was taken in. */
  private readonly news = new Set<string>();
  private taken: (tenants: ReadonlySet<string>) => void = () => undefined;

  constructor(
    private readonly databases: Databases,
    private readonly settings: Settings,
    private readonly keeping: FiguresKeepingRepository,
    private readonly service: FiguresService,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.isAdmin) this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** Told when something new of tenants was taken in. One listener. */
  onTaken(listener: (tenants: ReadonlySet<string>) => void): void {
    this.taken = listener;
  }

  /** Until nothing is left to do. */
  async run(now = systemClock.now()): Promise<void> {
    let isMore = true;
    while (isMore && !this.rounds.over) {
      isMore = await this.databases.transaction('operator', (session) => this.once(session, now));
      if (this.news.size > 0) this.taken(new Set(this.news));
      this.news.clear();
    }
  }

  private async once(session: DbSession, now: number): Promise<boolean> {
    const before = await this.keeping.claim(session);
    const keptUntil = Math.max(before.keptUntil, keptFrom(now));
    // whatever was taken in before the first time has been made due by that
    if (before.keptUntil > 0 && keptUntil > before.keptUntil)
      await this.keeping.makePassedDue(session, before.keptUntil, keptUntil);
    const steps = await this.keeping.arrivedSteps(session, before, FACTS);
    const agentSteps = await this.keeping.arrivedAgentSteps(session, before, FACTS);
    const changed = [...(await this.takeInCalls(session, steps)), ...(await this.takeInAgents(session, agentSteps))];
    for (const { tenant_id } of changed) this.news.add(tenant_id);
    await this.makeDue(session, changed, keptUntil);
    await this.keeping.putProgress(session, progressOf({ ...before, keptUntil }, steps.at(-1), agentSteps.at(-1)));
    // intervals when all is taken in: until then they would be made again and again
    if (steps.length === FACTS || agentSteps.length === FACTS) return true;
    const due = await this.keeping.takeDue(session, INTERVALS);
    for (const [tenantId, intervals] of Map.groupBy(due, ({ tenant_id }) => tenant_id)) {
      const starts = intervals.map(({ starts_at }) => starts_at.getTime());
      for (const stretch of stretchesOf(starts)) await this.keepStretch(session, tenantId, stretch);
    }
    return due.length === INTERVALS;
  }

  /** Calls that something new is known of are made anew from all their steps. */
  private async takeInCalls(
    session: DbSession,
    arrived: readonly (Arrived & { readonly call_id: string })[],
  ): Promise<Changed[]> {
    const tenants = new Map(
      arrived.flatMap((step) => (step.tenant_id === null ? [] : [[step.call_id, step.tenant_id]])),
    );
    if (tenants.size === 0) return [];
    const callIds = [...tenants.keys()];
    const changed = await this.keeping.forgetCalls(session, callIds);
    const calls = Map.groupBy(await this.keeping.stepsOfCalls(session, callIds), (step) => step.call_id);
    for (const [tenantId, ofTenant] of Map.groupBy(calls, ([callId]) => tenants.get(callId) ?? '')) {
      const told = ofTenant.map(([, steps]) => steps.map(toStep));
      const [visits, offers, holds] = [told.flatMap(visitsOf), told.flatMap(offersOf), told.flatMap(holdsOf)];
      await this.keeping.keepVisits(session, tenantId, visits);
      await this.keeping.keepOffers(session, tenantId, offers);
      await this.keeping.keepHolds(session, tenantId, holds);
      const stays = told.flatMap(pathOf);
      await this.keeping.keepStays(session, tenantId, stays);
      changed.push(
        ...visits.map(({ enteredAt, leftAt }) => change(tenantId, enteredAt, leftAt)),
        ...offers.map(({ offeredAt, overAt }) => change(tenantId, offeredAt, overAt)),
        ...holds.map(({ beganAt, overAt }) => change(tenantId, beganAt, overAt)),
        ...stays.map(({ enteredAt }) => change(tenantId, enteredAt, enteredAt)),
      );
    }
    return changed;
  }

  /** What an agent was doing is made anew around what is new; what comes out as it was stays. */
  private async takeInAgents(
    session: DbSession,
    arrived: readonly (Arrived & { readonly agent_id: string; readonly at: Date })[],
  ): Promise<Changed[]> {
    const changed: Changed[] = [];
    for (const [agentId, steps] of Map.groupBy(arrived, (step) => step.agent_id)) {
      const tenantId = steps[0]?.tenant_id;
      if (tenantId === null || tenantId === undefined) continue;
      const instants = steps.map(({ at }) => at.getTime());
      const [earliest, latest] = [new Date(Math.min(...instants)), new Date(Math.max(...instants))];
      const told = (await this.keeping.stepsOfAgent(session, agentId, earliest, latest)).map(toAgentStep);
      const [from, before] = [new Date(told[0]?.at ?? earliest), settledAfter(told, latest.getTime())];
      const kept = await this.keeping.spansOfAgent(session, agentId, from, before === null ? null : new Date(before));
      const spans = spansOf(told).filter(({ beganAt }) => before === null || beganAt < before);
      const [gone, come] = [without(kept, spans), without(spans, kept)];
      await this.keeping.forgetSpans(session, gone);
      await this.keeping.keepSpans(session, tenantId, come);
      changed.push(
        ...[...gone, ...come]
          .filter((span) => !isLasting(span))
          .map(({ beganAt, overAt }) => change(tenantId, beganAt, overAt)),
      );
    }
    return changed;
  }

  private async makeDue(session: DbSession, changed: readonly Changed[], keptUntil: number): Promise<void> {
    for (const [tenantId, ofTenant] of Map.groupBy(changed, ({ tenant_id }) => tenant_id)) {
      const spans = ofTenant.map(({ began_at, over_at }) => ({
        beganAt: began_at.getTime(),
        overAt: over_at?.getTime() ?? null,
      }));
      await this.keeping.makeDue(session, tenantId, touched(spans, keptUntil));
    }
  }

  /** Intervals that follow each other: what happened in all of them is read once. */
  private async keepStretch(session: DbSession, tenantId: string, stretch: Interval): Promise<void> {
    const all = await this.service.happened(session, tenantId, stretch);
    const happened = { ...all, spans: all.spans.filter((span) => !isLasting(span)) };
    const now = await this.service.promises(session);
    const promised = await this.service.promised(session, tenantId, stretch);
    const ofQueues: Kept<QueueFigures & QueuePromise>[] = [];
    const ofAgents: Kept<AgentFigures>[] = [];
    for (let startsAt = stretch.from; startsAt < stretch.to; startsAt += KEPT_MS) {
      const interval = { from: startsAt, to: startsAt + KEPT_MS };
      const part = partOf(happened, interval);
      const promises = new Map([...now, ...(promised.get(startsAt) ?? [])]);
      ofQueues.push({ startsAt, figures: figuresByQueue(part, promises, interval) });
      ofAgents.push({ startsAt, figures: figuresByAgent(part, interval) });
    }
    await this.keeping.keepQueueFigures(session, tenantId, stretch, ofQueues);
    await this.keeping.keepAgentFigures(session, tenantId, stretch, ofAgents);
    await this.keeping.keepPathFigures(session, tenantId, stretch);
  }
}

function progressOf(before: Progress, step: Arrived | undefined, agentStep: Arrived | undefined): Progress {
  return {
    ...before,
    ...(step === undefined ? {} : { callCameBy: step.came_by, callFact: step.id }),
    ...(agentStep === undefined ? {} : { agentCameBy: agentStep.came_by, agentFact: agentStep.id }),
  };
}

/** Those of the first that are not among the second, in every respect. */
function without(spans: readonly AgentSpan[], others: readonly AgentSpan[]): AgentSpan[] {
  const said = ({ seq, phase, reason, callId, beganAt, overAt }: AgentSpan): string =>
    JSON.stringify([seq, phase, reason, callId, beganAt, overAt]);
  const among = new Set(others.map(said));
  return spans.filter((span) => !among.has(said(span)));
}

function change(tenant_id: string, beganAt: number, overAt: number | null): Changed {
  return { tenant_id, began_at: new Date(beganAt), over_at: overAt === null ? null : new Date(overAt) };
}

function toStep({ call_id, seq, at, step, detail }: TellingStepRow): Parameters<typeof visitsOf>[0][number] {
  return { callId: call_id, seq, at: at.getTime(), step, detail };
}

function toAgentStep(row: AgentStepRow): Parameters<typeof spansOf>[0][number] {
  const { agent_id, seq, at, to_phase, reason, call_id } = row;
  return { agentId: agent_id, seq, at: at.getTime(), to: to_phase, reason, callId: call_id };
}
