import { Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { AccountsService } from '../../billing/accounts.service.js';
import type { Quote, TariffVersionHead } from '../../billing/core/tariff-record.js';
import { TariffsService } from '../../billing/tariffs.service.js';
import { systemClock } from '../../kernel/clock.js';
import type { TrunkId } from '../../kernel/ids.js';
import { LinesService } from '../../lines/lines.service.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { WHOLE_LIST } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { Turnstile } from '../../platform/programs/turnstile.js';
import { fileNameFrom } from '../../platform/files/file-name.js';
import { readBytes, readLargeJson } from '../http/form-body.js';
import { answered, type Faulty } from './faulty.js';
import type { ContentView, QuoteView, TariffView, VersionView } from './tariff-views.js';

/** Twenty thousand rates with several steps and times each have less. */
const LARGEST_VERSION_BYTES = 16 * 1_048_576;
/** One without a draft has a tenth of this. */
const LARGEST_QUESTION_BYTES = 4_096;
/** Megabytes are read, parsed and checked for so many at once; the others wait for their turn. */
const LARGE_ONES = new Turnstile(2);

/** Versions of tariffs, and what calls cost under them; everything else of tariffs is a resource like others. */
@Controller('console/x/tariffs')
export class TariffsController {
  constructor(
    private readonly gate: Gate,
    private readonly tariffs: TariffsService,
    private readonly accounts: AccountsService,
    private readonly lines: LinesService,
  ) {}

  /** What a call costs the person's own company. Body: as `:id/quote`, without a draft. */
  @Post('own/quote')
  @HttpCode(200)
  async ownQuote(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<QuoteView | Faulty> {
    const actor = actorOf(request);
    this.gate.require(actor, 'account.read');
    const { question } = await readLargeJson(request, LARGEST_QUESTION_BYTES);
    return answered(response, () =>
      this.gate.read(actor, 'account.read', async (session) => {
        if (actor.tenantId === null) throw new NotFound();
        const { tariffId } = await this.accounts.accountOf(session, actor.tenantId);
        return this.quoted(session, tariffId, null, question);
      }),
    );
  }

  /** What a table of rates looks like, as a file for spreadsheets. */
  @Get('rates-csv')
  csvTemplate(@Req() request: Request, @Res() response: Response): void {
    this.gate.require(actorOf(request), 'tariff.read');
    response.attachment('rates.csv').type('text/csv; charset=utf-8').send(`\ufeff${this.tariffs.csvTemplate()}`);
  }

  /** Rates out of a table of text (UTF-8 or GB18030), for the editor; nothing is kept. */
  @Post('rates-csv')
  @HttpCode(200)
  async ratesOfCsv(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Pick<ContentView, 'rates'> | Faulty> {
    const actor = actorOf(request);
    this.gate.require(actor, 'tariff.update');
    return LARGE_ONES.pass(async () => {
      const bytes = await readBytes(request, LARGEST_VERSION_BYTES);
      return answered(response, () =>
        this.gate.read(actor, 'tariff.update', async (session) => {
          const { rates } = this.tariffs.contentFromCsv(bytes, await this.trunksFor(session, actor));
          return { rates };
        }),
      );
    });
  }

  /** The tariff, the heads of its versions, and the trunks that its rates may name. */
  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async tariff(@Req() request: Request, @Param('id') id: string): Promise<TariffView> {
    const actor = actorOf(request);
    return this.gate.read(actor, 'tariff.read', async (session) => {
      const found = await this.tariffs.findTariff(session, id);
      if (found === undefined) throw new NotFound();
      const { name, currency, timeZone, versions } = found;
      const trunks = await this.trunksFor(session, actor);
      return { id: found.id, name, currency, timeZone, versions: versions.map(viewOf), trunks };
    });
  }

  /** All that a version says. */
  @Get(':id/versions/:versionId')
  @Header('Cache-Control', 'no-store')
  async version(
    @Req() request: Request,
    @Param('id') id: string,
    @Param('versionId') versionId: string,
  ): Promise<ContentView> {
    return this.gate.read(actorOf(request), 'tariff.read', async (session) => {
      const heads = await this.tariffs.versionsOf(session, id);
      const version = heads.some((head) => head.id === versionId)
        ? await this.tariffs.findVersion(session, versionId)
        : undefined;
      if (version === undefined) throw new NotFound();
      const { holidays, workdays, rates, packages } = version;
      return { holidays, workdays, rates, packages };
    });
  }

  /** Rates of a version as a file for spreadsheets. */
  @Get(':id/versions/:versionId/csv')
  async csv(
    @Req() request: Request,
    @Res() response: Response,
    @Param('id') id: string,
    @Param('versionId') versionId: string,
  ): Promise<void> {
    const actor = actorOf(request);
    const { text, name } = await this.gate.read(actor, 'tariff.read', async (session) => {
      const tariff = await this.tariffs.findTariff(session, id);
      const head = tariff?.versions.find((version) => version.id === versionId);
      if (tariff === undefined || head === undefined) throw new NotFound();
      const csv = await this.tariffs.csvOfVersion(session, versionId, await this.trunksFor(session, actor));
      return { text: csv, name: `${tariff.name}-${head.number}` };
    });
    response.attachment(fileNameFrom(name, 'csv')).set('Cache-Control', 'no-store').type('text/csv; charset=utf-8');
    // the mark by which spreadsheets know UTF-8
    response.send(`\ufeff${text}`);
  }

  /** A new version. Body: `validFrom` (milliseconds; null: from now on), `note`, `content`. */
  @Post(':id/versions')
  @HttpCode(201)
  async addVersion(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('id') id: string,
  ): Promise<{ readonly version: VersionView } | Faulty> {
    const actor = actorOf(request);
    this.gate.require(actor, 'tariff.update');
    return LARGE_ONES.pass(async () => {
      const { validFrom, note, content } = await readLargeJson(request, LARGEST_VERSION_BYTES);
      const wish = { validFrom: validFrom ?? systemClock.now(), note, content };
      return answered(response, () => this.added(actor, id, wish));
    });
  }

  /**
   * What a call would cost. Body: `question` (direction, number, trunkId, at, talkSeconds, menuSeconds) and `draft`, what a
   * version would say that is being edited; null: the tariff as it is.
   */
  @Post(':id/quote')
  @HttpCode(200)
  async quote(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('id') id: string,
  ): Promise<QuoteView | Faulty> {
    const actor = actorOf(request);
    this.gate.require(actor, 'tariff.read');
    return LARGE_ONES.pass(async () => {
      const { question, draft } = await readLargeJson(request, LARGEST_VERSION_BYTES);
      return answered(response, () =>
        this.gate.read(actor, 'tariff.read', (session) => this.quoted(session, id, draft ?? null, question)),
      );
    });
  }

  private added(actor: Actor, id: string, wish: object): Promise<{ readonly version: VersionView }> {
    return this.gate.change(actor, 'tariff.update', async (session, tell) => {
      const tariff = await this.tariffs.findTariff(session, id);
      if (tariff === undefined) throw new NotFound();
      const head = await this.tariffs.addVersion(session, id, wish, actor.name);
      tell({
        action: 'newVersion',
        objectType: 'tariff',
        objectId: tariff.id,
        objectLabel: tariff.name,
        after: { number: head.number, validFrom: head.validFrom, note: head.note, rates: head.rates },
      });
      return { version: viewOf(head) };
    });
  }

  private async quoted(session: DbSession, id: string, draft: unknown, question: unknown): Promise<QuoteView> {
    const tariff = await this.tariffs.findTariff(session, id);
    if (tariff === undefined) throw new NotFound();
    return quoteView(await this.tariffs.quote(session, id, draft, question), tariff);
  }

  private async trunksFor(
    session: DbSession,
    actor: Actor,
  ): Promise<{ readonly id: TrunkId; readonly name: string }[]> {
    if (!actor.permissions.has('trunk.read')) return [];
    const { items } = await this.lines.pageOfTrunks(session, {
      ...WHOLE_LIST,
      sort: { by: 'name', descending: false },
    });
    return items.map(({ id, name }) => ({ id, name }));
  }
}

function viewOf(head: TariffVersionHead): VersionView {
  const { id, number, note, createdByName, rates } = head;
  const [validFrom, createdAt] = [head.validFrom.getTime(), head.createdAt.getTime()];
  return { id, number, note, createdByName, rates, validFrom, createdAt };
}

function quoteView(
  { priced, version, rate, sentences }: Quote,
  { currency, timeZone }: { readonly currency: string; readonly timeZone: string },
): QuoteView {
  return {
    currency,
    timeZone,
    version: version === null ? null : { id: version.id, number: version.number, validFrom: version.validFrom },
    rate,
    amountMicro: priced?.amountMicro ?? null,
    callerAmountMicro: priced?.callerAmountMicro ?? null,
    sentences,
  };
}
