import type { AgentId, ExtensionId } from '../../kernel/ids.js';

/** Somebody logs in by the keys of a telephone: their number and PIN, each ended by `#`; `*` begins it again. */
export interface SignIn {
  /** Where they are called from then on. */
  readonly extensionId: ExtensionId;
  /** Whose telephone it is; null: the number is asked for. */
  readonly ownerId: AgentId | null;
  readonly asks: 'number' | 'pin' | 'verdict';
  /** Who they say they are; null: not said, or nobody of that number. */
  readonly agentId: AgentId | null;
  readonly typed: string;
  /** Numbers and PINs that were wrong, or not entered. */
  readonly failed: number;
}

/** What came of number and PIN. */
export type Verdict = 'signedIn' | 'wrong' | 'locked' | 'noSeat' | 'notNow';
