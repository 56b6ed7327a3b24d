import { isCallbackTime, type QueueCallback } from '../../../acd/core/queue-callback.js';
import { lineMedia } from '../../../prompts/core/line-words.js';
import { spokenMedia } from '../../../prompts/core/spoken.js';
import type { CallDraft } from '../call-draft.js';
import { isNeverCalled } from '../caller-lists.js';
import { zoneOf } from '../node-config.js';
import { callbackOf, canCallOut } from './callback-rules.js';

/** What the caller's queue says of calling back, where this caller can be now; null: they cannot. */
export function offered(draft: CallDraft): QueueCallback | null {
  const { role, host, direction, callerLeg, tenantId, queueId, caller } = draft.state;
  const rules = callbackOf(draft.config, queueId);
  if (rules === null || role !== 'owner' || host !== null || direction !== 'inbound') return null;
  if (tenantId === null || !callerLeg.answered) return null;
  if (!isCallbackTime(rules, zoneOf(draft.config, tenantId), draft.now)) return null;
  if (isNeverCalled(draft.config.callerLists, tenantId, caller, draft.now)) return null;
  return canCallOut(draft.around, tenantId) ? rules : null;
}

/** What is said of it between the music; nothing where it is not offered now. */
export function offerMedia(draft: CallDraft): readonly string[] {
  const rules = offered(draft);
  if (rules === null) return [];
  const { language } = draft.state;
  return [
    lineMedia('callback-press', language),
    ...spokenMedia(rules.key, 'number', language),
    lineMedia('callback-press-end', language),
  ];
}
