import type { Request, Response } from 'express';

import { LANGUAGES, type Language } from '../../../kernel/language.js';
import { CallRackError } from '../../errors/callrack-error.js';
import type { ErrorBody } from '../../errors/json-exception.filter.js';
import { AccessUnavailable } from '../access.errors.js';
import { cookieOf } from './csrf.js';
import { signedInOf } from './web-session.js';

export const LANGUAGE_COOKIE = 'callrack-language';

/** Of whoever is signed in; else as chosen in this browser; else Chinese. */
export function languageOf(request: Request): Language {
  const chosen = cookieOf(request, LANGUAGE_COOKIE);
  return signedInOf(request)?.actor.language ?? LANGUAGES.find((language) => language === chosen) ?? 'zh';
}

/** A person looks at a page, as against a program or a page of ours that asks for data. */
export function isNavigation(request: Request): boolean {
  return !request.xhr && request.get('sec-fetch-dest') !== 'empty' && request.accepts(['json', 'html']) === 'html';
}

/** Says no before any controller is reached: as a plain page to people, as JSON to programs. */
export function refuse(request: Request, response: Response, thrown: unknown): void {
  if (response.headersSent) return;
  const error = thrown instanceof CallRackError ? thrown : new AccessUnavailable({ cause: thrown });
  const language = languageOf(request);
  const text = error.text[language];
  response.status(error.httpStatus).set('Cache-Control', 'no-store').set('Content-Language', language);
  if (!isNavigation(request)) {
    response.json({ code: error.code, message: error.text, text } satisfies ErrorBody);
    return;
  }
  const home = { zh: '返回首页', en: 'Back to the start' }[language];
  response
    .type('html')
    .send(
      `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><title>CallRack</title>` +
        `<p role="alert">${text}</p><p><a href="/console">${home}</a></p></html>`,
    );
}
