import type { ChannelId } from '../../../kernel/ids.js';
import type { CallDraft } from '../call-draft.js';
import { AS_IT_BEGAN, sidesIn, type SideLeg, type Talk } from './side-leg.js';

export function change(draft: CallDraft, changed: Partial<Talk>): void {
  draft.set({ talk: { ...(draft.state.talk ?? AS_IT_BEGAN), ...changed } });
}

export function changeSide(draft: CallDraft, channelId: ChannelId, changed: Partial<SideLeg>): void {
  const sides = sidesIn(draft.state).map((side) => (side.channelId === channelId ? { ...side, ...changed } : side));
  change(draft, { sides });
}

/** Takes a side out of the conversation; its channel is another's affair. */
export function forgetSide(draft: CallDraft, { channelId }: SideLeg): void {
  change(draft, { sides: sidesIn(draft.state).filter((side) => side.channelId !== channelId) });
}
