import type { Instant } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import type { Asked, CallSort } from './call-filter.js';
import type { Words } from './words.js';

/** What may be exported. */
export const EXPORT_KINDS = ['call_record', 'queue_figures', 'agent_figures', 'agent_record', 'path_figures'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export type ExportFormat = 'xlsx' | 'csv';
export type ExportStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** What an export is to hold, as it was asked for; kept with the job. */
export interface ExportWish {
  /** As lists ask; of figures: figuresAsked. */
  readonly filter: Asked;
  /** Of call records; all others have one order. */
  readonly sort: CallSort | null;
  readonly columns: readonly string[];
  readonly language: Language;
  /** IANA name; times in the file are read on a clock there. */
  readonly timeZone: string;
}

/** An export as people see it. */
export interface ExportView {
  readonly id: string;
  readonly kind: ExportKind;
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
