import type { Calendar } from '../../../calendars/core/calendar.js';
import { decideFlow, enterFlow, goOnIn, isMasked } from '../../../ivr/core/flow.js';
import type {
  FlowDecision,
  FlowEffect,
  FlowEvent,
  FlowProgress,
  FlowRef,
  FlowWorld,
  Said,
} from '../../../ivr/core/flow-state.js';
import type { Destination } from '../../../kernel/destination.js';
import type { LostReason } from '../../../kernel/domain-events.js';
import type { Question } from '../../../kernel/question.js';
import { timeNow, type TimeNow } from '../../../kernel/working-times.js';
import { standardMedia, systemPromptMedia } from '../../../prompts/core/prompt.js';
import { spoken } from '../../../prompts/core/spoken.js';
import type { CallDraft } from '../call-draft.js';
import { own } from '../legs.js';
import { zoneOf } from '../node-config.js';
import { readDialled } from '../telephone-dial.js';
import { isMenu } from './flow-index.js';
import { INQUIRY_GUARD_MS, SPEAKING_MS, type InquiryAnswer, type SoundPart } from './inquiry.js';
import { knownOf } from './known.js';

/** How a caller leaves a flow. */
export type WayOut =
  /** losing: how the call counts should that be its end; back: where it goes on after a conversation there. */
  | {
      readonly way: 'on';
      readonly destination: Destination;
      readonly losing: LostReason | null;
      readonly back: FlowProgress | null;
    }
  /** With variables that may be told. */
  | { readonly way: 'over'; readonly told: FlowProgress['variables'] }
  | { readonly way: 'failed'; readonly losing: LostReason };

/** The caller's first steps in a flow. */
export function beginFlow(draft: CallDraft, flow: FlowRef): WayOut | null {
  return carryOut(draft, flow, enterFlow(worldOf(draft), flow));
}

/** The caller goes on where they were. */
export function goOn(draft: CallDraft, progress: FlowProgress): WayOut | null {
  return carryOut(draft, progress.flow, goOnIn(worldOf(draft), progress));
}

/** Tells the flow what happened and carries out what it decides. */
export function tellFlow(draft: CallDraft, event: FlowEvent): WayOut | null {
  const { flow } = draft.state;
  if (flow !== null) return carryOut(draft, flow.flow, decideFlow(worldOf(draft), flow, event));
  return { way: 'failed', losing: 'system_failure' };
}

/** What the flow waited for is known. */
export function tellAnswer(draft: CallDraft, number: number, answer: InquiryAnswer): WayOut | null {
  if (answer.kind === 'system') return tellFlow(draft, { type: 'answered', number, answer: answer.answer });
  // Whoever went on by a key meanwhile does not hear it any more.
  if (!draft.isAwaited(number)) return null;
  if (answer.media.length > 0) {
    draft.playNow(answer.media);
    return null;
  }
  draft.promptIsOver();
  return tellFlow(draft, { type: 'promptEnded' });
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
    calendar: (calendarId) => calendarNow(own(draft, config.calendars.get(calendarId)), draft),
  };
}

/** A calendar that is gone, though a flow or telephone goes by it, keeps nobody from those who work. */
export function calendarNow(calendar: Calendar | undefined, { state, config, now }: CallDraft): TimeNow['is'] {
  if (calendar === undefined || state.tenantId === null) return 'working';
  return timeNow(calendar, calendar.timeZone ?? zoneOf(config, state.tenantId), now).is;
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

/** @param flow that the caller is in, or comes into */
function carryOut(draft: CallDraft, flow: FlowRef, { progress, effects }: FlowDecision): WayOut | null {
  draft.set({ flow: progress });
  for (const effect of effects) {
    // What a menu is entered for is told as such.
    if (!isMenu(flow)) tellPath(draft, effect);
    const way = carryOutOne(draft, effect);
    if (way !== null) return way;
  }
  return null;
}

/** The caller's path through the flow, as the record and the statistics have it. */
function tellPath(draft: CallDraft, effect: FlowEffect): void {
  switch (effect.effect) {
    case 'enter': {
      const { flow, node, by } = effect;
      draft.step('flow.node', { versionId: flow, node, by });
      return;
    }
    case 'go':
    case 'over':
      draft.step('flow.left', { how: effect.effect });
      return;
    case 'fail':
      draft.step('flow.left', { how: effect.why });
      return;
    case 'say':
    case 'stopPrompt':
    case 'awaitKey':
    case 'inquire':
    case 'language':
    case 'score':
      return;
  }
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
    case 'inquire':
      inquire(draft, effect.number, effect.question);
      return null;
    case 'language':
      draft.set({ language: effect.language });
      return null;
    case 'enter':
      return null;
    case 'score': {
      const { agentId, queueId } = draft.state;
      const { question, score, most } = effect;
      draft.step('evaluation.given', { agentId, queueId, question, score, most });
      return null;
    }
    case 'go':
      draft.clear('key');
      return {
        way: 'on',
        destination: effect.destination,
        losing: effect.exhausted ? 'menu_exhausted' : null,
        back: effect.back,
      };
    case 'over':
      draft.clear('key');
      return { way: 'over', told: effect.told };
    case 'fail':
      draft.clear('key');
      return { way: 'failed', losing: effect.why === 'circle' ? 'loop' : 'system_failure' };
  }
}

function say(draft: CallDraft, { notice, say: sayings }: Extract<FlowEffect, { effect: 'say' }>): void {
  draft.clear('key');
  const { language } = draft.state;
  const noticed = notice === null ? [] : [{ media: [systemPromptMedia(notice, language)] }];
  const parts = [...noticed, ...sayings.map((said) => soundOf(draft, said))];
  if (parts.some((part) => 'text' in part)) speak(draft, parts);
  else draft.play(parts.flatMap((part) => ('media' in part ? part.media : [])));
}

function soundOf(draft: CallDraft, said: Said): SoundPart {
  if ('text' in said) return said;
  if ('value' in said) {
    const { language } = draft.state;
    const words = spoken(said.value, said.as, language);
    return words === null ? { text: said.value } : { media: words.map((word) => standardMedia(word, language)) };
  }
  const prompt = own(draft, draft.config.prompts.get(said.prompt));
  return { media: prompt === undefined ? [] : [prompt.media] };
}

function speak(draft: CallDraft, parts: readonly SoundPart[]): void {
  const { tenantId, callId, language } = draft.state;
  if (tenantId === null) return;
  const number = draft.promptComes(SPEAKING_MS);
  draft.asks.push({
    ask: 'inquire',
    inquiry: { callId, tenantId, number, about: { kind: 'sound', language, parts } },
  });
}

function inquire(draft: CallDraft, number: number, question: Question): void {
  const { tenantId, callId } = draft.state;
  if (tenantId === null) return;
  draft.timer('key', question.timeoutMs + INQUIRY_GUARD_MS);
  draft.asks.push({ ask: 'inquire', inquiry: { callId, tenantId, number, about: { kind: 'system', question } } });
}
