import type { PromptId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

/** A prompt as people see it. */
export interface PromptRecord {
  readonly id: PromptId;
  readonly version: number;
  readonly name: string;
  readonly language: Language;
  /** What the file was called where it came from; '' for the product's own. */
  readonly originalName: string;
  /** What it says, where it was spoken from a text; null: it came as a file. */
  readonly spokenText: string | null;
  readonly durationMs: number;
  readonly bytes: number;
  /** null: one of the product's own. */
  readonly uploadedAt: Date | null;
}

/** Sound that lies where Asterisk finds it. */
export interface StoredSound {
  readonly media: string;
  readonly originalName: string;
  readonly spokenText: string | null;
  readonly durationMs: number;
  readonly bytes: number;
}

/** A sound that a prompt had before. */
export interface EarlierSound {
  readonly id: string;
  readonly originalName: string;
  readonly spokenText: string | null;
  readonly durationMs: number;
  readonly bytes: number;
  readonly uploadedAt: Date | null;
  readonly replacedAt: Date;
}

/** So many sounds before the present one are kept of each prompt. */
export const EARLIER_KEPT = 4;
