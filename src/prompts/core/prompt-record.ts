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
  readonly durationMs: number;
  readonly bytes: number;
  /** null: one of the product's own. */
  readonly uploadedAt: Date | null;
}

/** Sound that lies where Asterisk finds it. */
export interface StoredSound {
  readonly media: string;
  readonly originalName: string;
  readonly durationMs: number;
  readonly bytes: number;
}
