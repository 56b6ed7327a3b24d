import type { MissedWhy } from '../../acd/core/agent.js';
import type { ChannelId, ExtensionId, PlaybackId } from '../../kernel/ids.js';
import { lineMedia } from '../../prompts/core/line-words.js';
import type { CallDraft } from './call-draft.js';
import type { PartyLeg } from './call-state.js';
import { CAUSE, causeOr } from './causes.js';
import { connect } from './connecting.js';
import { newParty, tellToDial } from './legs.js';
import { outsideSide, triedBy } from './outside/moves.js';
import type { OutsideParty } from './outside/outside-party.js';

/** Who answers outside takes the call by this key: a mailbox presses none. */
const TAKES = '1';
/** So long it is waited for at least, milliseconds; how to do it is said over and over meanwhile. */
const TAKEN_WITHIN_MS = 20_000;
const SAID_TIMES = 4;

/** A number outside that rings together with a telephone, as it is in the call. */
type Twin = PartyLeg & { readonly party: OutsideParty & { readonly twinOf: ExtensionId } };

function isTwin(leg: PartyLeg): leg is Twin {
  return leg.party.kind === 'outside' && leg.party.twinOf !== undefined;
}

/** The telephone whose caller it is, where a number outside is called beside it or in its place. */
export function twinOf(leg: PartyLeg | null): ExtensionId | null {
  return leg !== null && isTwin(leg) ? leg.party.twinOf : null;
}

/** Calls the number outside that rings together with the telephone, which rings already. */
export function ringTwin(draft: CallDraft, extensionId: ExtensionId, ringS: number): void {
  const number = draft.config.extensions.get(extensionId)?.forwarding?.followMe ?? null;
  if (number !== null) callTwin(draft, extensionId, { number, tried: [], ringS });
}

function callTwin(
  draft: CallDraft,
  extensionId: ExtensionId,
  { number, tried, ringS }: { readonly ringS: number } & Pick<OutsideParty, 'number' | 'tried'>,
): boolean {
  const called = outsideSide(draft, number, tried);
  if (called === null) return false;
  const { partyLeg: first, rivals } = draft.state;
  const channelId = newParty(draft, { ...called.party, twinOf: extensionId });
  const { partyLeg: twin } = draft.state;
  if (first !== null && twin !== null) draft.set({ partyLeg: first, rivals: [...rivals, twin] });
  tellToDial(draft, channelId, { endpoint: called.endpoint, number: called.number }, called.shown, ringS);
  return true;
}

/** One of those that ring is answered: a telephone of the house has the call, outside a key is asked for. */
export function ringingAnswers(draft: CallDraft, channelId: ChannelId): void {
  const leg = legAt(draft, channelId);
  if (leg === undefined) return;
  if (!isTwin(leg)) connect(draft);
  else if (!leg.answered) askForKey(draft, leg);
}

function askForKey(draft: CallDraft, leg: Twin): void {
  const { channelId } = leg;
  replace(draft, leg, { ...leg, answered: true });
  draft.priceFromNow();
  const leftMs = (draft.state.timers.ring ?? draft.now) - draft.now;
  draft.timer('ring', Math.max(leftMs, TAKEN_WITHIN_MS));
  const said = lineMedia('press-to-take', draft.state.language);
  const media = Array.from({ length: SAID_TIMES }, () => said);
  draft.commands.push({ command: 'playPrompt', channelId, playbackId: playbackOf(channelId), media });
}

/** A key is pressed by whoever is called: the one that takes the call brings them together. */
export function ringingKeyed(draft: CallDraft, channelId: ChannelId, key: string): void {
  const leg = legAt(draft, channelId);
  if (leg === undefined || !isTwin(leg) || !leg.answered || key !== TAKES) return;
  const { partyLeg, rivals } = draft.state;
  const { kind, number, trunkId, tried } = leg.party;
  const others = [partyLeg, ...rivals].filter((other) => other !== null && other !== leg);
  draft.set({ partyLeg: { ...leg, party: { kind, number, trunkId, tried } }, rivals: others as readonly PartyLeg[] });
  draft.commands.push({ command: 'stopPrompt', channelId, playbackId: playbackOf(channelId) });
  connect(draft);
}

/** A number outside is gone: by another trunk, where it was the trunk that could not. @returns whether anybody is called still */
export function twinEnds(
  draft: CallDraft,
  channelId: ChannelId,
  { why, causeCode }: { readonly why: MissedWhy | 'lost'; readonly causeCode: number },
): boolean {
  const leg = legAt(draft, channelId);
  if (leg === undefined || !isTwin(leg)) return draft.state.partyLeg !== null;
  const { number, twinOf: extensionId } = leg.party;
  remove(draft, leg);
  noteMissed(draft, leg, why, causeCode);
  const tried = why === 'unreachable' && !leg.answered ? triedBy(leg.party, causeCode) : null;
  const ringS = Math.ceil(((draft.state.timers.ring ?? draft.now) - draft.now) / 1000);
  if (tried !== null && ringS > 0) callTwin(draft, extensionId, { number, tried, ringS });
  return draft.state.partyLeg !== null;
}

/** The telephone is gone: the number outside rings on in its place. @returns whether there is one */
export function twinRingsOn(draft: CallDraft): boolean {
  const [twin, ...others] = draft.state.rivals;
  if (twin === undefined) return false;
  draft.set({ partyLeg: twin, rivals: others });
  return true;
}

/** Nobody has answered in time, or nobody took it. */
export function twinsMissed(draft: CallDraft): void {
  const { partyLeg, rivals } = draft.state;
  for (const leg of [partyLeg, ...rivals]) {
    if (leg !== null && isTwin(leg)) noteMissed(draft, leg, 'no_answer', CAUSE.noAnswer);
  }
}

function noteMissed(draft: CallDraft, { answered, party }: Twin, why: MissedWhy | 'lost', causeCode: number): void {
  const { number, trunkId } = party;
  draft.step('external.missed', { number, why: answered ? 'no_key' : why, causeCode: causeOr(causeCode), trunkId });
}

function legAt({ state: { partyLeg, rivals } }: CallDraft, channelId: ChannelId): PartyLeg | undefined {
  return partyLeg?.channelId === channelId ? partyLeg : rivals.find((leg) => leg.channelId === channelId);
}

function replace(draft: CallDraft, leg: PartyLeg, by: PartyLeg): void {
  const { partyLeg, rivals } = draft.state;
  if (partyLeg === leg) draft.set({ partyLeg: by });
  else draft.set({ rivals: rivals.map((one) => (one === leg ? by : one)) });
}

function remove(draft: CallDraft, leg: PartyLeg): void {
  const { partyLeg, rivals } = draft.state;
  if (partyLeg === leg) draft.set({ partyLeg: null });
  else draft.set({ rivals: rivals.filter((one) => one !== leg) });
}

function playbackOf(channelId: ChannelId): PlaybackId {
  return `${channelId}-n` as PlaybackId;
}
