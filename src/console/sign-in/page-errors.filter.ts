import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

import {
  AccessUnavailable,
  NotSignedIn,
  PasswordMustBeChanged,
  TryLater,
} from '../../platform/access/access.errors.js';
import { languageOf } from '../../platform/access/http/refusal.js';
import { seeOther } from '../../platform/access/http/see-other.js';
import { CallRackError } from '../../platform/errors/callrack-error.js';
import { html } from '../../platform/html/html.js';
import { alertOf, sendPage } from './page.js';

/** What goes wrong on a page is told as a page, in the language of who reads it. */
@Catch()
export class PageErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger('pages');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (response.headersSent) {
      response.end();
      return;
    }
    if (thrown instanceof NotSignedIn) {
      const query = new URLSearchParams(request.method === 'GET' ? { next: request.originalUrl } : {});
      if (thrown.ending !== 'none') query.set('why', thrown.ending);
      seeOther(response, `/sign-in?${query.toString()}`);
      return;
    }
    if (thrown instanceof PasswordMustBeChanged) {
      seeOther(response, '/account/password');
      return;
    }
    this.sendError(request, response, this.readable(thrown));
  }

  private sendError(request: Request, response: Response, error: CallRackError): void {
    const language = languageOf(request);
    if (error instanceof TryLater) response.set('Retry-After', String(Math.ceil(error.waitMs / 1000)));
    sendPage(request, response, {
      title: { zh: '出错了', en: 'Something went wrong' },
      status: error.httpStatus,
      body: html`<div class="card">
        ${alertOf(error.text, language)}
        <p><a href="/console">${{ zh: '返回首页', en: 'Back to the start' }[language]}</a></p>
      </div>`,
    });
  }

  private readable(thrown: unknown): CallRackError {
    if (thrown instanceof CallRackError) return thrown;
    if (thrown instanceof HttpException && thrown.getStatus() < 500) {
      return new CallRackError('http.bad_request', { zh: '请求有误', en: 'The request is wrong' }, thrown.getStatus());
    }
    this.logger.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown);
    return new AccessUnavailable({ cause: thrown });
  }
}
