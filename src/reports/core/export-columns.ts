import { AGENT_RECORD_COLUMNS } from './agent-record.js';
import { CALL_COLUMNS } from './call-record.js';
import type { ExportKind } from './export.js';
import { PATH_COLUMNS } from './figures/path-words.js';
import { AGENT_COLUMNS, QUEUE_COLUMNS, type FiguresColumn } from './figures/columns.js';
import type { Words } from './words.js';

export interface ExportColumn {
  readonly name: string;
  readonly label: Words;
  /** In a file where nobody has chosen. */
  readonly usual: boolean;
}

/** Columns of a table of figures beside the figures: the stretch of time, and of what they are. */
export const FIGURES_HEADS = {
  queue_figures: [
    { name: 'from', label: { zh: '开始时间', en: 'From' } },
    { name: 'number', label: { zh: '队列号', en: 'Queue number' } },
    { name: 'name', label: { zh: '队列', en: 'Queue' } },
  ],
  agent_figures: [
    { name: 'from', label: { zh: '开始时间', en: 'From' } },
    { name: 'number', label: { zh: '工号', en: 'Agent number' } },
    { name: 'name', label: { zh: '座席', en: 'Agent' } },
  ],
} as const satisfies Partial<Record<ExportKind, readonly { readonly name: string; readonly label: Words }[]>>;

/** All columns of what may be exported, in their usual order. */
export const EXPORT_COLUMNS: Readonly<Record<ExportKind, readonly ExportColumn[]>> = {
  call_record: CALL_COLUMNS,
  queue_figures: figuresColumns('queue_figures', QUEUE_COLUMNS),
  agent_figures: figuresColumns('agent_figures', AGENT_COLUMNS),
  path_figures: PATH_COLUMNS.map((column) => ({ ...column, usual: true })),
  agent_record: AGENT_RECORD_COLUMNS.map((column) => ({ ...column, usual: true })),
};

function figuresColumns<F>(
  kind: keyof typeof FIGURES_HEADS,
  columns: readonly FiguresColumn<F>[],
): readonly ExportColumn[] {
  return [...FIGURES_HEADS[kind], ...columns].map(({ name, label }) => ({ name, label, usual: true }));
}
