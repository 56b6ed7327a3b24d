import { AsyncLocalStorage } from 'node:async_hooks';

import type { CallId } from '../../kernel/ids.js';

const currentCall = new AsyncLocalStorage<CallId>();

/** Runs `work`, and all that it starts, on behalf of a call: every line logged meanwhile carries `callId`. */
export function onBehalfOf<T>(callId: CallId, work: () => T): T {
  return currentCall.run(callId, work);
}

export function callAtWork(): CallId | undefined {
  return currentCall.getStore();
}
