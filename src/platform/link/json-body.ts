import type { IncomingMessage } from 'node:http';

import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';

/** The body of a request as JSON; null where it has none. @throws BadRequestException, PayloadTooLargeException */
export async function jsonBody(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new PayloadTooLargeException();
    chunks.push(chunk);
  }
  if (bytes === 0) return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequestException('The body is not JSON');
  }
}
