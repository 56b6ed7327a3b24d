import { Injectable } from '@nestjs/common';

import type { TenantId } from '../kernel/ids.js';
import type { DbSession } from '../platform/database/transaction.js';
import { startsOf, type FiguresAsked, type FiguresOfWhat } from './core/figures/asked.js';
import {
  addAgentFigures,
  addQueueFigures,
  NO_AGENT_FIGURES,
  NO_QUEUE_FIGURES,
  type AgentFigures,
  type Interval,
  type QueueFigures,
} from './core/figures/figures.js';
import { FiguresService, type FiguresOf } from './figures.service.js';
import { TooManyFigures } from './reports.errors.js';

export interface FiguresByWhat {
  readonly queues: QueueFigures;
  readonly agents: AgentFigures;
}

/** A page of a table of figures. */
export interface FiguresPage<F> {
  readonly lines: readonly FiguresOf<F>[];
  /** Lines of all pages. */
  readonly total: number;
  /** Of all queues or agents that were asked for, over the whole range. */
  readonly sum: F;
}

/** Lines that are reckoned for people who wait for them; a file may have more. */
export const MOST_LINES = 60_000;
/** Stretches whose lines are held at once while a file is written. */
const STRETCHES_AT_ONCE = 96;

/** Tables of figures, as people and programs ask for them. The session decides whose. */
@Injectable()
export class FiguresReports {
  constructor(private readonly figures: FiguresService) {}

  /** @throws TooManyFigures */
  async page<W extends FiguresOfWhat>(
    session: DbSession,
    tenantId: TenantId,
    what: W,
    asked: FiguresAsked,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<FiguresPage<FiguresByWhat[W]>> {
    const whole = await this.lines(session, tenantId, what, asked, [asked.from]);
    const sum = sumOf(what, whole);
    const starts = startsOf(asked);
    if (whole.length * starts.length > MOST_LINES) throw new TooManyFigures();
    const lines = asked.by === 'whole' ? whole : await this.lines(session, tenantId, what, asked, starts);
    return { lines: lines.slice(offset, offset + limit), total: lines.length, sum };
  }

  /** How many lines there are at most, and their sum. */
  async outline<W extends FiguresOfWhat>(session: DbSession, tenantId: TenantId, what: W, asked: FiguresAsked) {
    const whole = await this.lines(session, tenantId, what, asked, [asked.from]);
    return { most: whole.length * startsOf(asked).length, sum: sumOf(what, whole) };
  }

  /** All lines, some stretches at a time. */
  async *batches<W extends FiguresOfWhat>(
    session: DbSession,
    tenantId: TenantId,
    what: W,
    asked: FiguresAsked,
  ): AsyncGenerator<readonly FiguresOf<FiguresByWhat[W]>[]> {
    const starts = startsOf(asked);
    for (let at = 0; at < starts.length; at += STRETCHES_AT_ONCE) {
      const some = starts.slice(at, at + STRETCHES_AT_ONCE);
      const range = { from: some[0] ?? asked.from, to: starts[at + STRETCHES_AT_ONCE] ?? asked.to };
      yield await this.lines(session, tenantId, what, { ...asked, ...range }, some);
    }
  }

  private async lines<W extends FiguresOfWhat>(
    session: DbSession,
    tenantId: TenantId,
    what: W,
    { ids, ...range }: Interval & Pick<FiguresAsked, 'ids'>,
    starts: readonly number[],
  ): Promise<readonly FiguresOf<FiguresByWhat[W]>[]> {
    const found =
      what === 'queues'
        ? await this.figures.ofQueues(session, tenantId, range, starts)
        : await this.figures.ofAgents(session, tenantId, range, starts);
    const wanted = new Set(ids);
    const lines = wanted.size === 0 ? found : found.filter(({ id }) => wanted.has(id));
    return lines as unknown as readonly FiguresOf<FiguresByWhat[W]>[];
  }
}

function sumOf<W extends FiguresOfWhat>(what: W, lines: readonly FiguresOf<FiguresByWhat[W]>[]): FiguresByWhat[W] {
  const sum =
    what === 'queues'
      ? (lines as readonly FiguresOf<QueueFigures>[])
          .map(({ figures }) => figures)
          .reduce(addQueueFigures, NO_QUEUE_FIGURES)
      : (lines as readonly FiguresOf<AgentFigures>[])
          .map(({ figures }) => figures)
          .reduce(addAgentFigures, NO_AGENT_FIGURES);
  return sum as FiguresByWhat[W];
}
