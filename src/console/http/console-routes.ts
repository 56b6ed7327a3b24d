import { Router as AdminRouter, type ActionRequest } from 'adminjs';
import type { Application, NextFunction, Request, RequestHandler, Response } from 'express';

import type { Actor } from '../../platform/access/actor.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { CallRackError } from '../../platform/errors/callrack-error.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { failure } from '../adapter/failures.js';
import type { ConsoleRegister } from '../console-register.js';
import { CONSOLE_PATH, maySee } from '../menu.js';
import type { AdminPanel } from './admin-panel.js';
import { ICON, type ConsoleFiles } from './console-files.js';
import { readForm } from './form-body.js';
import { securedPage } from './secured-page.js';
import { NONCE } from './security-headers.js';

export interface ConsoleParts {
  readonly register: ConsoleRegister;
  readonly files: ConsoleFiles;
  /** Put together when all modules are there, before the doors are open. */
  panel(): AdminPanel;
  /** Of errors that nobody expected. */
  report(error: unknown): void;
}

type AdminRoute = (typeof AdminRouter)['routes'][number];
type Answer = (request: Request, response: Response, actor: Actor) => Promise<void>;

const A_YEAR_MS = 31_536_000_000;
/** Old ways of AdminJS's that only log that they are old. */
const OLD = /\/search(\/|$)/;

/** The files of the console, which hold nothing of anybody: for everyone, and ahead of what looks for sessions. */
export function addConsoleFiles(server: Application, files: ConsoleFiles): void {
  server.get(`${CONSOLE_PATH}/frontend/assets/:file`, (request, response, next) => {
    sendFile(files, request.params.file, request, response, next);
  });
  // asked for by browsers on pages that name no icon
  server.get('/favicon.ico', (request, response, next) => {
    sendFile(files, ICON, request, response, next);
  });
}

/**
 * AdminJS's addresses on Nest's Express, ahead of Nest's own parsers. All that is asked is asked by an actor; what is
 * answered to AdminJS's front end is JSON that it can show, in the actor's language.
 */
export function addConsoleRoutes(server: Application, parts: ConsoleParts): void {
  for (const route of AdminRouter.routes) {
    if (!route.path.startsWith('/api/') || OLD.test(route.path)) continue;
    const path = CONSOLE_PATH + route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const answer = apiAnswer(parts, route);
    if (route.method === 'GET') server.get(path, answer);
    else server.post(path, answer);
  }
  const page = pageAnswer(parts);
  // whatever else is below /console is the browser's part to say, but for the addresses of others
  server.get(/^\/console(?!\/(x|api|frontend)(\/|$))(\/.*)?$/, page);
}

function sendFile(files: ConsoleFiles, name: string, request: Request, response: Response, next: NextFunction): void {
  const path = files.pathOf(name);
  if (path === undefined) {
    next();
    return;
  }
  const kept = request.query.v === files.version;
  response.sendFile(path, { dotfiles: 'allow', maxAge: kept ? A_YEAR_MS : 0, immutable: kept }, (error?: Error) => {
    if (error !== undefined && !response.headersSent) next(error);
  });
}

function pageAnswer(parts: ConsoleParts): RequestHandler {
  return guarded(parts, async (_request, response, actor) => {
    const panel = parts.panel();
    const html = securedPage(await panel.page(actor), {
      nonce: String(response.locals[NONCE]),
      version: parts.files.version,
      ...panel.seenBy(actor),
    });
    response.type('html').send(html);
  });
}

function apiAnswer(parts: ConsoleParts, { action }: AdminRoute): RequestHandler {
  return guarded(parts, async (request, response, actor) => {
    response.json(normal(await ask(parts, action, request, response, actor), actor));
  });
}

async function ask(
  parts: ConsoleParts,
  method: string,
  request: Request,
  response: Response,
  actor: Actor,
): Promise<unknown> {
  if (method === 'page') return pageData(parts.register, request, actor);
  const controller = parts.panel().api(actor);
  const asked: ActionRequest = {
    params: { ...request.params } as unknown as ActionRequest['params'],
    query: plainQuery(request.query),
    payload: request.method === 'POST' ? await readForm(request, response) : {},
    method: request.method === 'POST' ? 'post' : 'get',
  };
  if (method === 'dashboard') return controller.dashboard(asked, response);
  if (!parts.panel().has(asked.params.resourceId, asked.params.action)) throw new NotFound();
  switch (method) {
    case 'resourceAction':
      return controller.resourceAction(asked, response);
    case 'recordAction':
      return controller.recordAction(asked, response);
    case 'bulkAction':
      return controller.bulkAction(asked, response);
    default:
      throw new NotFound();
  }
}

async function pageData(register: ConsoleRegister, request: Request, actor: Actor): Promise<object> {
  const page = register.page(String(request.params.pageName));
  if (page === undefined || request.method !== 'GET') throw new NotFound();
  if (!maySee(actor, page)) throw new NotPermitted();
  return (await page.data?.(actor)) ?? {};
}

/** The query without what is given twice, or would reach into JavaScript's own objects. */
function plainQuery(query: Request['query']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !/(__proto__|constructor|prototype)/.test(entry[0]),
    ),
  );
}

/** What AdminJS says of things that are not there or not allowed is English and names its own documentation. */
function normal(answer: unknown, { language }: Actor): unknown {
  const type = (answer as { readonly record?: { readonly baseError?: { readonly type?: unknown } | null } } | undefined)
    ?.record?.baseError?.type;
  if (type === 'NotFoundError') return failure(new NotFound(), language);
  if (type === 'ForbiddenError') return failure(new NotPermitted(), language);
  return answer;
}

/** For signed-in people only; and whatever goes wrong is answered. */
function guarded(parts: ConsoleParts, answer: Answer): RequestHandler {
  return (request, response) => {
    const isApi = request.path.startsWith(`${CONSOLE_PATH}/api/`);
    response.set('Cache-Control', 'no-store');
    // who is nobody does not get here (AccessHttp.signedIn)
    const actor = actorOf(request);
    answer(request, response, actor).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      if (isUnknownThing(error)) response.json(failure(new NotFound(), actor.language));
      else if (isApi && error instanceof CallRackError && error.httpStatus < 413 && error.httpStatus !== 400) {
        response.json(failure(error, actor.language));
      } else {
        if (!(error instanceof CallRackError)) parts.report(error);
        tell(response, error instanceof CallRackError ? error : new ConsoleFailed(), actor.language);
      }
    });
  };
}

/** Thrown by AdminJS where records of a bulk action are gone, or not the person's. */
function isUnknownThing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}

function tell(response: Response, error: CallRackError, language: Actor['language']): void {
  if (error.httpStatus === 413) response.set('Connection', 'close');
  response.status(error.httpStatus).json({
    code: error.code,
    message: error.text,
    text: error.text[language],
    notice: { message: error.text[language], type: 'error' },
  });
}

class ConsoleFailed extends CallRackError {
  constructor() {
    super('platform.internal', { zh: '内部错误，详情见日志', en: 'Internal error; the log has the details' });
  }
}
