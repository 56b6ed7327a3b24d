import type { Server } from 'node:http';

/** The head of a request is a few hundred bytes. */
export const HEAD_WITHIN_MS = 15_000;
/**
 * A whole request. Half a minute would do for all but uploads of prompts, which take longer on slow lines; Node knows one
 * limit for all requests, so it is theirs. What is asked for is judged anew when it comes (Gate), however late.
 */
export const REQUEST_WITHIN_MS = 120_000;

/** Requests that are held back keep their connection no longer than that. */
export function limitLateRequests(server: Server): void {
  server.headersTimeout = HEAD_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
}
