/** The engine's local API on its unix socket, and HTTP on loopback: small, without following anything. */
import { request, type IncomingMessage, type RequestOptions } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** @throws Error where nobody answers within 5 s */
export async function ask(options: RequestOptions, body?: unknown): Promise<Answer> {
  const response = await open(options, body);
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, body: text };
}

/** The answer as it comes in; for streams. */
export function open(options: RequestOptions, body?: unknown): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers =
    text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, headers: { ...headers, ...(options.headers as object | undefined) } }, resolve);
    asked.setTimeout(5000, () => asked.destroy(new Error('no answer within 5 s')));
    asked.on('response', () => asked.setTimeout(0));
    asked.on('error', reject);
    asked.end(text);
  });
}
