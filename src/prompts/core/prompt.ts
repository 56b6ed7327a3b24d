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
  'credit-ends-soon',
  'credit-used-up',
  'leave-a-message',
  'message-kept',
  // What who dials on a telephone hears.
  'sign-in-number',
  'sign-in-pin',
  'sign-in-wrong',
  'sign-in-locked',
  'no-seat',
  'agent-signed-in',
  'agent-signed-out',
  'agent-ready',
  'agent-not-ready',
  'agent-wrapping-up',
  'agent-in-call',
  'not-signed-in',
  'not-now',
  'no-such-code',
  'disposition-kept',
  'nothing-to-pick-up',
  'calling-not-allowed',
  'telephone-busy',
  'call-coming',
] as const;
export type SystemPrompt = (typeof SYSTEM_PROMPTS)[number];

/** Of the files that the appliance makes, those that a tenant may take for its own menus and queues. */
export const STANDARD_PROMPTS = ['welcome', 'all-agents-busy', 'nobody-answers', 'goodbye'] as const;

/** Folder of all sound as Asterisk sees it. */
export const MEDIA_ROOT = '/callrack/media';

/** Folder of the prompts as Asterisk sees it; one folder a language below it. */
export const PROMPT_ROOT = `${MEDIA_ROOT}/prompts`;

/** Folder of what tenants uploaded; one folder a tenant below it. */
export const TENANT_ROOT = `${MEDIA_ROOT}/tenants`;

export function systemPromptMedia(name: SystemPrompt, language: Language): string {
  return standardMedia(name, language);
}

export function standardMedia(name: string, language: Language): string {
  return `${PROMPT_ROOT}/${language}/${name}`;
}

/** @param mark another for every upload: a running call keeps the file that it plays */
export function uploadedMedia(tenantId: TenantId, promptId: PromptId, mark: string): string {
  return `${TENANT_ROOT}/${tenantId}/${promptId}-${mark}`;
}

/**
 * The class of music on hold that plays the file again and again, by the view config.musiconhold; Asterisk takes names
 * of up to 80 characters.
 */
export function musicOfMedia(media: string): string {
  const [upload] = media.startsWith(`${TENANT_ROOT}/`) ? media.split('/').slice(-1) : [];
  return upload ?? media.slice(MEDIA_ROOT.length + 1);
}

/** Whether it is the tenant's own upload, and so counts for its quota. */
export function isUploaded(media: string, tenantId: TenantId): boolean {
  return media.startsWith(`${TENANT_ROOT}/${tenantId}/`);
}

/**
 * The sound file relative to the media folder, where the tenant may hear it: the product's own or its own; null for
 * anything else, whatever a row may say.
 */
export function soundFileOf(media: string, tenantId: TenantId): string | null {
  const ours = media.startsWith(`${PROMPT_ROOT}/`) || isUploaded(media, tenantId);
  return ours && !media.includes('..') ? `${media.slice(MEDIA_ROOT.length + 1)}.wav` : null;
}
