import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import QRCode from 'qrcode';

import { LANGUAGES } from '../../kernel/language.js';
import { NotSignedIn, TryLater, WrongCode, WrongPassword } from '../../platform/access/access.errors.js';
import { localPath } from '../../platform/access/core/local-path.js';
import { renewSession } from '../../platform/access/http/access-http.js';
import { isNavigation } from '../../platform/access/http/refusal.js';
import { seeOther } from '../../platform/access/http/see-other.js';
import { actorOf, signedInOf, type SignedIn } from '../../platform/access/http/web-session.js';
import { AccountService } from '../../platform/access/sign-in/account.service.js';
import { CallRackError } from '../../platform/errors/callrack-error.js';
import { InvalidInput, type FieldTexts } from '../../platform/validation/validation.errors.js';
import { queryOf, textOf } from '../sign-in/form-input.js';
import { PageErrorsFilter } from '../sign-in/page-errors.filter.js';
import { sendAccountPage, sendPasswordPage, sendSecondFactorPage, type Done } from './account-pages.js';

const AGAIN = { zh: '两次输入的新密码不一致', en: 'The two new passwords differ' };

/** What people see and change of themselves. Only the change of the password is open to whoever must change it. */
@Controller('account')
@UseFilters(PageErrorsFilter)
export class AccountController {
  constructor(private readonly account: AccountService) {}

  @Get()
  async overview(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sendOverview(request, response);
  }

  @Post('profile')
  async changeProfile(@Req() request: Request, @Res() response: Response): Promise<void> {
    const signedIn = admitted(request);
    try {
      await this.account.changeProfile(signedIn, {
        name: textOf(request, 'name'),
        language: textOf(request, 'language'),
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await this.sendOverview(request, response, error.fields);
      return;
    }
    done(response, 'profile');
  }

  /** From any page: of forms, which go on with a page of ours, and of scripts. */
  @Post('language')
  async changeLanguage(@Req() request: Request, @Res() response: Response): Promise<void> {
    const signedIn = admitted(request);
    const language = LANGUAGES.find((one) => one === textOf(request, 'language')) ?? signedIn.actor.language;
    await this.account.changeProfile(signedIn, { name: signedIn.actor.name, language });
    if (isNavigation(request)) seeOther(response, localPath(textOf(request, 'next')));
    else response.status(204).end();
  }

  @Get('password')
  passwordForm(@Req() request: Request, @Res() response: Response): void {
    sendPasswordPage(request, response, { signedIn: someone(request) });
  }

  @Post('password')
  async changePassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    const signedIn = someone(request);
    const next = textOf(request, 'password');
    try {
      if (next !== textOf(request, 'again')) throw new InvalidInput({ again: AGAIN });
      const epoch = await this.account.changePassword(signedIn, textOf(request, 'present'), next);
      await goOnWith(request, epoch);
    } catch (error) {
      const told = tellable(response, error);
      const faults = error instanceof InvalidInput ? error.fields : undefined;
      sendPasswordPage(request, response, {
        signedIn,
        status: told.httpStatus,
        ...(faults === undefined ? { error: told.text } : { faults }),
      });
      return;
    }
    if (signedIn.mustChangePassword) seeOther(response, '/console');
    else done(response, 'password');
  }

  @Get('second-factor')
  async secondFactorForm(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sendSecondFactor(request, response, admitted(request));
  }

  @Post('second-factor')
  async enableSecondFactor(@Req() request: Request, @Res() response: Response): Promise<void> {
    const signedIn = admitted(request);
    const offered = request.session.offeredTotp;
    if (offered === undefined) {
      seeOther(response, '/account/second-factor');
      return;
    }
    try {
      const [password, code] = [textOf(request, 'password'), textOf(request, 'code')];
      await goOnWith(request, await this.account.enableSecondFactor(signedIn, offered, password, code));
    } catch (error) {
      await this.sendSecondFactor(request, response, signedIn, tellable(response, error));
      return;
    }
    done(response, 'factorOn');
  }

  @Post('second-factor/off')
  async disableSecondFactor(@Req() request: Request, @Res() response: Response): Promise<void> {
    const signedIn = admitted(request);
    try {
      await goOnWith(request, await this.account.disableSecondFactor(signedIn, textOf(request, 'password')));
    } catch (error) {
      await this.sendSecondFactor(request, response, signedIn, tellable(response, error));
      return;
    }
    done(response, 'factorOff');
  }

  @Post('sessions/end')
  async endOtherSessions(@Req() request: Request, @Res() response: Response): Promise<void> {
    await goOnWith(request, await this.account.signOutEverywhere(admitted(request)));
    done(response, 'sessions');
  }

  private async sendOverview(request: Request, response: Response, faults?: FieldTexts): Promise<void> {
    const signedIn = admitted(request);
    const rows = await this.account.sessionsOf(signedIn, request.session.signedIn?.epoch ?? 0);
    sendAccountPage(request, response, {
      signedIn,
      hasSecondFactor: await this.account.hasSecondFactor(signedIn),
      sessions: rows.map((row) => ({ isThis: row.sid === request.sessionID, signedIn: row.signedIn })),
      done: queryOf(request, 'done'),
      ...(faults === undefined ? {} : { faults }),
    });
  }

  private async sendSecondFactor(
    request: Request,
    response: Response,
    signedIn: SignedIn,
    error?: CallRackError,
  ): Promise<void> {
    const told = error === undefined ? {} : { error: error.text, status: error.httpStatus };
    const { login } = signedIn.actor;
    if (await this.account.hasSecondFactor(signedIn)) {
      sendSecondFactorPage(request, response, { login, offer: null, ...told });
      return;
    }
    // the same until it is confirmed: a second look at the page must not make the first scan worthless
    request.session.offeredTotp ??= this.account.offerSecondFactor(signedIn);
    const { uri, letters } = this.account.describeSecondFactor(signedIn, request.session.offeredTotp);
    const qrSvg = await QRCode.toString(uri, { type: 'svg', margin: 2 });
    sendSecondFactorPage(request, response, { login, offer: { letters, qrSvg }, ...told });
  }
}

/** @throws NotSignedIn, PasswordMustBeChanged */
function admitted(request: Request): SignedIn {
  actorOf(request);
  return someone(request);
}

/** Also whoever must change their password. @throws NotSignedIn */
function someone(request: Request): SignedIn {
  const signedIn = signedInOf(request);
  if (signedIn === undefined) throw new NotSignedIn();
  return signedIn;
}

function done(response: Response, what: Done): void {
  seeOther(response, `/account?done=${what}`);
}

/** All other sessions are over; this one gets a new id. @throws NotSignedIn */
async function goOnWith(request: Request, epoch: number): Promise<void> {
  const { signedIn } = request.session;
  if (signedIn === undefined) throw new NotSignedIn();
  await renewSession(request);
  request.session.signedIn = { ...signedIn, epoch };
}

/** What is told at the form; everything else is thrown on. */
function tellable(response: Response, error: unknown): CallRackError {
  if (error instanceof TryLater) response.set('Retry-After', String(Math.ceil(error.waitMs / 1000)));
  const isTold =
    error instanceof InvalidInput ||
    error instanceof WrongPassword ||
    error instanceof WrongCode ||
    error instanceof TryLater;
  if (!isTold) throw error;
  return error;
}
