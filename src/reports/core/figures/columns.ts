import type { Words } from '../words.js';
import {
  answeredShare,
  averageHandlingMs,
  averageSpeedOfAnswerMs,
  averageTalkMs,
  loginMs,
  occupancy,
  serviceLevel,
  type AgentFigures,
  type QueueFigures,
} from './figures.js';

/** A column of a table of figures. `share`: 0 to 1, shown as a percentage. */
export interface FiguresColumn<F> {
  readonly name: string;
  readonly kind: 'number' | 'duration' | 'share';
  readonly label: Words;
  /** What exactly it counts. */
  readonly hint?: Words;
  /** null: there is nothing that it could be reckoned of. */
  readonly of: (figures: F) => number | null;
  /** It has no sum over several things, such as how many waited at once. */
  readonly isOfOne?: boolean;
}

export const QUEUE_COLUMNS: readonly FiguresColumn<QueueFigures>[] = [
  {
    ...{ name: 'offered', kind: 'number', of: ({ offered }) => offered },
    label: { zh: '进入队列', en: 'Offered' },
    hint: { zh: '本时段进入队列的来电', en: 'Callers who entered the queue in this time' },
  },
  {
    ...{ name: 'answered', kind: 'number', of: ({ answered }) => answered },
    label: { zh: '接听', en: 'Answered' },
    hint: { zh: '本时段被座席接听的来电', en: 'Callers whom an agent answered in this time' },
  },
  {
    ...{ name: 'answeredShare', kind: 'share', of: answeredShare },
    label: { zh: '接通率', en: 'Answered %' },
    hint: {
      zh: '接听 ÷ 本时段结束等待的来电（接听、放弃、溢出、其他呼损）',
      en: 'Answered, of all whose wait was over: answered, abandoned, sent on, lost',
    },
  },
  {
    ...{ name: 'serviceLevel', kind: 'share', of: serviceLevel },
    label: { zh: '服务水平', en: 'Service level' },
    hint: {
      zh: '接听时限内接听 ÷ 结束等待的来电（不含短放弃），时限在队列中设置',
      en: 'Answered within the queue’s time, of all whose wait was over but short abandons',
    },
  },
  {
    ...{ name: 'abandoned', kind: 'number', of: ({ abandoned }) => abandoned },
    label: { zh: '放弃', en: 'Abandoned' },
    hint: { zh: '排队或振铃时主叫挂机（含短放弃）', en: 'Hung up while waiting or ringing; short abandons among them' },
  },
  {
    ...{ name: 'abandonedShort', kind: 'number', of: ({ abandonedShort }) => abandonedShort },
    label: { zh: '短放弃', en: 'Short abandons' },
    hint: { zh: '排队很短时间就挂机，时限在队列中设置', en: 'Hung up sooner than the queue’s bound' },
  },
  {
    ...{ name: 'overflowed', kind: 'number', of: ({ overflowed }) => overflowed },
    label: { zh: '溢出', en: 'Sent on' },
    hint: { zh: '转到其他去向的来电', en: 'Callers who went on to another destination' },
  },
  {
    ...{ name: 'callbacks', kind: 'number', of: ({ callbacks }) => callbacks },
    label: { zh: '预约回呼', en: 'Callbacks' },
    hint: { zh: '挂机等待回呼的来电，不计入放弃', en: 'Callers who wished to be called back; not abandoned' },
  },
  {
    ...{ name: 'lost', kind: 'number', of: ({ lost }) => lost },
    label: { zh: '其他呼损', en: 'Otherwise lost' },
    hint: { zh: '因系统原因等结束的来电', en: 'Ended by no doing of the caller' },
  },
  {
    ...{ name: 'speedOfAnswerMs', kind: 'duration', of: averageSpeedOfAnswerMs },
    label: { zh: '平均应答速度', en: 'Average speed of answer' },
    hint: { zh: '被接听来电的平均等待时间', en: 'How long the answered waited, on average' },
  },
  {
    ...{ name: 'longestWaitMs', kind: 'duration', of: ({ longestWaitMs }) => longestWaitMs },
    label: { zh: '最长等待', en: 'Longest wait' },
    hint: { zh: '本时段结束的等待中最长的', en: 'The longest of the waits that were over in this time' },
  },
  {
    ...{ name: 'mostWaiting', kind: 'number', of: ({ mostWaiting }) => mostWaiting, isOfOne: true },
    label: { zh: '最多排队', en: 'Most waiting' },
    hint: { zh: '同时排队的最多人数', en: 'How many waited at once' },
  },
  {
    ...{ name: 'talkMs', kind: 'duration', of: ({ talkMs }) => talkMs },
    label: { zh: '通话时长', en: 'Talk' },
    hint: { zh: '含保持', en: 'Holding among it' },
  },
  {
    ...{ name: 'holdMs', kind: 'duration', of: ({ holdMs }) => holdMs },
    label: { zh: '保持时长', en: 'Hold' },
    hint: { zh: '来电者被保持或等待咨询的时间', en: 'Callers were held, or waited beside a consultation' },
  },
  {
    ...{ name: 'wrapUpMs', kind: 'duration', of: ({ wrapUpMs }) => wrapUpMs },
    label: { zh: '话后时长', en: 'Wrap-up' },
  },
  {
    ...{ name: 'handlingMs', kind: 'duration', of: averageHandlingMs },
    label: { zh: '平均处理时长', en: 'Average handling' },
    hint: { zh: '（通话 + 话后）÷ 接听', en: 'Talk, hold and wrap-up by answered call' },
  },
];

