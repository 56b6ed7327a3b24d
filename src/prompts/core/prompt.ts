import type { PromptId, TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

export interface Prompt {
  readonly id: PromptId;
  readonly tenantId: TenantId;
  /** The sound file as Asterisk sees it, without ending. */
  readonly media: string;
}

/** Prompts that every tenant has; their texts and files are made by the appliance in each language. */
export const SYSTEM_PROMPTS = [
  'number-not-in-use',
  'service-suspended',
  'invalid-key',
  'no-key',
  'all-agents-busy',
  'nobody-answers',
  'goodbye',
] as const;
export type SystemPrompt = (typeof SYSTEM_PROMPTS)[number];

/** Folder of the prompts as Asterisk sees it; one folder a language below it. */
export const PROMPT_ROOT = '/callrack/media/prompts';

export function systemPromptMedia(name: SystemPrompt, language: Language): string {
  return `${PROMPT_ROOT}/${language}/${name}`;
}
