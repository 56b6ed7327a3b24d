import { request as plainly, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as encrypted } from 'node:https';
import { isIP } from 'node:net';

import type { Answer, Question } from '../kernel/question.js';
import { NotAnswered } from './connections.errors.js';
import type { Connection } from './core/connection.js';
import { asText, pointed } from './core/json-pointer.js';
import type { NetworkGuard } from './network-guard.js';

const LARGEST_BYTES = 262_144;
const KNOWS_NOTHING: ReadonlySet<number> = new Set([204, 404]);
/** What belongs to the connection and not to those who ask. */
const NOT_FOR_FLOWS = /^(host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|proxy-.*)$/i;

type Request = Extract<Question, { kind: 'request' }>;

/**
 * Asks by HTTP. Redirections are not followed: the secret is meant for nobody else.
 *
 * @throws NotAnswered, or what the network says
 */
export async function askByHttp(
  connection: Connection,
  question: Request,
  guard: NetworkGuard,
  signal: AbortSignal,
): Promise<Answer> {
  const url = urlOf(connection.address, question.path);
  const address = await guard.resolve(url.hostname);
  const answer = await send(url, address, headersOf(connection, question), question, signal);
  const status = answer.statusCode ?? 0;
  if (KNOWS_NOTHING.has(status)) {
    answer.destroy();
    return { got: 'nothing' };
  }
  if (status < 200 || status > 299) {
    answer.destroy();
    throw new NotAnswered(`it answered ${String(status)}`);
  }
  const body = await bodyOf(answer);
  return Object.keys(question.take).length === 0 ? { got: 'values', values: {} } : valuesIn(body, question.take);
}

/** @throws NotAnswered where a path leads to somebody else */
function urlOf(address: string, path: string): URL {
  const base = new URL(address);
  const whole = `${address.replace(/\/$/, '')}${path}`;
  if (!/^([/?]|$)/.test(path) || !URL.canParse(whole)) throw new NotAnswered('the path leads nowhere');
  const url = new URL(whole);
  if (url.origin !== base.origin || url.username !== '') throw new NotAnswered('the path leads elsewhere');
  return url;
}

function headersOf({ secret, secretHeader }: Connection, { headers, body }: Request): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => !NOT_FOR_FLOWS.test(name));
  return {
    accept: 'application/json',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), encodedAsLatin(value)])),
    ...(secret === null ? {} : { [(secretHeader ?? 'authorization').toLowerCase()]: secret }),
  };
}

/** Headers travel as bytes: UTF-8 as most servers read them. */
function encodedAsLatin(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

async function send(
  url: URL,
  address: string,
  headers: Record<string, string>,
  { method, body }: Request,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const bytes = body === null || method === 'GET' ? null : Buffer.from(body, 'utf8');
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const options: RequestOptions & { readonly servername?: string } = {
    method,
    host: address,
    port: url.port === '' ? undefined : url.port,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...headers, ...(bytes === null ? {} : { 'content-length': bytes.length }) },
    agent: false,
    signal,
    ...(isIP(hostname) > 0 ? {} : { servername: hostname }),
  };
  return new Promise((resolve, reject) => {
    const asking = (url.protocol === 'https:' ? encrypted : plainly)(options, resolve);
    asking.on('error', reject);
    asking.end(bytes ?? undefined);
  });
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > LARGEST_BYTES) throw new NotAnswered('it answered without end');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function valuesIn(body: string, take: Request['take']): Answer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new NotAnswered('it answered no JSON');
  }
  if (json === null || (Array.isArray(json) && json.length === 0)) return { got: 'nothing' };
  const found = Object.entries(take).map(([name, place]) => [name, pointed(json, place)] as const);
  const missing = found.find(([, value]) => value === undefined);
  if (missing !== undefined) throw new NotAnswered(`its answer has nothing for ${missing[0]}`);
  return { got: 'values', values: Object.fromEntries(found.map(([name, value]) => [name, asText(value)])) };
}
