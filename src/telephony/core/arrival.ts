import type { CallId } from '../../kernel/ids.js';
import { nodeEndpoint, type Visit } from '../../kernel/visit.js';
import { at, text } from './json.js';
import { readVisit } from './visit.js';

/** The SIP edge as an endpoint of Asterisk: calls from carriers come by it, and it says by which trunk. */
const EDGE = 'edge';
const TRUNK = /^trunk-[a-z0-9-]{1,50}$/;
/** First argument of what comes to an open line; no endpoint is called so. */
export const OPEN_LINE = 'line';
const ANY_NODE = nodeEndpoint('');

export interface Arrival {
  readonly callId: CallId;
  readonly endpoint: string;
  readonly callerNumber: string;
  readonly dialled: string;
  readonly visit: Visit | null;
}

/**
 * Who comes, by which line, with what.
 *
 * @param args of the Stasis application (extensions.conf): the endpoint and, of another node, the visit's header; of the
 *   edge, the name of the trunk. Nobody else is believed either of them
 * @param channel as ARI tells it
 */
export function arrivalOf(args: readonly (string | null)[], channel: unknown, newCallId: () => CallId): Arrival {
  const endpoint = args[0] ?? '';
  const brought = args[1] ?? null;
  const visit = endpoint.startsWith(ANY_NODE) ? readVisit(brought) : null;
  if (visit !== null) {
    return { callId: visit.callId, endpoint, callerNumber: visit.caller, dialled: visit.called, visit };
  }
  return {
    callId: newCallId(),
    endpoint: endpoint === EDGE && TRUNK.test(brought ?? '') ? (brought ?? '') : endpoint,
    callerNumber: text(at(channel, 'caller', 'number')) ?? '',
    dialled: text(at(channel, 'dialplan', 'exten')) ?? '',
    visit: null,
  };
}
