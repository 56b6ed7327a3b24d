import type { IncomingMessage } from 'node:http';

import { isShallow } from '../../platform/validation/shallow-value.js';
import { InvalidJson, TooLarge, UnsupportedMediaType } from '../openapi.errors.js';

export const MOST_BYTES = 64 * 1024;

/**
 * The JSON object that a request brings; an empty one where it brings nothing.
 *
 * @throws TooLarge, UnsupportedMediaType, InvalidJson
 */
export async function readBody(request: IncomingMessage): Promise<object> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw new TooLarge(MOST_BYTES);
  const bytes = await collect(request);
  if (bytes.length === 0) return {};
  if (!isJson(request.headers['content-type']) || request.headers['content-encoding'] !== undefined) {
    throw new UnsupportedMediaType();
  }
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isShallow(value)) throw new InvalidJson();
  return value;
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // who sends too much is told so: the request is not destroyed with the answer still to come
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of pieces) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new TooLarge(MOST_BYTES);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json *(; *charset="?utf-8"? *)?$/i.test(contentType ?? '');
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InvalidJson();
  }
}
