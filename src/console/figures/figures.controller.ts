import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { Request } from 'express';

import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { figuresAsked, type FiguresAsked, type FiguresOfWhat } from '../../reports/core/figures/asked.js';
import { FiguresReach } from '../../reports/figures-reach.service.js';
import { FiguresReports, type FiguresByWhat, type FiguresPage } from '../../reports/figures-report.service.js';
import { WrongFigures } from '../../reports/reports.errors.js';
import { ownTenant } from '../resources/own-tenant.js';

/** Lines of one page, where nobody says. */
const USUAL_PAGE = 100;
const LARGEST_PAGE = 500;
const DEEPEST_PAGE = 10_000;

/** Figures as a table, page by page, for people. Query: from, to (instants), by, ids, timeZone, page, perPage. */
@Controller('console/x/figures')
export class FiguresController {
  constructor(
    private readonly gate: Gate,
    private readonly figures: FiguresReports,
    private readonly reach: FiguresReach,
  ) {}

  @Get('queues')
  @Header('Cache-Control', 'no-store')
  queues(@Req() request: Request, @Query() query: unknown): Promise<FiguresPage<FiguresByWhat['queues']>> {
    return this.page(request, 'queues', query);
  }

  @Get('agents')
  @Header('Cache-Control', 'no-store')
  agents(@Req() request: Request, @Query() query: unknown): Promise<FiguresPage<FiguresByWhat['agents']>> {
    return this.page(request, 'agents', query);
  }

  private page<W extends FiguresOfWhat>(
    request: Request,
    what: W,
    query: unknown,
  ): Promise<FiguresPage<FiguresByWhat[W]>> {
    const actor = actorOf(request);
    this.gate.require(actor, 'figures.read');
    const tenantId = ownTenant(actor);
    const given = query as Readonly<Record<string, unknown>>;
    const limit = wholeOf(given.perPage, LARGEST_PAGE) ?? USUAL_PAGE;
    const offset = ((wholeOf(given.page, DEEPEST_PAGE) ?? 1) - 1) * limit;
    const asked = askedIn(given);
    return this.gate.read(actor, 'figures.read', async (session) => {
      const ids = await this.reach.within(session, actor, what, asked.ids);
      return this.figures.page(session, tenantId, what, { ...asked, ids }, { offset, limit });
    });
  }
}

/** @throws WrongFigures */
export function askedIn(given: Readonly<Record<string, unknown>>): FiguresAsked {
  const [from, to, ids] = [textOf(given.from), textOf(given.to), textOf(given.ids)];
  const usual = (value: unknown, otherwise: string): string => (textOf(value) === '' ? otherwise : textOf(value));
  const { asked, wrong } = figuresAsked(
    { interval: { from, to }, by: usual(given.by, 'whole'), ids },
    usual(given.timeZone, 'Asia/Shanghai'),
  );
  if (wrong[0] !== undefined) throw new WrongFigures(wrong[0]);
  return asked;
}

/** An address may name something twice, or by brackets: then it names nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number from 1 on; undefined for anything else. */
function wholeOf(value: unknown, most: number): number | undefined {
  const number = Number(textOf(value));
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
}
