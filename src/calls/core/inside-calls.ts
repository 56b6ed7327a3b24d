import type { ExtensionId } from '../../kernel/ids.js';
import { NOT_FORWARDED } from '../../lines/core/forwarding.js';
import { goTo } from './call-moves.js';
import type { CallDraft } from './call-draft.js';
import { CAUSE } from './causes.js';
import { isAfterHours } from './forwarding-moves.js';
import { readDialled, type Dialled } from './telephone-dial.js';

/** What a number of the house leads to. */
export type DialledInside = Extract<Dialled, { kind: 'agent' | 'extension' | 'queue' | 'access' }>;

export function isInside(dialled: Dialled): dialled is DialledInside {
  const { kind } = dialled;
  return kind === 'agent' || kind === 'extension' || kind === 'queue' || kind === 'access';
}

/** Somebody at a telephone of the house is brought to whom they have called there. */
export function callWithin(draft: CallDraft, dialled: DialledInside): void {
  switch (dialled.kind) {
    case 'agent':
      callTelephone(draft, draft.around.inUse.telephoneOf(dialled.agentId, draft.config));
      return;
    case 'extension':
      callTelephone(draft, dialled.extensionId);
      return;
    case 'queue':
      goTo(draft, { to: 'queue', queueId: dialled.queueId });
      return;
    case 'access':
      goTo(draft, dialled.destination);
      return;
  }
}

/** The agent whom their telephone has called first has answered: from now on it is as if they had dialled there. */
export function placerWithin(draft: CallDraft): void {
  const { tenantId, called, times } = draft.state;
  draft.clear('ring');
  draft.set({ times: { ...times, ringingAt: null } });
  const dialled = tenantId === null ? null : readDialled(called, tenantId, draft.config);
  // What was so when the call was placed may be over.
  if (dialled !== null && isInside(dialled)) callWithin(draft, dialled);
  else draft.close('number-not-in-use', 'unknown_number', CAUSE.unallocated);
}

/** Who is busy is not rung, but may have said where callers go then. */
function callTelephone(draft: CallDraft, extensionId: ExtensionId | null): void {
  if (extensionId === null) {
    draft.close('nobody-answers', 'extension_unreachable');
    return;
  }
  const { forwardAll, forwardBusy } = draft.config.extensions.get(extensionId)?.forwarding ?? NOT_FORWARDED;
  const goesOn = forwardAll !== null || forwardBusy !== null || isAfterHours(draft, extensionId);
  if (!draft.around.desk.isBusyAt(extensionId) || goesOn) {
    goTo(draft, { to: 'extension', extensionId });
    return;
  }
  draft.step('extension.missed', { extensionId, why: 'busy' });
  draft.close('telephone-busy', 'extension_unreachable', CAUSE.busy);
}
