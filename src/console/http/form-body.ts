import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';

import { isShallow } from '../../platform/validation/shallow-value.js';
import { FormTooLarge, FormUnreadable } from '../console.errors.js';

/** The largest form of the console, a role with all permissions or ten thousand agents by ranges, has a tenth of this. */
export const LARGEST_FORM_BYTES = 1_048_576;
const MOST_FIELDS = 2_000;
/** Sixteen megabytes by a line of 4 Mbit/s. */
const LARGE_READ_MS = 40_000;
/** Names that would reach into JavaScript's own objects when AdminJS unfolds `a.b`. */
const FORBIDDEN_NAME = /(^|\.)(__proto__|constructor|prototype)(\.|$)/;

export type Form = Record<string, unknown>;

const parseMultipart = multer({
  limits: { fields: MOST_FIELDS, fieldSize: LARGEST_FORM_BYTES, fieldNameSize: 200, files: 0, headerPairs: 20 },
}).none();

/**
 * The fields of a posted form, of AdminJS's kind (multipart without files) or JSON; {} where nothing was posted.
 *
 * @throws FormTooLarge, FormUnreadable
 */
export async function readForm(request: Request, response: Response): Promise<Form> {
  const type = request.headers['content-type'] ?? '';
  const announced = request.headers['content-length'];
  if (Number(announced ?? 0) > LARGEST_FORM_BYTES) throw new FormTooLarge();
  if (/^multipart\/form-data\b/i.test(type)) {
    // what is parsed part by part has no other limit as a whole
    if (announced === undefined) throw new FormUnreadable();
    return fieldsOf(Object.entries(await multipart(request, response)));
  }
  const body = await bytesOf(request, LARGEST_FORM_BYTES);
  if (body.length === 0) return {};
  if (/^application\/json\b/i.test(type)) return fieldsOf(Object.entries(jsonObject(body)));
  throw new FormUnreadable();
}

function multipart(request: Request, response: Response): Promise<object> {
  return new Promise((resolve, reject) => {
    parseMultipart(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve((request.body ?? {}) as object);
      else
        reject(
          error instanceof MulterError && error.code.startsWith('LIMIT_FIELD')
            ? new FormTooLarge()
            : new FormUnreadable(),
        );
    });
  });
}

/**
 * JSON that is larger than a form, of a type that Nest's own parser leaves alone.
 *
 * @throws FormTooLarge, FormUnreadable
 */
export async function readLargeJson(request: Request, largestBytes: number): Promise<Form> {
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) throw new FormTooLarge();
  return fieldsOf(Object.entries(jsonObject(await inTime(request, bytesOf(request, largestBytes)))));
}

/** What is of a type that Nest's own parsers leave alone. @throws FormTooLarge */
export async function readBytes(request: Request, largestBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largestBytes) throw new FormTooLarge();
  return inTime(request, bytesOf(request, largestBytes));
}

/** Others may wait until this one is read. */
async function inTime<T>(request: Request, reading: Promise<T>): Promise<T> {
  const timer = setTimeout(() => request.destroy(), LARGE_READ_MS);
  try {
    return await reading;
  } finally {
    clearTimeout(timer);
  }
}

async function bytesOf(request: Request, largestBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBytes) throw new FormTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function jsonObject(body: Buffer): object {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below
  }
  throw new FormUnreadable();
}

function fieldsOf(entries: readonly [string, unknown][]): Form {
  if (entries.length > MOST_FIELDS) throw new FormTooLarge();
  const form: Form = {};
  for (const [name, value] of entries) {
    if (FORBIDDEN_NAME.test(name) || !isShallow(value)) throw new FormUnreadable();
    form[name] = value;
  }
  return form;
}
