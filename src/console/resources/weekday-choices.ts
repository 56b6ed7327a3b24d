import type { Field } from './resource.js';

/** 1 Monday … 7 Sunday. */
export const WEEKDAY_CHOICES: NonNullable<Field['choices']> = [
  { value: '1', label: { zh: '周一', en: 'Monday' } },
  { value: '2', label: { zh: '周二', en: 'Tuesday' } },
  { value: '3', label: { zh: '周三', en: 'Wednesday' } },
  { value: '4', label: { zh: '周四', en: 'Thursday' } },
  { value: '5', label: { zh: '周五', en: 'Friday' } },
  { value: '6', label: { zh: '周六', en: 'Saturday' } },
  { value: '7', label: { zh: '周日', en: 'Sunday' } },
];
