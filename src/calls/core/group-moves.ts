import type { MissedWhy } from '../../acd/core/agent.js';
import type { Destination } from '../../kernel/destination.js';
import type { ChannelId, ExtensionId, RingGroupId } from '../../kernel/ids.js';
import { nextInGroup, type RingGroup } from '../../lines/core/ring-group.js';
import type { CallDraft } from './call-draft.js';
import type { PartyLeg } from './call-state.js';
import { dial, entertain, own } from './legs.js';

/** The caller comes to a ring group. @returns where they go at once, as nobody is there; null: telephones ring, or it is over */
export function enterGroup(draft: CallDraft, ringGroupId: RingGroupId): Destination | null {
  const group = own(draft, draft.config.ringGroups.get(ringGroupId));
  if (group === undefined) {
    draft.close('nobody-answers', 'extension_unreachable');
    return null;
  }
  draft.step('group.entered', { ringGroupId, name: group.name });
  draft.set({ group: { ringGroupId, rung: [] }, times: { ...draft.state.times, ringingAt: null } });
  draft.phase('ringing');
  entertain(draft, 'default');
  return ringNext(draft, group);
}

/** Whether it is telephones of a ring group that ring. */
export function isInGroup({ state }: CallDraft): boolean {
  return (state.group ?? null) !== null;
}

/** One of those that ring has ended: the others ring on, or the next do. @returns where the caller goes if nobody is left */
export function memberEnds(draft: CallDraft, channelId: ChannelId, why: MissedWhy | 'lost'): Destination | null {
  const { partyLeg, rivals } = draft.state;
  const legs = [partyLeg, ...rivals].filter((leg) => leg !== null);
  const gone = legs.find((leg) => leg.channelId === channelId);
  if (gone === undefined) return null;
  tellMissed(draft, gone, why === 'lost' ? 'unreachable' : why);
  const [first = null, ...others] = legs.filter((leg) => leg !== gone);
  draft.set({ partyLeg: first, rivals: others });
  return first === null ? goOn(draft) : null;
}

/** Those that ring have rung long enough. @returns where the caller goes if nobody is left */
export function membersMissed(draft: CallDraft): Destination | null {
  const { partyLeg, rivals } = draft.state;
  for (const leg of [partyLeg, ...rivals]) if (leg !== null) tellMissed(draft, leg, 'no_answer');
  draft.dropParty();
  return goOn(draft);
}

/** Somebody answers: they are the party, whoever else rings is spared. */
export function memberAnswers(draft: CallDraft, channelId: ChannelId): void {
  const { partyLeg, rivals } = draft.state;
  const first = rivals.find((leg) => leg.channelId === channelId);
  if (first !== undefined && partyLeg !== null) {
    draft.set({ partyLeg: first, rivals: [partyLeg, ...rivals.filter((leg) => leg !== first)] });
  }
  draft.set({ group: null });
}

function goOn(draft: CallDraft): Destination | null {
  const ringGroupId = draft.state.group?.ringGroupId;
  const group = ringGroupId === undefined ? undefined : own(draft, draft.config.ringGroups.get(ringGroupId));
  draft.clear('ring');
  if (group !== undefined) return ringNext(draft, group);
  draft.set({ group: null });
  draft.close('nobody-answers', 'extension_unreachable');
  return null;
}

function ringNext(draft: CallDraft, group: RingGroup): Destination | null {
  const { desk } = draft.around;
  const rung = draft.state.group?.rung ?? [];
  const isFree = (one: ExtensionId): boolean =>
    own(draft, draft.config.extensions.get(one)) !== undefined && !desk.isBusyAt(one);
  const next = nextInGroup(group, rung, isFree, draft.state.callId);
  draft.set({ group: { ringGroupId: group.id, rung: [...rung, ...next] } });
  const legs: PartyLeg[] = [];
  for (const extensionId of next) {
    draft.step('extension.dialled', { extensionId });
    dial(draft, extensionId, group.ringS, desk.freeAgentAt(extensionId));
    if (draft.state.partyLeg !== null) legs.push(draft.state.partyLeg);
  }
  const [first = null, ...rivals] = legs;
  draft.set({ partyLeg: first, rivals });
  if (first !== null) return null;
  draft.set({ group: null });
  draft.stopMusic();
  return group.otherwise;
}

function tellMissed(draft: CallDraft, { party }: PartyLeg, why: MissedWhy): void {
  if (party.kind === 'extension') draft.step('extension.missed', { extensionId: party.extensionId, why });
}
