import type { AgentId, BridgeId, ChannelId } from '../../kernel/ids.js';
import type { SystemPrompt } from '../../prompts/core/prompt.js';
import type { OpenLine } from './agent-line.js';
import type { CallDraft } from './call-draft.js';
import { bridgeOf } from './call-views.js';
import { codeOf } from './telephone-dial.js';

const MUSIC = 'default';

/** The agent has logged in: from now on the line is theirs. */
export function openLine(draft: CallDraft, agentId: AgentId, sound: OpenLine['sound']): void {
  draft.stopPrompt();
  draft.clear('key');
  draft.set({ signIn: null, line: { agentId, sound } });
  draft.phase('standingBy');
  draft.answerCaller();
  draft.step('line.opened', { agentId });
  draft.playSystem('agent-signed-in');
}

/** A call of the agent's comes by this channel: a signal first, then the two are brought together. */
export function callComes(draft: CallDraft, channelId: ChannelId): void {
  apart(draft);
  draft.dropParty();
  draft.stopPrompt();
  const party = { kind: 'line' } as const;
  draft.set({ partyLeg: { channelId, since: draft.now, rang: true, answered: false, party } });
  draft.playSystem('call-coming');
}

/** What was said is over: then comes the call that waits, or what is heard between calls. */
export function saidOnLine(draft: CallDraft): void {
  draft.promptIsOver();
  const { partyLeg } = draft.state;
  if (partyLeg === null) {
    between(draft);
    return;
  }
  draft.set({ partyLeg: { ...partyLeg, answered: true } });
  draft.commands.push({ command: 'answer', channelId: partyLeg.channelId });
  draft.bridge();
}

/** The call is over, or has been given up; the line is not. */
export function callLeaves(draft: CallDraft): void {
  apart(draft);
  draft.set({ partyLeg: null });
  if (draft.state.playbackId === null) between(draft);
}

/** Whatever was asked by keys, and who is logged out elsewhere, is told; `ends`: then the line is closed. */
export function tellOnLine(draft: CallDraft, words: SystemPrompt, ends: boolean): void {
  if (ends) {
    apart(draft);
    draft.close(words, null);
    return;
  }
  draft.stopPrompt();
  if (draft.state.partyLeg === null) draft.playSystem(words);
}

/** Between calls the codes of telephones, which a star begins, or a number to be called; `#` ends both. */
export function keyOnLine(draft: CallDraft, key: string, typed: string): void {
  const { partyLeg, line } = draft.state;
  if (key !== '#' || partyLeg !== null || typed === '') return;
  const code = codeOf(typed);
  if (code === null) {
    draft.asks.push({ ask: 'lineDials', number: typed });
    return;
  }
  draft.step('feature.used', { feature: code.feature, extensionId: null, agentId: line?.agentId ?? null });
  draft.asks.push({ ask: 'lineCode', code });
}

/** After an outage. */
export function resumeLine(draft: CallDraft): void {
  const { partyLeg, playbackId } = draft.state;
  if (playbackId !== null || (partyLeg !== null && !partyLeg.answered)) {
    draft.stopPrompt();
    saidOnLine(draft);
  } else if (partyLeg === null) between(draft);
  else draft.bridge();
}

/** The room in which a call came to the line is there as long as the call. */
function apart({ state, commands }: CallDraft): void {
  const { callerLeg, callId, partyLeg } = state;
  if (partyLeg?.answered !== true) return;
  commands.push({ command: 'dropBridge', channelId: callerLeg.channelId, bridgeId: bridgeOf(callId) as BridgeId });
}

function between(draft: CallDraft): void {
  if (draft.state.line?.sound === 'music') draft.startMusic(MUSIC);
}
