import type { Field } from './resource.js';

/** What the lists of numbers have in common: until when an entry counts, and how often it was met. */
export const EXPIRY: Field = {
  name: 'expiresAt',
  kind: 'instant',
  label: { zh: '有效期至', en: 'Valid until' },
  hint: { zh: '到期后不再生效；留空表示长期有效', en: 'Says nothing afterwards; empty: it stays' },
  sortable: true,
};

export const HITS: Field = { name: 'hits', kind: 'number', label: { zh: '命中次数', en: 'Hits' }, on: ['list'] };

export const IS_PREFIX: Field = {
  name: 'isPrefix',
  kind: 'boolean',
  label: { zh: '号段', en: 'Prefix' },
  hint: { zh: '是：所有以此开头的号码', en: 'Yes: all numbers that begin so' },
  sortable: true,
};
