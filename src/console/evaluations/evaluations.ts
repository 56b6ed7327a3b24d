import type { Evaluation, EvaluationDay } from '../../reports/core/evaluation.js';
import type { EvaluationsService } from '../../reports/evaluations.service.js';
import type { ConsoleResource, Field } from '../resources/resource.js';

/** What callers answered, one by one. */
export function evaluationsResource(evaluations: EvaluationsService): ConsoleResource {
  return {
    id: 'evaluation',
    module: 'statistics',
    icon: 'Star',
    label: { zh: '评价记录', en: 'Evaluations' },
    about: {
      zh: '来电者对通话的打分，最新的在前。在队列中设置“评价流程”，座席挂机后来电者即被邀请评价。',
      en: 'The scores that callers gave, the newest first. Choose an evaluation flow at a queue, and its callers are asked once their agent has hung up.',
    },
    fields: SCORES,
    permissions: { read: 'evaluation.read' },
    title: (record) => {
      const { question, score, most } = record as Evaluation;
      return `${question}: ${String(score)} / ${String(most)}`;
    },
    page: (session, query) => evaluations.pageOfEvaluations(session, query),
    find: (session, id) => evaluations.findEvaluation(session, id),
  };
}

/** What they answered, by day, agent and queue. */
export function evaluationDaysResource(evaluations: EvaluationsService): ConsoleResource {
  return {
    id: 'evaluation_day',
    module: 'statistics',
    icon: 'TrendingUp',
    label: { zh: '满意度统计', en: 'Satisfaction' },
    about: {
      zh: '按天、座席和队列汇总：邀请了多少、多少人作了评价、平均得分占满分的比例、低分有多少（不超过满分的四成）。按企业账户的时区分天。',
      en: 'By day, agent and queue: how many were asked, how many answered, the average of the highest score, how many scores were low (two fifths of the highest at most). Days are those of the company’s account.',
    },
    fields: DAYS,
    permissions: { read: 'evaluation.read' },
    title: (record) => (record as EvaluationDay).day,
    page: (session, query) => evaluations.pageOfDays(session, query),
    find: (session, id) => evaluations.findDay(session, id),
  };
}

const AGENT: Field = { name: 'agentId', kind: 'reference', to: 'agent', label: { zh: '座席', en: 'Agent' } };
const QUEUE: Field = { name: 'queueId', kind: 'reference', to: 'queue', label: { zh: '队列', en: 'Queue' } };

const SCORES: readonly Field[] = [
  { name: 'at', kind: 'instant', label: { zh: '时间', en: 'At' }, sortable: true, on: ['list', 'show', 'filter'] },
  { name: 'question', kind: 'text', label: { zh: '评价项目', en: 'Question' }, on: ['list', 'show', 'filter'] },
  { name: 'score', kind: 'number', label: { zh: '得分', en: 'Score' }, sortable: true, on: ['list', 'show', 'filter'] },
  { name: 'most', kind: 'number', label: { zh: '满分', en: 'Of' }, on: ['list', 'show'] },
  { ...AGENT, on: ['list', 'show', 'filter'] },
  { ...QUEUE, on: ['list', 'show', 'filter'] },
  {
    name: 'callId',
    kind: 'reference',
    to: 'call_record',
    label: { zh: '通话', en: 'Call' },
    on: ['show'],
  },
];

const DAYS: readonly Field[] = [
  {
    name: 'day',
    kind: 'text',
    label: { zh: '日期', en: 'Day' },
    hint: { zh: '如 2026-11-23，或 2026-11 查整月', en: 'Such as 2026-11-23, or 2026-11 for a month' },
    sortable: true,
    on: ['list', 'show', 'filter'],
  },
  { ...AGENT, on: ['list', 'show', 'filter'] },
  { ...QUEUE, on: ['list', 'show', 'filter'] },
  { name: 'asked', kind: 'number', label: { zh: '邀请评价', en: 'Asked' }, sortable: true, on: ['list', 'show'] },
  { name: 'answered', kind: 'number', label: { zh: '已评价', en: 'Answered' }, sortable: true, on: ['list', 'show'] },
  { name: 'scores', kind: 'number', label: { zh: '打分次数', en: 'Scores' }, on: ['show'] },
  {
    name: 'percent',
    kind: 'number',
    label: { zh: '平均得分率（%）', en: 'Average (% of the highest)' },
    sortable: true,
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'low',
    kind: 'number',
    label: { zh: '低分', en: 'Low scores' },
    sortable: true,
    on: ['list', 'show', 'filter'],
  },
];
