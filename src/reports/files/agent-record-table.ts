import type { Language } from '../../kernel/language.js';
import type { AgentRecordRow } from '../agent-records.repository.js';
import {
  AGENT_PHASES,
  AGENT_RECORD_COLUMNS,
  reasonWords,
  type AgentRecordColumn,
  type OwnReasons,
} from '../core/agent-record.js';
import { wordFor, YES_NO } from '../core/words.js';
import type { Cell, TableColumn } from './table-file.js';
import type { WallClock } from './wall-clock.js';

/** What agents did as a table: its titles, and how a row becomes cells. */
export class AgentRecordTable {
  readonly columns: readonly TableColumn[];
  private readonly chosen: readonly AgentRecordColumn[];

  constructor(
    names: readonly string[],
    private readonly language: Language,
    private readonly clock: WallClock,
    private readonly reasons: OwnReasons,
  ) {
    this.chosen = AGENT_RECORD_COLUMNS.filter(({ name }) => names.includes(name));
    this.columns = this.chosen.map(({ label, width, kind }) => ({
      ...{ title: label[language], width },
      kind: kind === 'instant' || kind === 'duration' ? kind : 'text',
    }));
  }

  cells(row: AgentRecordRow): Cell[] {
    return this.chosen.map(({ name }) => this.cell(name, row));
  }

  private cell(name: AgentRecordColumn['name'], row: AgentRecordRow): Cell {
    const began = row.began_at.getTime();
    switch (name) {
      case 'beganAt':
        return { is: 'instant', wallMs: this.clock.read(began) };
      case 'overAt':
        return row.over_at === null ? null : { is: 'instant', wallMs: this.clock.read(row.over_at.getTime()) };
      case 'agentNumber':
        return text(row.agent_number ?? row.agent_id);
      case 'agentName':
        return text(row.agent_name);
      case 'phase':
        return text(AGENT_PHASES[row.phase][this.language]);
      case 'reason':
        return text(row.reason === null ? null : reasonWords(row.reason, this.reasons)[this.language]);
      case 'paid': {
        const paid = this.reasons.get(row.reason ?? '')?.paid;
        return text(paid === undefined ? null : wordFor(YES_NO, String(paid), this.language));
      }
      case 'lastedMs':
        return row.over_at === null ? null : { is: 'duration', ms: row.over_at.getTime() - began };
      case 'callId':
        return text(row.call_id);
    }
  }
}

function text(value: string | null): Cell {
  return value === null ? null : { is: 'text', text: value };
}
