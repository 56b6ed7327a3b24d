import type { LimitRecord } from '../../billing/core/charge-record.js';
import type { ChargesService } from '../../billing/charges.service.js';
import type { Language } from '../../kernel/language.js';
import { figureWords, LIMIT_ACTIONS, LIMIT_NAMES } from '../words/limit-words.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';

/** With its figures in words. */
type LimitShown = LimitRecord & { readonly figures: string; readonly titled: string };

/** Quotas, limits against misuse, and the end of the money, each time that one was met. */
export function limitsReachedResource(charges: ChargesService, side: 'tenant' | 'platform'): ConsoleResource {
  const ofPlatform = side === 'platform';
  return {
    id: ofPlatform ? 'platform_limit_reached' : 'limit_reached',
    module: 'billing',
    icon: 'AlertOctagon',
    label: ofPlatform
      ? { zh: '各企业限额告警', en: 'Limits reached by tenants' }
      : { zh: '限额告警', en: 'Limits reached' },
    about: {
      zh: '何时达到了哪个限额、随后怎样：配额（并发呼叫、签入座席等）、余额、消费上限、夜间外呼、未开放的号码。被拒绝的呼叫每次一条，告警在原因消除之前只有一条。',
      en: 'When which limit was met and what followed: quotas (concurrent calls, agents signed in, and so on), balance, spending, calls at night, numbers that are closed. One for each call that was refused; an alarm once until its cause is gone.',
    },
    fields: ofPlatform ? [AT, TENANT, ...FIELDS_OF_PLATFORM] : [AT, ...FIELDS_OF_TENANT],
    permissions: { read: ofPlatform ? 'platform_limit_reached.read' : 'limit_reached.read' },
    title: (record) => (record as LimitShown).titled,
    page: async (session, query, { language }) => {
      const { items, total } = await charges.pageOfLimits(session, query);
      return { items: items.map((item) => shown(item, language)), total };
    },
    find: async (session, id, { language }) => {
      const found = await charges.findLimit(session, id);
      return found === undefined ? undefined : shown(found, language);
    },
  };
}

function shown(record: LimitRecord, language: Language): ConsoleRecord {
  const found: LimitShown = {
    ...record,
    figures: figureWords(record.limit, record.detail, language),
    titled: LIMIT_NAMES[record.limit][language],
  };
  return found;
}

const AT: Field = {
  name: 'at',
  kind: 'instant',
  label: { zh: '时间', en: 'When' },
  on: ['list', 'show', 'filter'],
  sortable: true,
};
const TENANT: Field = {
  name: 'tenantId',
  kind: 'reference',
  to: 'tenant',
  label: { zh: '企业', en: 'Tenant' },
  on: ['list', 'show', 'filter'],
};
const LIMIT: Field = {
  name: 'limit',
  kind: 'choice',
  label: { zh: '限额', en: 'Limit' },
  choices: Object.entries(LIMIT_NAMES).map(([value, label]) => ({ value, label })),
  on: ['list', 'show', 'filter'],
};
const ACTION: Field = {
  name: 'action',
  kind: 'choice',
  label: { zh: '结果', en: 'What followed' },
  choices: Object.entries(LIMIT_ACTIONS).map(([value, label]) => ({ value, label })),
  on: ['list', 'show', 'filter'],
};
const FIGURES: Field = {
  name: 'figures',
  kind: 'text',
  label: { zh: '详情', en: 'Details' },
  on: ['list', 'show'],
};
const CALL: Field = { name: 'callId', kind: 'id', label: { zh: '通话编号', en: 'Call' }, on: ['show', 'filter'] };
const TRUNK: Field = {
  name: 'trunkId',
  kind: 'reference',
  to: 'trunk',
  label: { zh: '外线', en: 'Trunk' },
  on: ['list', 'show', 'filter'],
};

const FIELDS_OF_PLATFORM: readonly Field[] = [LIMIT, ACTION, FIGURES, TRUNK, CALL];
const FIELDS_OF_TENANT: readonly Field[] = [
  LIMIT,
  ACTION,
  FIGURES,
  {
    name: 'agentId',
    kind: 'reference',
    to: 'agent',
    label: { zh: '座席', en: 'Agent' },
    on: ['list', 'show', 'filter'],
  },
  { ...CALL, kind: 'reference', to: 'call_record', label: { zh: '通话', en: 'Call' }, on: ['list', 'show'] },
];
