import type { CallId, TenantId } from '../../kernel/ids.js';

/** The two files of a running recording, relative to Asterisk's recording spool: what each party said. */
export interface RecordingFiles {
  readonly caller: string;
  readonly agent: string;
}

/** Whether a conversation is recorded. */
export function isRecorded(queue: { readonly record: boolean } | null): boolean {
  return queue?.record ?? false;
}

/**
 * Where the sound of a conversation goes while it lasts: by tenant, then one pair of files a part.
 *
 * @param part from 1: a recording that was paused or stopped goes on in another part
 */
export function spoolFiles(tenantId: TenantId, callId: CallId, part: number): RecordingFiles {
  const of = (side: string): string => `${tenantId}/${callId}-${side}${part === 1 ? '' : `.${String(part)}`}.wav`;
  return { caller: of('caller'), agent: of('agent') };
}
