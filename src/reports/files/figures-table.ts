import type { Language } from '../../kernel/language.js';
import { FIGURES_HEADS } from '../core/export-columns.js';
import type { FiguresOfWhat } from '../core/figures/asked.js';
import { AGENT_COLUMNS, QUEUE_COLUMNS, type FiguresColumn } from '../core/figures/columns.js';
import type { FiguresByWhat } from '../figures-report.service.js';
import type { FiguresOf } from '../figures.service.js';
import type { Cell, TableColumn } from './table-file.js';
import type { WallClock } from './wall-clock.js';

const TOTAL = { zh: '合计', en: 'Total' } as const;
const PER_CENT = { zh: '（%）', en: ' (%)' } as const;

/** Figures as a table: its titles, and how a line of it becomes cells. */
export class FiguresTable<W extends FiguresOfWhat> {
  readonly columns: readonly TableColumn[];
  private readonly heads: readonly string[];
  private readonly figures: readonly FiguresColumn<FiguresByWhat[W]>[];

  constructor(
    what: W,
    names: readonly string[],
    private readonly language: Language,
    private readonly clock: WallClock,
  ) {
    const heads = FIGURES_HEADS[what === 'queues' ? 'queue_figures' : 'agent_figures'].filter(({ name }) =>
      names.includes(name),
    );
    const all = what === 'queues' ? QUEUE_COLUMNS : AGENT_COLUMNS;
    const figures = all as unknown as readonly FiguresColumn<FiguresByWhat[W]>[];
    this.heads = heads.map(({ name }) => name);
    this.figures = figures.filter(({ name }) => names.includes(name));
    this.columns = [
      ...heads.map(({ name, label }): TableColumn => ({
        ...{ title: label[language], width: name === 'number' ? 12 : 20 },
        kind: name === 'from' ? 'instant' : 'text',
      })),
      ...this.figures.map(({ label, kind }): TableColumn => ({
        ...{ title: label[language] + (kind === 'share' ? PER_CENT[language] : ''), width: 14 },
        kind: kind === 'duration' ? 'duration' : 'number',
      })),
    ];
  }

  cells({ from, id, number, name, figures }: FiguresOf<FiguresByWhat[W]>): Cell[] {
    const heads = this.heads.map((head): Cell => {
      if (head === 'from') return { is: 'instant', wallMs: this.clock.read(from) };
      return { is: 'text', text: (head === 'number' ? number : name) ?? id };
    });
    return [...heads, ...this.figures.map((column) => cellOf(column, figures))];
  }

  /** The line below all others. */
  total(sum: FiguresByWhat[W]): Cell[] {
    const last = this.heads.length - 1;
    const heads = this.heads.map((_, i): Cell => (i === last ? { is: 'text', text: TOTAL[this.language] } : null));
    return [...heads, ...this.figures.map((column) => (column.isOfOne === true ? null : cellOf(column, sum)))];
  }
}

function cellOf<F>({ kind, of }: FiguresColumn<F>, figures: F): Cell {
  const value = of(figures);
  if (value === null) return null;
  if (kind === 'duration') return { is: 'duration', ms: value };
  return { is: 'number', number: kind === 'share' ? Math.round(value * 1000) / 10 : value };
}
