import type { Language } from '../../kernel/language.js';
import { endsOf, leftByWords, PATH_COLUMNS, type PathColumnName } from '../core/figures/path-words.js';
import type { PathLine } from '../paths.service.js';
import type { Cell, TableColumn } from './table-file.js';
import type { WallClock } from './wall-clock.js';

const WIDTHS: Readonly<Record<PathColumnName, number>> = {
  ...{ from: 20, flow: 24, version: 10, node: 24, leftBy: 24, callers: 12 },
};

/** Paths through flows as a table: its titles, and how a node becomes lines of cells. */
export class PathTable {
  readonly columns: readonly TableColumn[];
  private readonly chosen: readonly PathColumnName[];

  constructor(
    names: readonly string[],
    private readonly language: Language,
    private readonly clock: WallClock,
  ) {
    const chosen = PATH_COLUMNS.filter(({ name }) => names.includes(name));
    this.chosen = chosen.map(({ name }) => name);
    this.columns = chosen.map(({ name, label }) => ({
      ...{ title: label[language], width: WIDTHS[name] },
      kind: name === 'from' ? 'instant' : name === 'version' || name === 'callers' ? 'number' : 'text',
    }));
  }

  /** Each way by which callers left. */
  lines(line: PathLine): readonly (() => Cell[])[] {
    return endsOf(line.figures).map(
      ([by, callers]) =>
        () =>
          this.chosen.map((name) => this.cell(name, line, by, callers)),
    );
  }

  private cell(name: PathColumnName, { from, version, node }: PathLine, by: string, callers: number): Cell {
    switch (name) {
      case 'from':
        return { is: 'instant', wallMs: this.clock.read(from) };
      case 'flow':
        return { is: 'text', text: version.flow };
      case 'version':
        return { is: 'number', number: version.number };
      case 'node':
        return { is: 'text', text: node };
      case 'leftBy':
        return { is: 'text', text: leftByWords(by)[this.language] };
      case 'callers':
        return { is: 'number', number: callers };
    }
  }
}
