import type { Instant } from '../../kernel/clock.js';
import type { AgentPhase } from '../../kernel/domain-events.js';
import type { Asked, Between } from './call-filter.js';
import type { Words } from './words.js';

/** What an agent was doing from one instant to another; logged out is nothing. */
export interface AgentRecordView {
  readonly id: string;
  readonly agentId: string;
  /** null: the agent is there no more. */
  readonly agentNumber: string | null;
  readonly agentName: string | null;
  readonly phase: AgentRecordPhase;
  readonly reason: string | null;
  readonly callId: string | null;
  readonly beganAt: Instant;
  /** null: still does. */
  readonly overAt: Instant | null;
}

export type AgentRecordPhase = Exclude<AgentPhase, 'loggedOut'>;

export const AGENT_PHASES: Readonly<Record<AgentRecordPhase, Words>> = {
  ready: { zh: '示闲', en: 'Ready' },
  notReady: { zh: '示忙', en: 'Not ready' },
  offered: { zh: '振铃', en: 'Ringing' },
  talking: { zh: '通话', en: 'Talking' },
  wrapUp: { zh: '话后处理', en: 'Wrap-up' },
};

/** Why an agent is not ready, where the system says it. */
export const NOT_READY_REASONS: Readonly<Partial<Record<string, Words>>> = {
  no_answer: { zh: '无应答', en: 'No answer' },
  busy: { zh: '话机忙', en: 'Telephone busy' },
  declined: { zh: '拒接', en: 'Declined' },
  unreachable: { zh: '话机不可达', en: 'Telephone unreachable' },
  moved: { zh: '企业迁移到了其他节点', en: 'The company has moved to another node' },
  duty_rule: { zh: '值班规则', en: 'Duty rule' },
  stepped_back: { zh: '有人手工签入，值班结束', en: 'Somebody logged in: off duty' },
};

/** The tenant's reasons by key, as far as a record tells of them. */
export type OwnReasons = ReadonlyMap<string, { readonly name: Words; readonly paid: boolean }>;

/** The name of what an agent's step says: the tenant's own reason, one of the system's, or as it is. */
export function reasonWords(reason: string, own: OwnReasons): Words {
  return own.get(reason)?.name ?? NOT_READY_REASONS[reason] ?? { zh: reason, en: reason };
}

export interface AgentRecordColumn {
  readonly name:
    'beganAt' | 'overAt' | 'agentNumber' | 'agentName' | 'phase' | 'reason' | 'paid' | 'lastedMs' | 'callId';
  readonly kind: 'instant' | 'text' | 'phase' | 'reason' | 'yesNo' | 'duration';
  readonly label: Words;
  /** Width in a spreadsheet, characters. */
  readonly width: number;
}

export const AGENT_RECORD_COLUMNS: readonly AgentRecordColumn[] = [
  { name: 'beganAt', kind: 'instant', label: { zh: '开始时间', en: 'Begin' }, width: 20 },
  { name: 'overAt', kind: 'instant', label: { zh: '结束时间', en: 'End' }, width: 20 },
  { name: 'agentNumber', kind: 'text', label: { zh: '工号', en: 'Agent number' }, width: 12 },
  { name: 'agentName', kind: 'text', label: { zh: '座席姓名', en: 'Agent name' }, width: 16 },
  { name: 'phase', kind: 'phase', label: { zh: '状态', en: 'State' }, width: 12 },
  { name: 'reason', kind: 'reason', label: { zh: '原因', en: 'Reason' }, width: 20 },
  { name: 'paid', kind: 'yesNo', label: { zh: '计入工时', en: 'Counts as work' }, width: 12 },
  { name: 'lastedMs', kind: 'duration', label: { zh: '时长', en: 'Duration' }, width: 12 },
  { name: 'callId', kind: 'text', label: { zh: '通话编号', en: 'Call id' }, width: 38 },
];

/** Which records are wanted; what is left out does not matter. */
export interface AgentRecordFilter {
  readonly beganAt?: Between;
  readonly agentIds?: readonly string[];
  readonly phases?: readonly AgentRecordPhase[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LATEST = 253_402_300_799_999;
/** As many agents as a supervisor's groups may have. */
const MOST_WORDS = 20_000;

/**
 * What a list asks for as a filter. Fields that these records do not have are passed over.
 *
 * @returns wrong: the fields that nothing can match
 */
export function agentRecordFilter({ beganAt = '', agentId = '', phase = '' }: Asked): {
  readonly filter: AgentRecordFilter;
  readonly wrong: readonly string[];
} {
  const range = rangeOf(beganAt);
  const agentIds = wordsOf(agentId, (word) => UUID.test(word));
  const phases = wordsOf(phase, (word) => Object.hasOwn(AGENT_PHASES, word));
  const wrong = Object.entries({ beganAt: range, agentId: agentIds, phase: phases })
    .filter(([, value]) => value === null)
    .map(([field]) => field);
  return {
    filter: {
      ...(range === null || Object.keys(range).length === 0 ? {} : { beganAt: range }),
      ...(agentIds === null || agentIds.length === 0 ? {} : { agentIds }),
      ...(phases === null || phases.length === 0 ? {} : { phases: phases as AgentRecordPhase[] }),
    },
    wrong,
  };
}

/** null: no instants. */
function rangeOf(wanted: Asked[string]): Between | null {
  const { from, to } = typeof wanted === 'string' ? { from: wanted, to: wanted } : wanted;
  const range: { from?: number; to?: number } = {};
  if (from !== undefined && from !== '') range.from = Date.parse(from);
  if (to !== undefined && to !== '') range.to = Date.parse(to);
  return Object.values(range).every((end) => end >= 0 && end <= LATEST) ? range : null;
}

/** null: words that are not known. */
function wordsOf(wanted: Asked[string], known: (word: string) => boolean): readonly string[] | null {
  if (typeof wanted !== 'string') return null;
  const words = wanted.split(',').filter((word) => word !== '');
  return words.length <= MOST_WORDS && words.every(known) ? words : null;
}
