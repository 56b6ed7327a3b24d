import type { CallDraft } from './call-draft.js';
import { armTalk } from './line-talk.js';
import { nextWishAt, waiterOf } from './wish.js';

/** Puts the caller where they belong in the line of their queue, as of now; later they may ask for less. */
export function waitInQueue(draft: CallDraft): void {
  const waiter = waiterOf(draft.state);
  if (waiter === null) return;
  draft.phase('waiting');
  draft.set({ wishAt: draft.now });
  draft.clear('widen');
  const widenAt = nextWishAt(waiter, draft.config, draft.now);
  if (widenAt !== null) draft.timer('widen', widenAt - draft.now);
  armTalk(draft);
  draft.asks.push({ ask: 'wait' });
}
