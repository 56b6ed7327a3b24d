import type { CallId, TenantId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { Answer, Question } from '../../../kernel/question.js';

/** A part of what a caller is to hear: sound that is there, or a text that has to be spoken first. */
export type SoundPart = { readonly media: readonly string[] } | { readonly text: string };

/** What a flow has to learn from elsewhere before its caller goes on; whoever finds out tells the turn. */
export interface Inquiry {
  readonly callId: CallId;
  readonly tenantId: TenantId;
  /** Among those of its kind and call. */
  readonly number: number;
  readonly about:
    | { readonly kind: 'sound'; readonly language: Language; readonly parts: readonly SoundPart[] }
    | { readonly kind: 'system'; readonly question: Question };
}

/** What came of it. */
export type InquiryAnswer =
  /** Texts that nobody could speak are left out. */
  { readonly kind: 'sound'; readonly media: readonly string[] } | { readonly kind: 'system'; readonly answer: Answer };

/** How long a caller waits for texts to be spoken, milliseconds. */
export const SPEAKING_MS = 15_000;
/** So much later than the other system should have answered it is taken for silent, milliseconds. */
export const INQUIRY_GUARD_MS = 2_000;
