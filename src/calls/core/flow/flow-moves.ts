import { decideFlow, enterFlow, isMasked } from '../../../ivr/core/flow.js';
import type { FlowDecision, FlowEffect, FlowEvent, FlowRef, FlowWorld } from '../../../ivr/core/flow-state.js';
import type { Destination } from '../../../kernel/destination.js';
import type { LostReason } from '../../../kernel/domain-events.js';
import { systemPromptMedia } from '../../../prompts/core/prompt.js';
import type { CallDraft } from '../call-draft.js';
import { own } from '../legs.js';
import { readDialled } from '../telephone-dial.js';
import { isMenu } from './flow-index.js';
import { knownOf } from './known.js';

/** Where a flow sends its caller; losing: how the call counts should that be its end. */
export interface WayOut {
  readonly destination: Destination;
  readonly losing: LostReason | null;
}

/** The caller's first steps in a flow. */
export function beginFlow(draft: CallDraft, flow: FlowRef): WayOut | null {
  return carryOut(draft, enterFlow(worldOf(draft), flow));
}

/** Tells the flow what happened and carries out what it decides. */
export function tellFlow(draft: CallDraft, event: FlowEvent): WayOut | null {
  const { flow } = draft.state;
  if (flow !== null) return carryOut(draft, decideFlow(worldOf(draft), flow, event));
  fail(draft, 'system_failure');
  return null;
}

/** Of keys that are a secret no step tells which. */
export function keyTold(draft: CallDraft, key: string): void {
  const { flow } = draft.state;
  const isSecret = flow !== null && isMasked(worldOf(draft).graph(flow.flow), flow);
  draft.step('key.pressed', isSecret ? { masked: true } : { key });
}

function worldOf(draft: CallDraft): FlowWorld {
  const { config, now } = draft;
  return {
    now,
    graph: (ref) => own(draft, config.graphs.get(ref))?.graph,
    published: (flowId) => own(draft, config.flows.get(flowId))?.published,
    known: (name) => knownOf(name, draft.state, config, now),
    dialled: (number) => destinationOf(draft, number),
  };
}

/** Whom callers reach inside; they cannot go out again by a number, nor use codes. */
function destinationOf({ state, config, around }: CallDraft, number: string): Destination | null {
  if (state.tenantId === null) return null;
  const dialled = readDialled(number, state.tenantId, config);
  switch (dialled.kind) {
    case 'agent': {
      const extensionId = around.inUse.houseTelephone(dialled.agentId, config);
      return extensionId === null ? null : { to: 'extension', extensionId };
    }
    case 'extension':
      return { to: 'extension', extensionId: dialled.extensionId };
    case 'queue':
      return { to: 'queue', queueId: dialled.queueId };
    case 'access':
      return dialled.destination;
    case 'outside':
    case 'code':
    case 'unknownCode':
    case 'nobody':
      return null;
  }
}

function carryOut(draft: CallDraft, { progress, effects }: FlowDecision): WayOut | null {
  draft.set({ flow: progress });
  for (const effect of effects) {
    const way = carryOutOne(draft, effect);
    if (way !== null) return way;
  }
  return null;
}

function carryOutOne(draft: CallDraft, effect: FlowEffect): WayOut | null {
  switch (effect.effect) {
    case 'say':
      say(draft, effect);
      return null;
    case 'stopPrompt':
      draft.stopPrompt();
      return null;
    case 'awaitKey':
      draft.timer('key', effect.timeoutMs);
      return null;
    case 'language':
      draft.set({ language: effect.language });
      return null;
    case 'enter':
      // What a menu is entered for is told as such.
      if (!isMenu(effect.flow)) draft.step('flow.node', { versionId: effect.flow, node: effect.node });
      return null;
    case 'go':
      draft.clear('key');
      return { destination: effect.destination, losing: effect.exhausted ? 'menu_exhausted' : null };
    case 'over':
      draft.clear('key');
      return { destination: { to: 'hangUp' }, losing: null };
    case 'fail':
      fail(draft, effect.why === 'circle' ? 'loop' : 'system_failure');
      return null;
  }
}

function say(draft: CallDraft, { notice, say: sayings }: Extract<FlowEffect, { effect: 'say' }>): void {
  draft.clear('key');
  const media = sayings.flatMap(({ prompt }) => own(draft, draft.config.prompts.get(prompt))?.media ?? []);
  draft.play(notice === null ? media : [systemPromptMedia(notice, draft.state.language), ...media]);
}

function fail(draft: CallDraft, losing: LostReason): void {
  draft.clear('key');
  draft.close('goodbye', losing);
}
