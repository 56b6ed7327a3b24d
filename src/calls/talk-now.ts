import type { TalkNow } from '../kernel/live-status.js';
import type { CallState } from './core/call-state.js';
import { AS_IT_BEGAN, type SideLeg } from './core/talk/side-leg.js';

/** What people have made of a conversation, as programs see it: by this they name whom an act is about. */
export function talkNow({ talk, recording }: Pick<CallState, 'talk' | 'recording'>): TalkNow {
  const { held, muted, asked = null, found = {}, sides } = talk ?? AS_IT_BEGAN;
  return { held, muted, inFlow: asked !== null, found, recording, members: sides.flatMap(memberNow) };
}

function memberNow({ channelId, party, part, answered }: SideLeg): TalkNow['members'] {
  // Nobody is to notice who listens.
  if (part !== 'consulted' && part !== 'speaker' && part !== 'listener') return [];
  const agentId = party.kind === 'agent' ? party.agentId : null;
  const extensionId = party.kind === 'extension' ? party.extensionId : null;
  return [{ id: channelId, agentId, extensionId, part, answered }];
}
