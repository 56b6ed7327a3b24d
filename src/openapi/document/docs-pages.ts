import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import { preferredLanguage } from '../../platform/errors/preferred-language.js';
import { docsPage } from './docs-page.js';
import { DOCS_STYLE } from './docs-style.js';
import { openApiDocument } from './open-api-document.js';

/** No script at all, nothing of another host, no frames. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;
/** Stands for the address in the page as it is kept. */
const NO_ORIGIN = 'https://callrack.invalid';
const A_YEAR_S = 31_536_000;

/** The documentation, for everyone: the page, its style, and the document for programs. */
@Injectable()
export class DocsPages {
  private readonly pages = new Map<Language, string>();
  private readonly documents = new Map<Language, string>();

  answer(request: Request, response: Response): void {
    const path = (request.originalUrl.split('?')[0] ?? '').replace(/\/$/, '');
    response.set(HEADERS);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(405).set('Allow', 'GET, HEAD').type('text').send('405 GET, HEAD\n');
      return;
    }
    const language = languageOf(request);
    switch (path.toLowerCase()) {
      case '/docs':
        said(response, language)
          .type('html')
          .send(this.page(language, originOf(request)));
        return;
      case '/docs/openapi.json':
        said(response, language).type('application/vnd.oai.openapi+json;version=3.1').send(this.document(language));
        return;
      case '/docs/style.css':
        response.set('Cache-Control', `public, max-age=${A_YEAR_S}, immutable`).type('css').send(DOCS_STYLE);
        return;
      default:
        response.status(404).type('text').send('404\n');
    }
  }

  /** Written once; the examples then get the address that this was asked by. */
  private page(language: Language, origin: string): string {
    const known = this.pages.get(language) ?? docsPage(language, NO_ORIGIN).markup;
    this.pages.set(language, known);
    return known.replaceAll(NO_ORIGIN, origin);
  }

  private document(language: Language): string {
    const known = this.documents.get(language) ?? JSON.stringify(openApiDocument(language), null, 2);
    this.documents.set(language, known);
    return known;
  }
}

function said(response: Response, language: Language): Response {
  return response.set({ 'Cache-Control': 'no-cache', 'Content-Language': language, Vary: 'Accept-Language' });
}

/** As asked for in the address; else as the browser prefers. */
function languageOf(request: Request): Language {
  const { lang } = request.query;
  return LANGUAGES.find((language) => language === lang) ?? preferredLanguage(request.headers['accept-language']);
}

/** Of the examples; a proxy on this machine may say that it is https. Whatever is no host is left out. */
function originOf(request: Request): string {
  const host = request.get('host') ?? '';
  return /^[\w.:[\]-]{1,255}$/.test(host) ? `${request.protocol}://${host}` : NO_ORIGIN;
}
