import { Controller, Get, Header, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';

import { systemClock } from '../../kernel/clock.js';
import { LANGUAGES } from '../../kernel/language.js';
import {
  CodeTooLate,
  ENDINGS,
  NotSignedIn,
  TryLater,
  WrongCode,
  WrongCredentials,
} from '../../platform/access/access.errors.js';
import { localPath } from '../../platform/access/core/local-path.js';
import { endSession, SESSION_COOKIE } from '../../platform/access/http/access-http.js';
import { LANGUAGE_COOKIE } from '../../platform/access/http/refusal.js';
import { seeOther } from '../../platform/access/http/see-other.js';
import { addressOf, signedInOf } from '../../platform/access/http/web-session.js';
import { SignInService, type Admitted } from '../../platform/access/sign-in/sign-in.service.js';
import type { CallRackError } from '../../platform/errors/callrack-error.js';
import { queryOf, textOf } from './form-input.js';
import { PageErrorsFilter } from './page-errors.filter.js';
import { PAGE_STYLE } from './page-style.js';
import { sendCodePage, sendSignInPage } from './sign-in-pages.js';

const A_YEAR_MS = 31_536_000_000;

/** The doors of the console: password, code, out again. */
@Controller()
@UseFilters(PageErrorsFilter)
export class SignInController {
  constructor(private readonly signIns: SignInService) {}

  @Get('sign-in/style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  style(): string {
    return PAGE_STYLE;
  }

  @Get('sign-in')
  form(@Req() request: Request, @Res() response: Response): void {
    const next = localPath(queryOf(request, 'next'));
    if (signedInOf(request) !== undefined) {
      seeOther(response, next);
      return;
    }
    const chosen = LANGUAGES.find((language) => language === queryOf(request, 'language'));
    if (chosen !== undefined) {
      const options = {
        maxAge: A_YEAR_MS,
        sameSite: 'lax',
        secure: request.secure,
        httpOnly: true,
        path: '/',
      } as const;
      response.cookie(LANGUAGE_COOKIE, chosen, options);
      seeOther(response, `/sign-in?${new URLSearchParams({ next }).toString()}`);
      return;
    }
    const why = queryOf(request, 'why');
    const error = Object.hasOwn(ENDINGS, why) ? ENDINGS[why as keyof typeof ENDINGS] : undefined;
    sendSignInPage(request, response, { company: '', login: '', next, error });
  }

  @Post('sign-in')
  async signIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    const [company, login] = [textOf(request, 'company'), textOf(request, 'login')];
    const next = localPath(textOf(request, 'next'));
    try {
      const attempt = { company, login, password: textOf(request, 'password'), address: addressOf(request) };
      const result = await this.signIns.signIn(attempt);
      // an id that somebody else may have planted in this browser ends here
      await endSession(request);
      if (result.kind === 'codeWanted') {
        request.session.awaitingCode = { ...result.awaiting, next };
        seeOther(response, '/sign-in/code');
      } else {
        enter(request, response, result, next);
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      tellWhen(response, error);
      sendSignInPage(request, response, { company, login, next, error: error.text, status: error.httpStatus });
    }
  }

  @Get('sign-in/code')
  codeForm(@Req() request: Request, @Res() response: Response): void {
    if (request.session.awaitingCode === undefined) seeOther(response, '/sign-in');
    else sendCodePage(request, response);
  }

  @Post('sign-in/code')
  async confirmCode(@Req() request: Request, @Res() response: Response): Promise<void> {
    const awaiting = request.session.awaitingCode;
    if (awaiting === undefined) {
      seeOther(response, '/sign-in');
      return;
    }
    try {
      const admitted = await this.signIns.confirmCode(awaiting, textOf(request, 'code'), addressOf(request));
      await endSession(request);
      enter(request, response, admitted, localPath(awaiting.next));
    } catch (error) {
      if (error instanceof CodeTooLate || error instanceof NotSignedIn) {
        await endSession(request);
        const form = { company: '', login: '', next: localPath(awaiting.next) };
        sendSignInPage(request, response, { ...form, error: new CodeTooLate().text, status: 401 });
        return;
      }
      if (!isRefusal(error)) throw error;
      tellWhen(response, error);
      sendCodePage(request, response, error.text, error.httpStatus);
    }
  }

  @Post('sign-out')
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    const signedIn = signedInOf(request);
    if (signedIn !== undefined) await this.signIns.noteSignOut(signedIn);
    await endSession(request);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
    seeOther(response, '/sign-in');
  }
}

/** What people are told at the form, as against what is broken. */
function isRefusal(error: unknown): error is CallRackError {
  return (
    error instanceof WrongCredentials ||
    error instanceof WrongCode ||
    error instanceof TryLater ||
    error instanceof NotSignedIn
  );
}

function tellWhen(response: Response, error: CallRackError): void {
  if (error instanceof TryLater) response.set('Retry-After', String(Math.ceil(error.waitMs / 1000)));
}

/** Under a session id that was made for this sign-in. */
function enter(request: Request, response: Response, { operatorId, epoch }: Admitted, next: string): void {
  request.session.signedIn = {
    operatorId,
    epoch,
    at: systemClock.now(),
    address: addressOf(request),
    browser: (request.get('user-agent') ?? '').slice(0, 200),
  };
  seeOther(response, next);
}
