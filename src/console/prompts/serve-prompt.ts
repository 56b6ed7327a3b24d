import type { Response } from 'express';

import type { TenantId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { fileNameFrom } from '../../platform/files/file-name.js';
import { serveFile } from '../../platform/files/serve-file.js';
import type { PromptRecord } from '../../prompts/core/prompt-record.js';

/** The platform has no prompts, and none of its people a permission for them. */
export function tenantOf({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw new NotFound();
  return tenantId;
}

/** The sound of a prompt, to be heard or saved. */
export async function servePrompt(
  response: Response,
  path: string,
  { name, language }: Pick<PromptRecord, 'name' | 'language'>,
  isSaved: boolean,
): Promise<void> {
  const saveAs = isSaved ? { saveAs: fileNameFrom(`${name}-${language}`, 'wav') } : {};
  await serveFile(response, { path, contentType: 'audio/wav', ...saveAs });
}
