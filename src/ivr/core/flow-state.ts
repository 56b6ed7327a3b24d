import type { Instant } from '../../kernel/clock.js';
import type { Destination } from '../../kernel/destination.js';
import type { CalendarId, FlowId } from '../../kernel/ids.js';
import type { TimeNow } from '../../kernel/working-times.js';
import type { Language } from '../../kernel/language.js';
import type { SaidAs } from '../../kernel/said-as.js';
import type { Answer, Question } from '../../kernel/question.js';
import type { FlowGraph, NodeKey, Saying } from './flow-graph.js';

/** Nodes that one call may enter in its flows: more is a circle that no caller wants. */
export const MOST_NODES = 1_000;
/** Flows within flows. */
export const DEEPEST = 10;
/** How long a caller may be in flows, milliseconds. */
export const LONGEST_STAY_MS = 3_600_000;
/** Nodes in a row in which nothing is said, asked or waited for. */
export const MOST_SILENT = 100;
/** Keys pressed before they are asked for. */
export const MOST_AHEAD = 32;

/** Which graph: a menu's, or a version of a flow, which a call keeps to its end. */
export type FlowRef = string;

/** Where a caller is in a flow. */
export interface FlowProgress {
  readonly flow: FlowRef;
  readonly node: NodeKey;
  readonly stage: 'saying' | 'awaitingKey' | 'inquiring';
  /** The how-manieth time the node asks, from 1. */
  readonly attempt: number;
  /** Keys of the input that is being typed. */
  readonly typed: string;
  /** Keys that were pressed before anything asked for them. */
  readonly ahead: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Those of them that nobody is told: what was typed masked, and texts made of it. Left out: none. */
  readonly secrets?: readonly string[];
  /** Nodes entered so far: the number of the present one. */
  readonly entered: number;
  readonly since: Instant;
  /** Where flows go on when those that they called come back. */
  readonly returns: readonly { readonly flow: FlowRef; readonly node: NodeKey }[];
}

export type FlowEvent =
  | { readonly type: 'promptEnded' }
  | { readonly type: 'keyPressed'; readonly key: string }
  | { readonly type: 'keyTimedOut' }
  /** What came of inquiry `number`. */
  | { readonly type: 'answered'; readonly number: number; readonly answer: Answer }
  /** The engine was away: what it missed is unknown, so the prompt is played again, the inquiry made again. */
  | { readonly type: 'resumed' };

/** What callers hear, its variables filled in. */
export type Said =
  Extract<Saying, { prompt: unknown }> | { readonly text: string } | { readonly value: string; readonly as: SaidAs };

export type FlowEffect =
  /** Play it, after a notice where there is one. */
  | { readonly effect: 'say'; readonly notice: 'invalid-key' | 'no-key' | null; readonly say: readonly Said[] }
  | { readonly effect: 'stopPrompt' }
  | { readonly effect: 'awaitKey'; readonly timeoutMs: number }
  | { readonly effect: 'language'; readonly language: Language }
  /** The answer has the number. */
  | { readonly effect: 'inquire'; readonly number: number; readonly question: Question }
  /** A node is entered; by: the way out of the one before, `return` from a flow that comes back, null where the flow begins. */
  | { readonly effect: 'enter'; readonly flow: FlowRef; readonly node: NodeKey; readonly by: string | null }
  /** The caller's answer to a question, of so many at most. */
  | { readonly effect: 'score'; readonly question: string; readonly score: number; readonly most: number }
  /** exhausted: for having entered nothing valid; back: where the caller goes on after a conversation there. */
  | {
      readonly effect: 'go';
      readonly destination: Destination;
      readonly exhausted: boolean;
      readonly back: FlowProgress | null;
    }
  /** The flow came back, and no flow has called it; with its variables that may be told. */
  | { readonly effect: 'over'; readonly told: FlowProgress['variables'] }
  /** It leads in a circle, or a flow or node is not there. */
  | { readonly effect: 'fail'; readonly why: 'circle' | 'missing' };

/** What a flow may look at; looking changes nothing. */
export interface FlowWorld {
  readonly now: Instant;
  graph(flow: FlowRef): FlowGraph | undefined;
  /** The version of a flow that new callers get. */
  published(flowId: FlowId): FlowRef | undefined;
  /** What is known of the call itself, under names that flows cannot set. */
  known(name: string): string | undefined;
  /** Whom callers reach by dialling this number. */
  dialled(number: string): Destination | null;
  /** What the time is to the company. */
  calendar(calendarId: CalendarId): TimeNow['is'];
}

/** Null progress: the caller has left the flow. */
export interface FlowDecision {
  readonly progress: FlowProgress | null;
  readonly effects: readonly FlowEffect[];
}
