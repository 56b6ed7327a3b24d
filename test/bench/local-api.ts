import { request } from 'node:http';

/** Asks the engine over its socket. @throws Error for a status of 400 and above, or when nobody listens */
export function askEngine(socketPath: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const question = request({ socketPath, method, path, headers, timeout: 10_000 }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('error', reject);
      answer.once('end', () => {
        const text = Buffer.concat(parts).toString();
        const status = answer.statusCode ?? 0;
        if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${text}`));
        else resolve(text === '' ? null : JSON.parse(text));
      });
    });
    question.once('error', reject);
    question.once('timeout', () => question.destroy(new Error(`${method} ${path}: no answer`)));
    question.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
