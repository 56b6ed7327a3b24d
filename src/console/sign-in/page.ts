import type { Request, Response } from 'express';

import type { Language } from '../../kernel/language.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { csrfTokenOf } from '../../platform/access/http/access-http.js';
import { CSRF_FIELD } from '../../platform/access/http/csrf.js';
import { languageOf } from '../../platform/access/http/refusal.js';
import { Html, html } from '../../platform/html/html.js';
import { PAGE_STYLE_VERSION } from './page-style.js';

/** No script at all, nothing of another host, and no page may show ours inside of itself. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };
export const HTML_LANG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

export interface Page {
  readonly title: Text;
  readonly body: Html;
  readonly status?: number;
  readonly wide?: boolean;
  /** At the top right. */
  readonly corner?: Html;
}

/** Answers with a page of ours. It has secrets of one person in it: nobody keeps it. */
export function sendPage(request: Request, response: Response, { title, body, status, wide, corner }: Page): void {
  const language = languageOf(request);
  const page = html`<!doctype html>
    <html lang="${HTML_LANG[language]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title[language]} · CallRack</title>
        <link rel="stylesheet" href="/sign-in/style.css?v=${PAGE_STYLE_VERSION}" />
      </head>
      <body>
        <header><a class="name" href="/console">CallRack</a>${corner}</header>
        <main${wide === true && new Html(' class="wide"')}>${body}</main>
      </body>
    </html>`;
  response
    .status(status ?? 200)
    .set({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cache-Control': 'no-store',
      'Content-Language': HTML_LANG[language],
      // with no referrer at all, browsers give forms the origin "null"
      'Referrer-Policy': 'same-origin',
    })
    .type('html')
    .send(page.markup);
}

/** The field without which no form of ours is taken. */
export function csrfInput(request: Request): Html {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${csrfTokenOf(request)}" />`;
}

/** Read out by screen readers as soon as it is there. */
export function alertOf(text: Text | undefined, language: Language): Html | undefined {
  return text === undefined ? undefined : html`<p class="error" role="alert" id="error">${text[language]}</p>`;
}

export interface InputOptions {
  readonly name: string;
  readonly label: Text;
  readonly type?: 'text' | 'password';
  readonly value?: string;
  readonly autocomplete: string;
  readonly hint?: Text | undefined;
  readonly fault?: Text | undefined;
  readonly required?: boolean;
  readonly focus?: boolean;
  /** A code of digits. */
  readonly code?: boolean;
}

/** A labelled input; hint and fault are told to screen readers with it. */
export function field(options: InputOptions, language: Language): Html {
  const { name, label, hint, fault } = options;
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return html`<label for="${name}">${label[language]}</label>
    <input
      id="${name}"
      name="${name}"
      type="${options.type ?? 'text'}"
      value="${options.value ?? ''}"
      autocomplete="${options.autocomplete}"
      maxlength="${options.code === true ? 10 : 400}"
      autocapitalize="none"
      spellcheck="false"
      ${options.code === true && new Html('class="code" inputmode="numeric"')}
      ${options.required !== false && new Html('required')}
      ${options.focus === true && new Html('autofocus')}
      ${fault !== undefined && new Html('aria-invalid="true"')}
      ${described !== '' && html`aria-describedby="${described}"`}
    />
    ${hint && html`<p class="hint" id="${name}-hint">${hint[language]}</p>`}
    ${fault && html`<p class="fault" id="${name}-fault" role="alert">${fault[language]}</p>`}`;
}
