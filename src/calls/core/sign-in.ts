import type { AgentId, ExtensionId } from '../../kernel/ids.js';

/** Somebody logs in by the keys of a telephone: their number and PIN, each ended by `#`; `*` begins it again. */
export interface SignIn {
  /** Where they are called from then on; null: nowhere, the line stays open. */
  readonly extensionId: ExtensionId | null;
  /** Whose PIN is asked for first; null: the number is asked for. */
  readonly ownerId: AgentId | null;
  /** Whose own telephone it is, who has no PIN: their number is enough. Left out by older builds: nobody. */
  readonly freeId?: AgentId | null;
  readonly asks: 'number' | 'pin' | 'verdict';
  /** Who they say they are; null: not said, or nobody of that number. */
  readonly agentId: AgentId | null;
  /** Always empty: older builds kept here what was typed, and look for it. */
  readonly typed: '';
  /** Numbers and PINs that were wrong, or not entered. */
  readonly failed: number;
}

/** What came of number and PIN. */
export type Verdict = 'signedIn' | 'wrong' | 'locked' | 'noSeat' | 'notNow';
