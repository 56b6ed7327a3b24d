import type { Instant } from '../../kernel/clock.js';
import type { CallId } from '../../kernel/ids.js';
import type { SystemPrompt } from '../../prompts/core/prompt.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';
import type { NodeConfig } from './node-config.js';
import { wordsOfRefusal } from './placed-moves.js';
import type { PlaceEvent, PlaceRefusal } from './placing.js';
import { readDialled } from './telephone-dial.js';

interface Room {
  readonly config: NodeConfig;
  place(event: PlaceEvent, now: Instant): PlaceRefusal | null;
}

/** An agent has keyed a number on their open line: the call comes to that line, or they hear why not. */
export function lineDials(
  { callId, tenantId, line }: CallState,
  dialled: string,
  room: Room,
  now: Instant,
): Extract<CallInput, { type: 'line.told' }> | null {
  if (tenantId === null || line === null) return null;
  const told = (words: SystemPrompt) => ({ type: 'line.told', words, ends: false }) as const;
  const read = readDialled(dialled, tenantId, room.config);
  if (read.kind === 'unknownCode') return told('no-such-code');
  if (read.kind !== 'outside') return told('number-not-in-use');
  const placed = `${callId}-d${String(now)}` as CallId;
  const { agentId } = line;
  const order = { callId: placed, tenantId, agentId, number: read.number, callerNumber: null } as const;
  const refusal = room.place({ type: 'call.place', ...order }, now);
  return refusal === null ? null : told(wordsOf(refusal));
}

function wordsOf(refusal: PlaceRefusal): SystemPrompt {
  const [room, why = ''] = refusal.split('.');
  return room === 'acd' ? 'not-now' : wordsOfRefusal(why)[0];
}
