import type { Field } from './resource.js';

const IN_FORM = ['show', 'create', 'edit'] as const;

/** What callers hear while they wait in a queue. */
export const WAITING_FIELDS: readonly Field[] = [
  {
    name: 'musicPromptId',
    kind: 'reference',
    to: 'prompt',
    label: { zh: '等待：音乐', en: 'Waiting: music' },
    hint: {
      zh: '循环播放这个语音文件（音乐或广告）；留空则播放系统默认音乐',
      en: 'This prompt, music or an advertisement, again and again; empty: the product’s own music',
    },
    on: IN_FORM,
  },
  {
    name: 'firstPromptId',
    kind: 'reference',
    to: 'prompt',
    label: { zh: '等待：进入时播放', en: 'Waiting: on entering' },
    hint: {
      zh: '进入队列时播放一次，随后是等待音乐；留空则直接播放音乐',
      en: 'Played once on entering, then the music; empty: music at once',
    },
    on: IN_FORM,
  },
  {
    name: 'periodicPromptId',
    kind: 'reference',
    to: 'prompt',
    label: { zh: '等待：定时播放（如广告）', en: 'Waiting: between the music' },
    hint: {
      zh: '按间隔在音乐之间播放，如广告或提示；不影响排队，座席接听时立即停止',
      en: 'Played between the music, such as an advertisement. The caller keeps the place; an agent’s answer cuts it',
    },
    on: IN_FORM,
  },
  {
    name: 'periodicEveryS',
    kind: 'number',
    initial: 60,
    label: { zh: '等待：定时播放间隔（秒）', en: 'Waiting: its interval (s)' },
    hint: { zh: '10–3600', en: '10–3600' },
    on: IN_FORM,
  },
  {
    name: 'tells',
    kind: 'choice',
    initial: 'nothing',
    label: { zh: '等待：播报', en: 'Waiting: what is told' },
    hint: {
      zh: '以来电的语言播报排队位置、预计等待时间（由本队列近期通话估算）或两者',
      en: 'In the call’s language: the place in line, the expected wait (estimated from the queue’s own calls), or both',
    },
    choices: [
      { value: 'nothing', label: { zh: '不播报', en: 'Nothing' } },
      { value: 'position', label: { zh: '排队位置', en: 'The place' } },
      { value: 'wait', label: { zh: '预计等待时间', en: 'The expected wait' } },
      { value: 'both', label: { zh: '位置和预计等待时间', en: 'Place and expected wait' } },
    ],
    required: true,
    on: IN_FORM,
  },
  {
    name: 'tellsFromS',
    kind: 'number',
    initial: 10,
    label: { zh: '等待：首次播报（秒）', en: 'Waiting: told first after (s)' },
    hint: { zh: '进入队列多久后首次播报。0–3600', en: 'Counted from entering the queue. 0–3600' },
    on: IN_FORM,
  },
  {
    name: 'tellsEveryS',
    kind: 'number',
    initial: 60,
    label: { zh: '等待：播报间隔（秒）', en: 'Waiting: told again every (s)' },
    hint: { zh: '0 表示只播报一次。0–3600', en: '0: once only. 0–3600' },
    on: IN_FORM,
  },
  {
    name: 'announcesAgent',
    kind: 'boolean',
    label: { zh: '自动报工号', en: 'Announce the agent' },
    hint: {
      zh: '座席应答后，双方先听到“工号……为您服务”，然后通话；播报时间不计入通话时长',
      en: 'After the answer both hear the agent’s number, then they talk; the announcement is no part of the talk time',
    },
    on: IN_FORM,
  },
];

/** Where callers go instead of waiting. */
export const OVERFLOW_FIELDS: readonly Field[] = [
  {
    name: 'whenNobody',
    kind: 'destination',
    label: { zh: '溢出：无人签入', en: 'Overflow: nobody logged in' },
    hint: {
      zh: '没有座席签入时来电转到哪里，等待中最后一位签出时同样适用；留空则照常等待',
      en: 'Where callers go when no agent of the queue is logged in, also when the last one leaves while they wait; empty: they wait',
    },
    on: IN_FORM,
  },
  {
    name: 'whenOnBreak',
    kind: 'destination',
    label: { zh: '溢出：全部示忙', en: 'Overflow: all on a break' },
    hint: {
      zh: '签入的座席全部示忙时来电转到哪里；留空则照常等待',
      en: 'Where callers go when all agents who are logged in take a break; empty: they wait',
    },
    on: IN_FORM,
  },
  {
    name: 'fullAt',
    kind: 'number',
    initial: 0,
    label: { zh: '溢出：排队人数上限', en: 'Overflow: longest line' },
    hint: {
      zh: '进入时已有这么多人排队的来电转走；0 表示不限。最大 10000',
      en: 'Who finds so many waiting goes elsewhere; 0: no limit. At most 10000',
    },
    on: IN_FORM,
  },
  {
    name: 'whenFull',
    kind: 'destination',
    label: { zh: '溢出：人数已满去向', en: 'Overflow: when the line is full' },
    hint: {
      zh: '达到排队人数上限的来电转到哪里；留空则照常等待',
      en: 'Where callers go who find the longest line; empty: they wait all the same',
    },
    on: IN_FORM,
  },
];
