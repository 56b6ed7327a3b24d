import type { Instant } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import type { Asked, CallSort } from './call-filter.js';
import type { CallColumnName } from './call-record.js';
import type { Words } from './words.js';

export type ExportFormat = 'xlsx' | 'csv';
export type ExportStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** What an export is to hold, as it was asked for; kept with the job. */
export interface ExportWish {
  readonly filter: Asked;
  readonly sort: CallSort;
  readonly columns: readonly CallColumnName[];
  readonly language: Language;
  /** IANA name; times in the file are read on a clock there. */
  readonly timeZone: string;
}

/** An export as people see it. */
export interface ExportView {
  readonly id: string;
  readonly kind: 'call_record';
  readonly format: ExportFormat;
  readonly wish: ExportWish;
  readonly requestedBy: string;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  /** When its file is swept. */
  readonly keptUntil: Instant | null;
  readonly status: ExportStatus;
  readonly failure: Words | null;
  readonly rowsDone: number;
  readonly rowsTotal: number;
  readonly bytes: number;
}
