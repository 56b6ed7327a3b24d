import type { FlowEvent, FlowProgress } from '../../../ivr/core/flow-state.js';
import type { CallDraft } from '../call-draft.js';
import { goTo, leaveFlow, MAX_HOPS, mayGoOnInFlow } from '../call-moves.js';
import type { CallInput } from '../call-inputs.js';
import { beginFlow, goOn, tellAnswer, tellFlow, type WayOut } from '../flow/flow-moves.js';
import { own } from '../legs.js';
import { isRunning, leaveOffRecording, recordNextPart } from '../recording-moves.js';
import type { By, TalkAct } from './acts.js';
import { change } from './changing.js';
import { goesOnAlone, leaveToCaller, reseat, tellAct } from './moves.js';
import { isAsked } from './side-leg.js';

/**
 * The caller walks a flow while the agent hears music, and comes back with what it has found out. What is typed meanwhile is
 * no part of the recording.
 */
export function askByFlow(draft: CallDraft, by: By, act: Extract<TalkAct, { act: 'askByFlow' }>): void {
  tellAct(draft, by, act);
  const { flowId } = act.to;
  const flow = own(draft, draft.config.flows.get(flowId));
  if (flow === undefined) return;
  const isRecorded = isRunning(draft.state.recording);
  if (isRecorded) leaveOffRecording(draft, 'paused');
  reseat(draft, () => {
    change(draft, { asked: { recorded: isRecorded }, found: {} });
  });
  draft.step('flow.entered', { flowId, versionId: flow.published });
  follow(draft, beginFlow(draft, flow.published));
}

/** The agent does not wait for the end of it. */
export function fetchFromFlow(draft: CallDraft, by: By, act: TalkAct): void {
  tellAct(draft, by, act);
  draft.stopPrompt();
  draft.clear('key');
  draft.step('flow.left', { how: 'go' });
  toAgain(draft, {});
}

/** What happens to the caller while they walk it. */
export function inAgentsFlow(draft: CallDraft, event: FlowEvent): void {
  if (isAsked(draft.state)) follow(draft, tellFlow(draft, event));
}

export function answeredInAgentsFlow(
  draft: CallDraft,
  { number, answer }: Extract<CallInput, { type: 'inquiry.answered' }>,
): void {
  if (isAsked(draft.state)) follow(draft, tellAnswer(draft, number, answer));
}

function follow(draft: CallDraft, way: WayOut | null): void {
  switch (way?.way) {
    case 'over':
      draft.step('flow.returned', { found: JSON.stringify(way.told) });
      toAgain(draft, way.told);
      return;
    case 'failed':
      draft.step('flow.returned', { found: null });
      toAgain(draft, {});
      return;
    case 'on':
      // As it is drawn the caller is sent elsewhere.
      leaveToCaller(draft, false);
      draft.set({ comesBack: way.back, served: true });
      goTo(draft, way.destination, way.losing);
      return;
    case undefined:
      return;
  }
}

/** To the agent again. */
function toAgain(draft: CallDraft, found: FlowProgress['variables']): void {
  const recorded = draft.state.talk?.asked?.recorded === true;
  draft.set({ flow: null });
  reseat(draft, () => {
    change(draft, { asked: null, found });
  });
  if (recorded && draft.state.recording === 'paused') recordNextPart(draft);
}

/**
 * The agent has hung up: whom they have asked by a flow walks on in it alone, whom a flow brought there goes on in that one.
 *
 * @returns false where there is no flow, and nothing has changed
 */
export function goesOnInFlow(draft: CallDraft): boolean {
  if (isAsked(draft.state)) {
    goesOnAlone(draft);
    draft.phase('navigating');
    draft.time('menuAt');
    return true;
  }
  const { comesBack = null, hops } = draft.state;
  if (comesBack === null || hops >= MAX_HOPS || !mayGoOnInFlow(draft)) return false;
  goesOnAlone(draft);
  draft.set({ comesBack: null, hops: hops + 1 });
  draft.phase('navigating');
  draft.step('flow.resumed', { versionId: comesBack.flow });
  leaveFlow(draft, goOn(draft, comesBack));
  return true;
}
