import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import { preferredLanguage } from '../../platform/errors/preferred-language.js';
import { openApiDocument } from './open-api-document.js';

/** The documentation, for everyone: the page, its style, and the document for programs. */
@Injectable()
export class DocsPages {
  answer(request: Request, response: Response): void {
    const language = languageOf(request);
    response.json(openApiDocument(language));
  }
}

/** As asked for in the address; else as the browser prefers. */
export function languageOf(request: Request): Language {
  const { lang } = request.query;
  return LANGUAGES.find((language) => language === lang) ?? preferredLanguage(request.headers['accept-language']);
}
