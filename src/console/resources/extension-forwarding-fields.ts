import type { Field } from './resource.js';

const IN_FORM = ['show', 'create', 'edit'] as const;

/** Where callers of a telephone go on. */
export const FORWARDING_FIELDS: readonly Field[] = [
  {
    name: 'forwardAll',
    kind: 'destination',
    label: { zh: '转移：无条件', en: 'Forward: all calls' },
    hint: {
      zh: '所有来电都转到这里，话机不振铃；留空则不转移。队列分配给座席的来电不转移',
      en: 'All callers go there and the telephone does not ring; empty: they come to it. What a queue offers to agents is not forwarded',
    },
    on: IN_FORM,
  },
  {
    name: 'forwardAfterHours',
    kind: 'destination',
    label: { zh: '转移：下班时间', en: 'Forward: after hours' },
    hint: {
      zh: '按下面的日历，休息日、节假日和班次以外的来电都转到这里，如手机；留空则不转移',
      en: 'Where callers go outside the hours of the calendar below and on its days off, such as a mobile; empty: they come to it',
    },
    on: IN_FORM,
  },
  {
    name: 'calendarId',
    kind: 'reference',
    to: 'calendar',
    label: { zh: '转移：工作日历', en: 'Forward: calendar' },
    hint: { zh: '决定何时为下班时间', en: 'It says when nobody works' },
    on: IN_FORM,
  },
  {
    name: 'forwardBusy',
    kind: 'destination',
    label: { zh: '转移：遇忙', en: 'Forward: when busy' },
    hint: {
      zh: '话机正在通话或拒接时转到这里；留空则主叫听到忙提示',
      en: 'Where callers go while it is in use, or when it declines; empty: they hear that it is busy',
    },
    on: IN_FORM,
  },
  {
    name: 'forwardNoAnswer',
    kind: 'destination',
    label: { zh: '转移：无应答', en: 'Forward: when not answered' },
    hint: {
      zh: '振铃超时无人接听时转到这里，如语音信箱；留空则主叫听到无人接听',
      en: 'Where callers go when nobody has answered in time, such as a mailbox; empty: they hear that nobody answers',
    },
    on: IN_FORM,
  },
  {
    name: 'forwardUnreachable',
    kind: 'destination',
    label: { zh: '转移：不可及', en: 'Forward: when not reachable' },
    hint: {
      zh: '话机未注册或没有响应时转到这里；留空则主叫听到无人接听',
      en: 'Where callers go while it is not registered or does not react; empty: they hear that nobody answers',
    },
    on: IN_FORM,
  },
  {
    name: 'followMe',
    kind: 'text',
    label: { zh: '同振：外部号码', en: 'Rings together with' },
    hint: {
      zh: '与话机同时振铃的外部号码，如手机；在那里应答后按 1 才接通，因此不会被手机的语音信箱接走。话费按外呼计；留空则只有话机振铃',
      en: 'A number outside that rings at the same time, such as a mobile. Who answers there takes the call by key 1, so that its mailbox never does. Charged as an outbound call; empty: the telephone alone',
    },
    on: IN_FORM,
  },
  {
    name: 'ringS',
    kind: 'number',
    initial: 30,
    label: { zh: '振铃时长（秒）', en: 'Rings for (s)' },
    hint: { zh: '超过后视为无应答。5–120', en: 'After that it counts as not answered. 5–120' },
    on: IN_FORM,
  },
];
