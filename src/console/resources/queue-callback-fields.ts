import type { Field } from './resource.js';
import { WEEKDAY_CHOICES } from './weekday-choices.js';

const IN_FORM = ['show', 'create', 'edit'] as const;

/** Callers who hang up and are called back when it is their turn. */
export const CALLBACK_FIELDS: readonly Field[] = [
  {
    name: 'callbackKey',
    kind: 'text',
    label: { zh: '回呼：按键', en: 'Callback: key' },
    hint: {
      zh: '排队时按此键可预约回呼：保留位置，挂机后轮到时由座席回呼。一位数字；留空则不提供。需要“进入队列即应答”和外呼外线',
      en: 'Who presses it while waiting keeps the place, hangs up and is called back by an agent when it is their turn. One digit; empty: not offered. Needs callers to be answered on entering, and a trunk for outbound calls',
    },
    on: IN_FORM,
  },
  {
    name: 'callbackFromS',
    kind: 'number',
    initial: 30,
    label: { zh: '回呼：等待多久后提供（秒）', en: 'Callback: offered after (s)' },
    hint: { zh: '0–3600。按“播报间隔”重复', en: '0–3600; said again at the interval of what is told' },
    on: IN_FORM,
  },
  {
    name: 'callbackDays',
    kind: 'choices',
    label: { zh: '回呼：星期', en: 'Callback: weekdays' },
    hint: {
      zh: '在这些日子提供并回呼；不选即每天',
      en: 'When it is offered, and when people are called back; none chosen: every day',
    },
    choices: WEEKDAY_CHOICES,
    on: IN_FORM,
  },
  {
    name: 'callbackFrom',
    kind: 'text',
    initial: '00:00',
    label: { zh: '回呼：开始', en: 'Callback: from' },
    hint: { zh: '如 08:30，按企业时区', en: 'Such as 08:30, by the company’s clock' },
    on: IN_FORM,
  },
  {
    name: 'callbackTo',
    kind: 'text',
    initial: '00:00',
    label: { zh: '回呼：结束', en: 'Callback: to' },
    hint: { zh: '与开始相同即全天；早于开始即次日', en: 'The same: the whole day; earlier: on the next day' },
    on: IN_FORM,
  },
  {
    name: 'callbackExpiryS',
    kind: 'number',
    initial: 14_400,
    label: { zh: '回呼：有效期（秒）', en: 'Callback: gives up after (s)' },
    hint: {
      zh: '预约多久后作废。60–604800，14400 为 4 小时',
      en: 'Counted from the asking. 60–604800; 14400 is four hours',
    },
    on: IN_FORM,
  },
  {
    name: 'callbackTries',
    kind: 'number',
    initial: 3,
    label: { zh: '回呼：最多次数', en: 'Callback: tries' },
    hint: { zh: '客户未接通时最多呼叫几次。1–20', en: 'How often a customer is called who is not reached. 1–20' },
    on: IN_FORM,
  },
  {
    name: 'callbackPauseS',
    kind: 'number',
    initial: 600,
    label: { zh: '回呼：重试间隔（秒）', en: 'Callback: pause between tries (s)' },
    hint: { zh: '30–86400', en: '30–86400' },
    on: IN_FORM,
  },
];
