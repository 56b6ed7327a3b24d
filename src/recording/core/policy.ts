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

/** Where the sound of a conversation goes while it lasts: by tenant, then one pair of files a call. */
export function spoolFiles(tenantId: TenantId, callId: CallId): RecordingFiles {
  return { caller: `${tenantId}/${callId}-caller.wav`, agent: `${tenantId}/${callId}-agent.wav` };
}
