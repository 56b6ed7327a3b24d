import type { CallDraft } from '../call-draft.js';
import type { PartyLeg } from '../call-state.js';
import { CAUSE } from '../causes.js';
import type { PersonParty } from '../outside/outside-party.js';
import { outsideOf } from '../outside/outside-leg.js';
import { isRunning, leaveOffRecording, recordNextPart } from '../recording-moves.js';
import { change } from './changing.js';
import { firstLeads } from './lead.js';
import { AS_IT_BEGAN, sidesIn } from './side-leg.js';

/** The colleague leads the conversation from now on: who hears whom stays as it is. */
export function takeLead(draft: CallDraft): void {
  const { talk, recording } = draft.state;
  const { muted, farMuted = false } = talk ?? AS_IT_BEGAN;
  const isRecorded = isRunning(recording);
  // The recorder is on the leg that stays when who leads is gone.
  if (isRecorded) leaveOffRecording(draft, 'paused');
  // Supervisors listen by the telephone of who leads.
  const sides = sidesIn(draft.state).map((side) =>
    side.part === 'listening' ? { ...side, listened: (side.listened ?? 0) + 1 } : side,
  );
  change(draft, { firstLeads: !firstLeads(draft.state), muted: farMuted, farMuted: muted, sides });
  if (isRecorded) recordNextPart(draft);
}

/** Gives up the leg of who leads; the other side's is the first from now on. */
export function turn(draft: CallDraft): void {
  if (!firstLeads(draft.state)) {
    draft.dropParty();
    return;
  }
  const { direction, callerLeg, partyLeg, strayLegs } = draft.state;
  if (partyLeg === null) return;
  const { channelId, since, party } = partyLeg;
  const who = isPerson(party) ? { party } : {};
  draft.set({
    turned: direction === 'outbound',
    callerLeg: { channelId, endpoint: endpointOf(draft, party), since, answered: true, gone: false, ...who },
    partyLeg: null,
  });
  if (callerLeg.gone) return;
  draft.commands.push({ command: 'hangUp', channelId: callerLeg.channelId, causeCode: CAUSE.normal });
  draft.set({ strayLegs: [...strayLegs, { channelId: callerLeg.channelId, since: draft.now }] });
}

function isPerson(party: PartyLeg['party']): party is PersonParty {
  return party.kind === 'agent' || party.kind === 'extension' || party.kind === 'outside';
}

/** Of a leg that we dialled: its line. */
function endpointOf({ config, around }: CallDraft, party: PartyLeg['party']): string {
  const trunkId = party.kind === 'customer' ? party.trunkId : isPerson(party) ? outsideOf(party)?.trunkId : undefined;
  if (trunkId !== undefined) return config.trunks.get(trunkId)?.endpoint ?? '';
  const extensionId =
    party.kind === 'extension'
      ? party.extensionId
      : party.kind === 'agent'
        ? around.inUse.houseTelephone(party.agentId, config)
        : null;
  return extensionId === null ? '' : (config.extensions.get(extensionId)?.endpoint ?? '');
}
