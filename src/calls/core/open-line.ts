import type { OpenLineMode } from '../../agents/core/agent-profile.js';
import type { AgentId, CallId, ChannelId } from '../../kernel/ids.js';
import type { SystemPrompt } from '../../prompts/core/prompt.js';
import type { CallDraft } from './call-draft.js';
import type { CallState } from './call-state.js';

/** The line of an agent that stays open: their calls are brought to it, and its end logs them out. */
export interface OpenLine {
  readonly agentId: AgentId;
  /** What they hear between calls. */
  readonly sound: Exclude<OpenLineMode, 'no'>;
}

const MUSIC = 'default';

/** Whether agents may be called by it: who is about to go is not. */
export function isOpenLine(call: CallState | undefined | null): call is CallState & { readonly line: OpenLine } {
  return call?.phase === 'standingBy' && call.line !== null;
}

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
  draft.set({ partyLeg: null });
  if (draft.state.playbackId === null) between(draft);
}

/** Whatever was asked by keys, and who is logged out elsewhere, is told; `ends`: then the line is closed. */
export function tellOnLine(draft: CallDraft, words: SystemPrompt, ends: boolean): void {
  if (ends) {
    draft.close(words, null);
    return;
  }
  draft.stopPrompt();
  if (draft.state.partyLeg === null) draft.playSystem(words);
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

function between(draft: CallDraft): void {
  if (draft.state.line?.sound === 'music') draft.startMusic(MUSIC);
}

/** The open line of each agent: an index over the states of calls. */
export class OpenLines {
  private readonly byAgent = new Map<AgentId, CallId>();
  /** Agents whose line has gone, and lines that are nobody's any more: to be looked at within the turn. */
  private readonly gone: AgentId[] = [];
  private readonly left: CallId[] = [];

  of(agentId: AgentId): CallId | null {
    return this.byAgent.get(agentId) ?? null;
  }

  /** Takes in a call as the journal kept it. */
  load(call: CallState): void {
    if (isOpenLine(call)) this.byAgent.set(call.line.agentId, call.callId);
  }

  callChanged(callId: CallId, before: CallState | undefined, after: CallState | null): void {
    const was = isOpenLine(before) ? before.line.agentId : null;
    const is = isOpenLine(after) ? after.line.agentId : null;
    if (was === is) return;
    if (is !== null) {
      const other = this.byAgent.get(is);
      if (other !== undefined) this.left.push(other);
      this.byAgent.set(is, callId);
    }
    if (was === null || this.byAgent.get(was) !== callId) return;
    this.byAgent.delete(was);
    this.gone.push(was);
  }

  agentLeaves(agentId: AgentId): void {
    const callId = this.byAgent.get(agentId);
    if (callId !== undefined) this.left.push(callId);
  }

  takeGone(): readonly AgentId[] {
    return this.gone.splice(0);
  }

  takeLeft(): readonly CallId[] {
    return this.left.splice(0);
  }
}
