import { decideForwarding, NOT_FORWARDED, type ForwardWhy } from '../../lines/core/forwarding.js';
import type { Destination } from '../../kernel/destination.js';
import type { ExtensionId } from '../../kernel/ids.js';
import type { CallDraft } from './call-draft.js';
import { calendarNow } from './flow/flow-moves.js';
import { own } from './legs.js';

/** Whether the telephone sends its callers on because nobody works, by the calendar that it names. */
export function isAfterHours(draft: CallDraft, extensionId: ExtensionId): boolean {
  const { forwardAfterHours, calendarId } = draft.config.extensions.get(extensionId)?.forwarding ?? NOT_FORWARDED;
  if (forwardAfterHours === null || calendarId === null) return false;
  return calendarNow(own(draft, draft.config.calendars.get(calendarId)), draft) !== 'working';
}

/**
 * Whether a telephone sends its caller on, and where to. One whose telephones send callers in a circle is told that nobody
 * answers.
 *
 * @returns null: the caller stays with the telephone; `ended`: nowhere any more
 */
export function sentOn(draft: CallDraft, extensionId: ExtensionId, why: ForwardWhy): Destination | 'ended' | null {
  const extension = own(draft, draft.config.extensions.get(extensionId));
  const { forwardedBy } = draft.state;
  const forwarded = extension === undefined ? null : decideForwarding(extension, why, forwardedBy);
  if (forwarded === null || forwarded.kind === 'stays') return null;
  if (forwarded.kind === 'circle') {
    draft.step('extension.missed', { extensionId, why: 'circle' });
    draft.close('nobody-answers', 'loop');
    return 'ended';
  }
  draft.step('call.forwarded', { extensionId, why });
  draft.set({ forwardedBy: [...forwardedBy, extensionId] });
  draft.stopMusic();
  return forwarded.to;
}
