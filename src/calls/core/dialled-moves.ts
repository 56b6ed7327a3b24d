import type { AgentId } from '../../kernel/ids.js';
import type { CallDraft } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import { connect } from './connecting.js';
import { customerRefused, dialCustomer } from './placed-moves.js';
import { numberToShow } from './number-to-show.js';

/** A customer is called by a trunk of the tenant, as in any call that is placed; the first leg is there already. */
export function dialOutside(draft: CallDraft, number: string, agentId: AgentId | null, mayCall: boolean): void {
  const { tenantId } = draft.state;
  if (tenantId === null) return;
  const shown = numberToShow(draft.config, tenantId, null, { agentId });
  const caller = shown ?? draft.state.caller;
  draft.set({ direction: 'outbound', called: number, caller, agentId, phase: 'dialling' });
  if (!mayCall) customerRefused(draft, 'outside_closed');
  else if (shown === null) customerRefused(draft, 'no_number_to_show');
  else dialCustomer(draft);
}

/** Somebody else's telephone takes the call that rings at a colleague's. */
export function pickedUp(draft: CallDraft, taken: Extract<CallInput, { type: 'party.pickedUp' }>): void {
  const { channelId, extensionId, agentId } = taken;
  const party = draft.state.partyLeg?.party;
  if (party?.kind === 'agent') draft.asks.push({ ask: 'agentWithdrawn', agentId: party.agentId });
  draft.clear('ring');
  draft.dropParty();
  draft.set({ group: null });
  draft.step('call.pickedUp', { agentId, extensionId, from: party?.kind === 'agent' ? party.agentId : null });
  const taker =
    agentId === null ? ({ kind: 'extension', extensionId } as const) : ({ kind: 'agent', agentId } as const);
  draft.set({ partyLeg: { channelId, since: draft.now, rang: true, answered: false, party: taker } });
  draft.commands.push({ command: 'answer', channelId });
  connect(draft);
}
