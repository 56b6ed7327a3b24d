import type { Instant } from '../../kernel/clock.js';
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

/**
 * Where the finished recording lies, relative to the recordings folder: by tenant and UTC date of the conversation.
 *
 * @param startedAt when the parties were connected
 */
export function archiveFile(tenantId: TenantId, callId: CallId, startedAt: Instant): string {
  const { year, month, day } = utcDate(startedAt);
  return `${tenantId}/${year}/${month}/${day}/${callId}.opus`;
}

/** Civil date of a UTC instant (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days). */
function utcDate(instant: Instant): { year: string; month: string; day: string } {
  const days = Math.floor(instant / 86_400_000) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year: String(year).padStart(4, '0'), month: String(month).padStart(2, '0'), day: String(day).padStart(2, '0') };
}