export const AGENT_COLUMNS: readonly FiguresColumn<AgentFigures>[] = [
  {
    ...{ name: 'offered', kind: 'number', of: ({ offered }) => offered },
    label: { zh: '分配', en: 'Offered' },
    hint: { zh: '分配给座席的来电', en: 'Calls that were offered' },
  },
  { name: 'answered', kind: 'number', label: { zh: '接听', en: 'Answered' }, of: ({ answered }) => answered },
  {
    ...{ name: 'missed', kind: 'number', of: ({ missed }) => missed },
    label: { zh: '未接', en: 'Missed' },
    hint: { zh: '振铃无人接听、拒接或话机忙', en: 'Not answered, declined, or the telephone was busy' },
  },
  {
    ...{ name: 'conversations', kind: 'number', of: ({ conversations }) => conversations },
    label: { zh: '通话数', en: 'Conversations' },
    hint: {
      zh: '本时段结束的通话，含座席自己的呼叫',
      en: 'That were over in this time, calls of the agent’s own among them',
    },
  },
  { name: 'loginMs', kind: 'duration', label: { zh: '签入时长', en: 'Logged in' }, of: loginMs },
  { name: 'readyMs', kind: 'duration', label: { zh: '示闲', en: 'Ready' }, of: ({ readyMs }) => readyMs },
  { name: 'notReadyMs', kind: 'duration', label: { zh: '示忙', en: 'Not ready' }, of: ({ notReadyMs }) => notReadyMs },
  { name: 'ringMs', kind: 'duration', label: { zh: '振铃', en: 'Ringing' }, of: ({ ringMs }) => ringMs },
  {
    ...{ name: 'talkMs', kind: 'duration', of: ({ talkMs }) => talkMs },
    label: { zh: '通话', en: 'Talk' },
    hint: { zh: '含保持', en: 'Holding among it' },
  },
  { name: 'holdMs', kind: 'duration', label: { zh: '保持', en: 'Hold' }, of: ({ holdMs }) => holdMs },
  { name: 'wrapUpMs', kind: 'duration', label: { zh: '话后', en: 'Wrap-up' }, of: ({ wrapUpMs }) => wrapUpMs },
  { name: 'averageTalkMs', kind: 'duration', label: { zh: '平均通话', en: 'Average talk' }, of: averageTalkMs },
  {
    ...{ name: 'occupancy', kind: 'share', of: occupancy },
    label: { zh: '占用率', en: 'Occupancy' },
    hint: { zh: '（通话 + 话后）÷（通话 + 话后 + 示闲）', en: 'Talk and wrap-up, of these and ready' },
  },
];
