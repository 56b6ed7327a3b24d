import type { Language } from '../../kernel/language.js';
import { amountText, microOf } from '../../kernel/money.js';
import { callColumn, type CallColumn, type CallColumnName } from '../core/call-record.js';
import { DIRECTIONS, ENDED_BY, END_REASONS, RESULTS, wordFor, YES_NO } from '../core/words.js';
import type { CallRecordColumn, CallRecordRow } from '../reports.repository.js';
import type { Cell, TableColumn } from './table-file.js';
import type { WallClock } from './wall-clock.js';

type Row = Partial<CallRecordRow>;

/** Columns of the view that a column of the table is made of. */
const SOURCES: Readonly<Record<CallColumnName, readonly CallRecordColumn[]>> = {
  id: ['id'],
  arrivedAt: ['arrived_at'],
  direction: ['direction'],
  caller: ['caller'],
  called: ['called'],
  result: ['result'],
  // the name where there is one, then the number, then what is left of it
  queue: ['queue_id', 'queue_number', 'queue_name'],
  agent: ['agent_id', 'agent_number', 'agent_name'],
  agentNumber: ['agent_number'],
  agentName: ['agent_name'],
  trunk: ['trunk_id', 'trunk_name'],
  answeredAt: ['answered_at'],
  menuAt: ['menu_at'],
  queuedAt: ['queued_at'],
  offeredAt: ['offered_at'],
  ringingAt: ['ringing_at'],
  connectedAt: ['connected_at'],
  endedAt: ['ended_at'],
  waitedMs: ['waited_ms'],
  rangMs: ['rang_ms'],
  talkedMs: ['talked_ms'],
  totalMs: ['total_ms'],
  offers: ['offers'],
  endedBy: ['ended_by'],
  endReason: ['end_reason'],
  causeCode: ['cause_code'],
  chargedMicro: ['charged_micro'],
  recorded: ['recorded'],
  disposition: ['disposition_zh', 'disposition_en'],
  note: ['note'],
  saidBy: ['said_by'],
  saidAt: ['said_at'],
  dispositionLeftOut: ['disposition_left_out'],
};

/** Call records as a table: its titles, what to ask the database for, and how a row of it becomes cells. */
export class CallRecordTable {
  readonly columns: readonly TableColumn[];
  readonly sources: readonly CallRecordColumn[];
  private readonly makers: readonly ((row: Row) => Cell)[];

  constructor(
    names: readonly CallColumnName[],
    private readonly language: Language,
    private readonly clock: WallClock,
  ) {
    const chosen = names.map((name) => callColumn(name)).filter((column) => column !== undefined);
    this.columns = chosen.map(({ label, width, kind }) => ({ title: label[language], width, kind: cellKind(kind) }));
    this.sources = [...new Set(chosen.flatMap(({ name }) => SOURCES[name]))];
    this.makers = chosen.map((column) => this.maker(column));
  }

  cells(row: Row): Cell[] {
    return this.makers.map((make) => make(row));
  }

  private maker({ name, kind }: CallColumn): (row: Row) => Cell {
    const sources = SOURCES[name];
    const [source = 'id'] = sources;
    const { language } = this;
    switch (kind) {
      case 'instant':
        return (row) => {
          const value = row[source];
          return value instanceof Date ? { is: 'instant', wallMs: this.clock.read(value.getTime()) } : null;
        };
      case 'duration':
        return (row) => ({ is: 'duration', ms: Number(row[source]) });
      case 'number':
        return (row) => ({ is: 'number', number: Number(row[source]) });
      case 'text':
        return sources.length === 1 ? (row) => text(row[source]) : (row) => text(labelOf(row, sources));
      case 'words':
        return (row) => text(row[sources[language === 'zh' ? 0 : 1] ?? source]);
      case 'result':
        return (row) => text(wordFor(RESULTS, String(row[source]), language));
      case 'money':
        return (row) => amount(row[source]);
      case 'direction':
        return (row) => text(wordFor(DIRECTIONS, String(row[source]), language));
      case 'endReason':
        return (row) => (row.end_reason ? text(wordFor(END_REASONS, row.end_reason, language)) : null);
      case 'endedBy':
        return (row) => text(wordFor(ENDED_BY, String(row[source]), language));
      case 'yesNo':
        return (row) => text(wordFor(YES_NO, String(row[source]), language));
    }
  }
}

function cellKind(kind: CallColumn['kind']): TableColumn['kind'] {
  switch (kind) {
    case 'instant':
    case 'duration':
    case 'number':
    case 'money':
      return kind;
    case 'text':
    case 'words':
    case 'direction':
    case 'result':
    case 'endedBy':
    case 'endReason':
    case 'yesNo':
      return 'text';
  }
}

function text(value: CallRecordRow[CallRecordColumn] | undefined): Cell {
  return value === null || value === undefined ? null : { is: 'text', text: String(value) };
}

/** Exact, as people write it. */
function amount(value: CallRecordRow[CallRecordColumn] | undefined): Cell {
  return typeof value === 'string' ? { is: 'money', amount: amountText(microOf(value)) } : null;
}

/** "1001 Zhang San" as long as it is there, its id when it is gone. */
function labelOf(row: Row, [id = 'id', ...parts]: readonly CallRecordColumn[]): string | null {
  const known = parts.map((part) => row[part]).filter((value) => value !== null && value !== undefined);
  return known.length > 0 ? known.join(' ') : ((row[id] as string | null | undefined) ?? null);
}
