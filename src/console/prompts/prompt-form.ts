import { randomBytes } from 'node:crypto';

import type { Request, Response } from 'express';
import multer, { diskStorage } from 'multer';

import { PromptRejected } from '../../prompts/prompts.errors.js';
import { FormUnreadable } from '../console.errors.js';

export interface UploadRules {
  /** Where the file is kept, under a name of ours. */
  readonly folder: string;
  readonly largestBytes: number;
}

export interface PromptForm {
  readonly fields: Readonly<Record<string, unknown>>;
  /** undefined: none was sent. Whoever asked removes it. */
  readonly file: { readonly path: string; readonly name: string } | undefined;
}

/** What the form has beside the file: its fields and the lines between them. */
const BESIDE_BYTES = 16_384;

/**
 * A form with one file. What is larger than allowed is refused before it is read where its length is announced, and else
 * as soon as it is; nothing more is read from that connection, and nothing of it stays.
 *
 * @throws PromptRejected too_large; FormUnreadable
 */
export function readPromptForm(request: Request, response: Response, rules: UploadRules): Promise<PromptForm> {
  return new Promise((resolve, reject) => {
    const most = rules.largestBytes + BESIDE_BYTES;
    const refuse = (): void => {
      leaveUnread(request, response);
      reject(new PromptRejected('too_large'));
    };
    if (Number(request.headers['content-length'] ?? 0) > most) {
      refuse();
      return;
    }
    let taken = 0;
    const count = (piece: Buffer): void => {
      taken += piece.length;
      if (taken <= most) return;
      request.off('data', count);
      refuse();
    };
    parserFor(rules)(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve(formOf(request));
      else reject(new FormUnreadable());
    });
    // beside the parser, which by itself reads to the end whatever the length
    request.on('data', count);
  });
}

/** The connection ends with the answer: what is still on its way is not waited for. */
export function leaveUnread(request: Request, response: Response): void {
  response.set('Connection', 'close');
  request.unpipe();
  request.pause();
  // told of nothing, the parser would keep what it has
  response.once('close', () => request.destroy());
}

function parserFor({ folder }: UploadRules): ReturnType<ReturnType<typeof multer>['single']> {
  return multer({
    storage: diskStorage({
      destination: folder,
      filename: (_request, _file, done) => done(null, randomBytes(16).toString('hex')),
    }),
    // the length of the whole is counted beside it; its own limit waits for the end of what is sent
    limits: { files: 1, fields: 5, fieldSize: 1_000, fieldNameSize: 50, headerPairs: 20 },
    defParamCharset: 'utf8',
  }).single('file');
}

function formOf(request: Request): PromptForm {
  const { file } = request;
  return {
    fields: { ...(request.body as object | undefined) },
    file: file === undefined ? undefined : { path: file.path, name: file.originalname },
  };
}
