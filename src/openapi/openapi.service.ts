import type { IncomingMessage } from 'node:http';

import { Injectable, Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Application, Request, Response } from 'express';

import type { Language } from '../kernel/language.js';
import { KeyDoor, type KeyHolder } from '../platform/access/http/key-door.js';
import { addressOf } from '../platform/access/http/web-session.js';
import { preferredLanguage } from '../platform/errors/preferred-language.js';
import { Routes } from './core/routes.js';
import { ApiWatch } from './api-watch.js';
import { DocsPages } from './document/docs-pages.js';
import type { Route } from './dto/operation.js';
import { EnginePresent } from './engine-present.js';
import { checked, checkedQuery } from './http/checked-input.js';
import { API_PATH, problemOf, PROBLEM_TYPE, type ProblemAnswer } from './http/problem.js';
import { RateLimits, READS, WRITES } from './http/rate-limits.js';
import { readBody } from './http/read-body.js';
import type { KeptAnswer } from './idempotency.repository.js';
import { IdempotencyService, type Once } from './idempotency.service.js';
import { ApiRoutes } from './api-routes.js';
import { MethodNotAllowed, NoSuchAddress, ScopeMissing } from './openapi.errors.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Answers are for programs: nothing is kept, shown, framed, or sent on to another origin. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Accept-Language',
} as const;

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Where the request came in, and what is said of it whatever becomes of it. */
interface Door {
  readonly path: string;
  readonly search: string;
  readonly language: Language;
  /** Filled on the way. */
  readonly headers: Record<string, string>;
  operation: string | null;
  /** The last characters of the key. */
  key: string | null;
}

/**
 * The door of programs: finds the operation, recognises the key, holds to its limits, checks what is asked, and answers;
 * what goes wrong is told as a problem. Nothing of it passes what people's requests pass: no cookie opens anything here.
 */
@Injectable()
export class OpenApiService {
  private readonly logger = new Logger('openapi');
  private readonly table: Routes<Route>;

  constructor(
    routes: ApiRoutes,
    private readonly door: KeyDoor,
    private readonly limits: RateLimits,
    private readonly idempotency: IdempotencyService,
    private readonly docs: DocsPages,
    private readonly engine: EnginePresent,
    private readonly watch: ApiWatch,
  ) {
    this.table = new Routes(routes.all);
  }

  /** To be called before the application is initialised, so that it comes before Nest's own parsers. */
  mount(app: NestExpressApplication): void {
    const server = app.getHttpAdapter().getInstance() as Application;
    // a proxy on this machine may tell the client's address
    server.set('trust proxy', 'loopback');
    server.use('/api', (request, response) => {
      this.serve(request, response).catch((error: unknown) => this.report(error));
    });
    server.use('/docs', (request, response) => this.docs.answer(request, response));
  }

  private async serve(request: Request, response: Response): Promise<void> {
    const language = preferredLanguage(request.headers['accept-language']);
    const [path = '', ...query] = request.originalUrl.split('?');
    const door: Door = {
      path,
      search: query.join('?'),
      language,
      headers: { ...HEADERS, 'Content-Language': language },
      operation: null,
      key: null,
    };
    const begun = performance.now();
    const told = (status: number, code: string | null): void => {
      const { operation, key } = door;
      const ms = Math.round(performance.now() - begun);
      this.watch.served({
        operation,
        method: request.method,
        path,
        status,
        code,
        ms,
        key,
        address: addressOf(request),
      });
    };
    try {
      const { status, headers, body } = await this.reply(request, door);
      // of a request that is sent again the answer may be a refusal
      const type = status >= 400 ? PROBLEM_TYPE : JSON_TYPE;
      send(response, status, { ...door.headers, ...headers, 'Content-Type': type }, body);
      told(status, status >= 400 ? 'replayed' : null);
    } catch (thrown) {
      // who asked is gone: there is nobody to tell
      if (response.destroyed || request.errored !== null) return;
      const answer: ProblemAnswer = problemOf(thrown, language, path);
      if (answer.unexpected !== null) this.report(answer.unexpected);
      const headers = { ...door.headers, ...answer.headers, 'Content-Type': PROBLEM_TYPE };
      send(response, answer.status, headers, answer.problem);
      told(answer.status, answer.problem.code);
    }
  }

  private async reply(request: Request, door: Door): Promise<Reply> {
    const { route, params } = this.route(request.method, door.path);
    const { operation } = route;
    door.operation = operation.id;
    const isWrite = operation.method === 'post';
    const holder = await this.door.recognise({
      authorization: request.headers.authorization,
      address: addressOf(request),
      language: door.language,
      admit: async ({ keyId, tenantId, hint }) => {
        door.key = hint;
        Object.assign(door.headers, await this.limits.take(keyId, tenantId, isWrite ? WRITES : READS));
      },
    });
    if (!holder.scopes.has(operation.scope)) throw new ScopeMissing(operation.scope);
    const query = checkedQuery(operation.query, door.search);
    const body = operation.body === null ? null : checked(operation.body, await readBody(request), 'body');
    const { actor, tenantId, tenantCode } = holder;
    const work = async (once: Once | null): Promise<KeptAnswer> => {
      const asked = { actor, tenantId, tenantCode, params, query, body, once };
      // whoever has changed something sees it changed
      const answered = await route.answer(asked).finally(() => isWrite && this.engine.forget(tenantCode));
      const location = answered.location === undefined ? null : API_PATH + answered.location;
      return { status: operation.status, body: answered.body, location };
    };
    const key = isWrite ? headerOf(request, 'idempotency-key') : undefined;
    if (key === undefined) return replyOf(await work(null));
    return this.once(request, door, { holder, key, body }, work);
  }

  /** Refusals are answers like others: asking again gives the same, until the key is forgotten. */
  private async once(
    request: Request,
    { path, language }: Door,
    asked: { readonly holder: KeyHolder; readonly key: string; readonly body: unknown },
    work: (once: Once) => Promise<KeptAnswer>,
  ): Promise<Reply> {
    const answer = await this.idempotency.once({ ...asked, method: request.method, path }, async (once) => {
      try {
        return await work(once);
      } catch (thrown) {
        const refused = problemOf(thrown, language, path);
        if (refused.status >= 500 || refused.status === 401 || refused.status === 403) throw thrown;
        return { status: refused.status, body: refused.problem, location: null };
      }
    });
    const { headers, ...reply } = replyOf(answer);
    return { ...reply, headers: answer.isReplayed ? { ...headers, 'Idempotency-Replayed': 'true' } : headers };
  }

  private route(
    method: string,
    path: string,
  ): { readonly route: Route; readonly params: Readonly<Record<string, string>> } {
    if (!path.startsWith(`${API_PATH}/`)) throw new NoSuchAddress();
    const match = this.table.match(method, path.slice(API_PATH.length));
    if (match.found === 'path') throw new MethodNotAllowed(match.allowed);
    if (match.found === 'nothing') throw new NoSuchAddress();
    return match;
  }

  private report(error: unknown): void {
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function replyOf({ status, body, location }: KeptAnswer): Reply {
  return { status, body, headers: location === null ? {} : { Location: location } };
}

/** Of several of the same name the first. */
function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function send(response: Response, status: number, headers: Readonly<Record<string, string>>, body: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(status).set(headers).end(JSON.stringify(body));
}
