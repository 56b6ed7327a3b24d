import type { NotReadyReasonsService } from '../../acd/not-ready-reasons.service.js';
import type { Language } from '../../kernel/language.js';
import type { FiguresReach } from '../../reports/figures-reach.service.js';
import type { AgentRecordsService } from '../../reports/agent-records.service.js';
import { AGENT_PHASES, reasonWords, type AgentRecordView, type OwnReasons } from '../../reports/core/agent-record.js';
import { wordFor, YES_NO } from '../../reports/core/words.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';

/** As the console shows it: instants as dates, the reason in words. */
interface AgentRecordShown extends ConsoleRecord {
  readonly agent: string;
  readonly phase: string;
  readonly agentId: string;
  readonly callId: string | null;
  readonly reason: string | null;
  /** Whether the time counts as work; null: no reason of the company's. */
  readonly paid: string | null;
  readonly beganAt: Date;
  readonly overAt: Date | null;
  readonly lastedMs: number | null;
}

/** What agents did, stretch by stretch; nobody makes or changes one. */
export function agentRecordsResource(
  records: AgentRecordsService,
  reasons: NotReadyReasonsService,
  reach: FiguresReach,
): ConsoleResource {
  return {
    id: 'agent_record',
    module: 'statistics',
    icon: 'UserCheck',
    label: { zh: '座席详单', en: 'Agent records' },
    about: {
      zh: '座席从签入到签出每个状态的起止：示闲、示忙（及原因）、振铃、通话、话后处理。最新的在前，数秒内出现。',
      en: 'What each agent did from logging in to logging out: ready, not ready (and why), ringing, talking, wrap-up. The newest first; here within seconds.',
    },
    fields: FIELDS,
    permissions: { read: 'figures.read' },
    title: (record) => {
      const { agent, phase } = record as AgentRecordShown;
      return `${agent} · ${phase}`;
    },
    page: async (session, query, actor) => {
      const filter = await reach.narrowed(session, actor, 'agent_record', query.filter);
      const { items, total } = await records.page(session, { ...query, filter });
      const own = await reasons.reasonsByKey(session);
      return { items: items.map((item) => shown(item, actor.language, own)), total };
    },
    find: async (session, id, actor) => {
      const found = await records.find(session, id);
      if (found === undefined) return undefined;
      const inReach = await reach.within(session, actor, 'agents', [found.agentId]);
      return inReach.includes(found.agentId)
        ? shown(found, actor.language, await reasons.reasonsByKey(session))
        : undefined;
    },
  };
}

function shown(record: AgentRecordView, language: Language, own: OwnReasons): AgentRecordShown {
  const { id, agentId, agentNumber, agentName, phase, reason, callId, beganAt, overAt } = record;
  const paid = own.get(reason ?? '')?.paid;
  return {
    ...{ id, phase, agentId, callId },
    agent: agentNumber === null ? agentId : `${agentNumber} ${agentName ?? ''}`,
    reason: reason === null ? null : reasonWords(reason, own)[language],
    paid: paid === undefined ? null : wordFor(YES_NO, String(paid), language),
    beganAt: new Date(beganAt),
    overAt: overAt === null ? null : new Date(overAt),
    lastedMs: overAt === null ? null : overAt - beganAt,
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'beganAt',
    kind: 'instant',
    label: { zh: '开始时间', en: 'Begin' },
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'overAt',
    kind: 'instant',
    label: { zh: '结束时间', en: 'End' },
    hint: { zh: '为空表示仍在此状态', en: 'Empty: it goes on' },
    on: ['list', 'show'],
  },
  { name: 'agent', kind: 'text', label: { zh: '座席', en: 'Agent' }, on: ['list', 'show'] },
  {
    name: 'agentId',
    kind: 'reference',
    to: 'agent',
    label: { zh: '座席', en: 'Agent' },
    on: ['filter'],
  },
  {
    name: 'phase',
    kind: 'choice',
    label: { zh: '状态', en: 'State' },
    choices: Object.entries(AGENT_PHASES).map(([value, label]) => ({ value, label })),
    on: ['list', 'show', 'filter'],
  },
  { name: 'reason', kind: 'text', label: { zh: '原因', en: 'Reason' }, on: ['list', 'show'] },
  { name: 'paid', kind: 'text', label: { zh: '计入工时', en: 'Counts as work' }, on: ['list', 'show'] },
  { name: 'lastedMs', kind: 'durationMs', label: { zh: '时长', en: 'Duration' }, on: ['list', 'show'] },
  { name: 'callId', kind: 'reference', to: 'call_record', label: { zh: '通话', en: 'Call' }, on: ['list', 'show'] },
];
