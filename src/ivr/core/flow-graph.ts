import type { Destination } from '../../kernel/destination.js';
import type { CalendarId, FlowId, PromptId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { SaidAs } from '../../kernel/said-as.js';
import type { Question } from '../../kernel/question.js';

/** Which node comes next, by its key in the graph. */
export type NodeKey = string;

/** Text with variables in braces: `您的余额是 {balance} 元`. */
export type Template = string;

/** A piece of what callers hear. */
export type Saying =
  | { readonly prompt: PromptId }
  /** By the speech engine, in the call's language. */
  | { readonly text: Template }
  /** By the words of the system; what is no such value is spoken as a text. */
  | { readonly value: Template; readonly as: SaidAs };

export const COMPARISONS = [
  'is',
  'isNot',
  'less',
  'atMost',
  'more',
  'atLeast',
  'begins',
  'contains',
  'isEmpty',
] as const;

export interface Comparison {
  readonly left: Template;
  readonly is: (typeof COMPARISONS)[number];
  readonly right: Template;
}

/** The steps of waiting for keys that menus and inputs have in common. */
interface Asking {
  readonly say: readonly Saying[];
  /** How long to wait for the first key after the prompt, milliseconds. */
  readonly keyTimeoutMs: number;
  /** How often it is asked in all, at least once. */
  readonly attempts: number;
  /** Where a caller goes who has entered nothing valid. */
  readonly otherwise: NodeKey;
}

/** The ways on from a question to a system of the company; its texts are templates, `take` names variables. */
interface Inquiring {
  readonly next: NodeKey;
  /** It knows nothing of what it was asked for. */
  readonly nothing: NodeKey;
  /** No answer in time, or none that can be used. */
  readonly otherwise: NodeKey;
}

export type FlowNode =
  /** interruptible: a key cuts it short, and is taken by what follows. */
  | { readonly kind: 'play'; readonly say: readonly Saying[]; readonly interruptible: boolean; readonly next: NodeKey }
  | ({ readonly kind: 'menu'; readonly keys: Readonly<Record<string, NodeKey>> } & Asking)
  | ({
      readonly kind: 'collect';
      readonly into: string;
      readonly least: number;
      readonly most: number;
      /** The key that ends the input before `most`; null: none does. */
      readonly terminator: '#' | '*' | null;
      /** How long to wait between two keys, milliseconds. */
      readonly digitTimeoutMs: number;
      /** What is typed is told in no record. */
      readonly masked: boolean;
      readonly next: NodeKey;
    } & Asking)
  /** The caller says how content they are: keys from 1 on, of 10 the key 0 is the highest. */
  | ({
      readonly kind: 'evaluate';
      /** What is asked, as statistics name it. */
      readonly question: string;
      readonly into: string;
      readonly most: 5 | 10;
      readonly next: NodeKey;
    } & Asking)
  /** The caller dials an extension, agent or queue of the company. */
  | ({ readonly kind: 'dial'; readonly most: number; readonly digitTimeoutMs: number } & Asking)
  | {
      readonly kind: 'condition';
      /** The first whose comparisons all hold. */
      readonly cases: readonly { readonly all: readonly Comparison[]; readonly next: NodeKey }[];
      readonly otherwise: NodeKey;
    }
  | { readonly kind: 'set'; readonly values: Readonly<Record<string, Template>>; readonly next: NodeKey }
  | { readonly kind: 'language'; readonly language: Language; readonly next: NodeKey }
  /** Variables are percent-encoded in its path, and as within JSON strings in its body. */
  | (Extract<Question, { kind: 'request' }> & Inquiring)
  | (Extract<Question, { kind: 'query' }> & Inquiring)
  /** Whether the company works now, by one of its calendars. */
  | {
      readonly kind: 'calendar';
      readonly calendarId: CalendarId;
      readonly working: NodeKey;
      readonly rest: NodeKey;
      readonly holiday: NodeKey;
    }
  /** Another flow, which comes back here by `return`. */
  | { readonly kind: 'flow'; readonly flowId: FlowId; readonly next: NodeKey }
  | { readonly kind: 'return' }
  /** To people; when those have hung up the caller goes on at `next`. */
  | { readonly kind: 'connect'; readonly destination: Destination; readonly next: NodeKey }
  | { readonly kind: 'go'; readonly destination: Destination };

export type FlowNodeKind = FlowNode['kind'];

/** A navigation as a graph. */
export interface FlowGraph {
  readonly start: NodeKey;
  readonly nodes: Readonly<Record<NodeKey, FlowNode>>;
}

/** A way out of a node: how it is told in the picture of the flow, and to which node. */
export interface Branch {
  readonly by: string;
  readonly to: NodeKey;
}

/** All ways out of a node; none of one that ends the flow. */
export function branchesOf(node: FlowNode): readonly Branch[] {
  switch (node.kind) {
    case 'play':
    case 'set':
    case 'language':
    case 'flow':
    case 'connect':
      return [{ by: 'next', to: node.next }];
    case 'menu':
      return [...Object.entries(node.keys).map(([by, to]) => ({ by, to })), { by: 'otherwise', to: node.otherwise }];
    case 'collect':
    case 'evaluate':
      return [
        { by: 'next', to: node.next },
        { by: 'otherwise', to: node.otherwise },
      ];
    case 'request':
    case 'query':
      return (['next', 'nothing', 'otherwise'] as const).map((by) => ({ by, to: node[by] }));
    case 'calendar':
      return (['working', 'rest', 'holiday'] as const).map((by) => ({ by, to: node[by] }));
    case 'dial':
      return [{ by: 'otherwise', to: node.otherwise }];
    case 'condition':
      return [
        ...node.cases.map(({ next }, index) => ({ by: `case${String(index + 1)}`, to: next })),
        { by: 'otherwise', to: node.otherwise },
      ];
    case 'return':
    case 'go':
      return [];
  }
}

/** Whether callers hear nothing in it and have nothing to do: a circle of such nodes is an endless loop. */
export function isSilent({ kind }: FlowNode): boolean {
  return ['condition', 'set', 'language', 'calendar'].includes(kind) || isInquiry(kind);
}

function isInquiry(kind: FlowNodeKind): boolean {
  return kind === 'request' || kind === 'query';
}
