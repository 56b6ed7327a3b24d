import type { MicroText } from '../../kernel/money.js';
import type { Language } from '../../kernel/language.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { SORTS } from '../../reports/core/call-filter.js';
import { CALL_COLUMNS, type CallColumn, type CallRecordView } from '../../reports/core/call-record.js';
import type { StoryLine } from '../../reports/core/story.js';
import { causeWords, DIRECTIONS, ENDED_BY, END_REASONS, RESULTS } from '../../reports/core/words.js';
import type { ReportsService } from '../../reports/reports.service.js';
import type { ConsoleAction, ConsoleRecord, ConsoleResource, Field, FieldKind } from './resource.js';

/** A call record as the console shows it: things by their names, instants as dates. */
export interface CallRecordShown extends ConsoleRecord {
  readonly direction: CallRecordView['direction'];
  readonly caller: string;
  readonly called: string;
  readonly cause: string;
  readonly story: readonly StoryLine[];
  readonly charged?: CallCharged | undefined;
}

/** What the tenant paid for a call in the end, and the entry that explains it. */
export interface CallCharged {
  readonly chargeId: string;
  readonly amountMicro: MicroText;
  readonly currency: string;
}

/** How something is said of a call on its record, and what may be said. */
export interface SayingOnRecord {
  readonly action: ConsoleAction;
  choicesFor(
    session: DbSession,
    call: { readonly queueId: string | null },
  ): Promise<readonly { readonly id: string; readonly code: string; readonly name: Text }[]>;
}

/**
 * Calls that are over; nobody makes or changes one.
 *
 * @param saying left out: nothing is said of calls here
 * @param chargedFor asked only for who may see charges; undefined: the call was not priced
 */
export function callRecordsResource(
  reports: ReportsService,
  chargedFor: (session: DbSession, callId: string) => Promise<CallCharged | undefined> = () =>
    Promise.resolve(undefined),
  saying?: SayingOnRecord,
  actions: readonly ConsoleAction[] = [],
): ConsoleResource {
  /** What was said at last, and what may be said of the call. */
  const sayable = async (session: DbSession, { queue, disposition, note }: CallRecordView, language: Language) => {
    const choices = (await saying?.choicesFor(session, { queueId: queue?.id ?? null })) ?? [];
    const named = choices.map(({ id, code, name }) => ({ id, label: `${code} ${name[language]}` }));
    return { choices: named, dispositionId: disposition?.id ?? null, note };
  };
  return {
    id: 'call_record',
    module: 'statistics',
    icon: 'PhoneCall',
    label: { zh: '呼叫详单', en: 'Call records' },
    about: {
      zh: '每通电话结束后生成一条详单：何时、谁打给谁、等了多久、谁接听、通话多久、为何没有接通。可筛选、排序、选择显示的列，并导出为 Excel 或 CSV。',
      en: 'Every call leaves a record when it is over: when it was, who called whom, how long they waited, who answered, how long they talked, and why it was lost. Filter, sort, choose columns, and export to Excel or CSV.',
    },
    fields: FIELDS,
    permissions: { read: 'call_record.read' },
    actions: [...(saying === undefined ? [] : [saying.action]), ...actions],
    title: (record) => {
      const { caller, called } = record as CallRecordShown;
      return `${caller} → ${called}`;
    },
    page: async (session, query, { language, permissions }) => {
      const { items, total } = await reports.pageOfCallRecords(session, query);
      const seesCharges = permissions.has('charge.read');
      return { items: items.map((item) => shown(seesCharges ? item : unpriced(item), [], language)), total };
    },
    find: async (session, id, { language, permissions }) => {
      const found = await reports.findCallRecord(session, id);
      if (found === undefined) return undefined;
      const charged = permissions.has('charge.read') ? await chargedFor(session, id) : undefined;
      const said =
        saying === undefined || !permissions.has('call.act') ? null : await sayable(session, found, language);
      return { ...shown(unpriced(found), await reports.storyOfCall(session, id), language), charged, saying: said };
    },
  };
}

/** For who may not see what calls cost. */
function unpriced(record: CallRecordView): CallRecordView {
  return { ...record, chargedMicro: null, chargedCurrency: null };
}

function shown(record: CallRecordView, story: readonly StoryLine[], language: Language): CallRecordShown {
  const dates = Object.fromEntries(
    INSTANTS.map((name) => [name, record[name] === null ? null : new Date(record[name])]),
  );
  return {
    ...record,
    ...dates,
    queue: record.queue?.label ?? null,
    agent: record.agent?.label ?? null,
    trunk: record.trunk?.label ?? null,
    disposition: record.disposition?.label[language] ?? null,
    cause: causeWords(record.causeCode)[language],
    story,
  } as CallRecordShown;
}

const INSTANTS = [
  'arrivedAt',
  'answeredAt',
  'menuAt',
  'queuedAt',
  'offeredAt',
  'ringingAt',
  'connectedAt',
  'endedAt',
  'saidAt',
] as const satisfies readonly (keyof CallRecordView)[];

const KINDS: Readonly<Record<CallColumn['kind'], FieldKind>> = {
  instant: 'instant',
  duration: 'durationMs',
  number: 'number',
  money: 'money',
  text: 'text',
  words: 'text',
  direction: 'choice',
  result: 'choice',
  endedBy: 'choice',
  endReason: 'choice',
  yesNo: 'boolean',
};

/** Columns that a list can be narrowed by. */
const FILTERED: ReadonlySet<string> = new Set([
  ...['arrivedAt', 'direction', 'caller', 'called', 'result', 'trunk', 'recorded', 'dispositionLeftOut'],
  ...['waitedMs', 'talkedMs', 'totalMs'],
]);
const SORTABLE: ReadonlySet<string> = new Set(SORTS);
/** The page of one call has the cause in words, the recording itself, and the charge with the way to it. */
const IN_OTHER_WORDS: ReadonlySet<string> = new Set(['causeCode', 'recorded', 'chargedMicro']);
/** In a file they are columns of their own; here the agent has both. */
const IN_FILES_ALONE: ReadonlySet<string> = new Set(['agentNumber', 'agentName']);

const HINTS: Readonly<Partial<Record<string, Text>>> = {
  waitedMs: {
    zh: '从进入队列到接通；没有接通的到结束',
    en: 'From entering the queue until connected, or until the end',
  },
  talkedMs: { zh: '从接通到结束', en: 'From connected until the end' },
  totalMs: { zh: '从来电或发起外呼到结束', en: 'From arriving, or being placed, until the end' },
  chargedMicro: { zh: '企业实际支付的话费，含重新计费', en: 'What the company paid in the end, priced again or not' },
  endReason: { zh: '系统因资费结束了通话', en: 'The money for which the system ended the call' },
  dispositionLeftOut: {
    zh: '队列要求填写小结，话后处理结束时没有填写，之后也没有补填',
    en: 'The queue asks for a disposition; the wrap-up ended without one, and nobody has said it since',
  },
  offers: { zh: '先后分配给几个座席', en: 'How many agents it was offered to' },
};

const CHOICES: Readonly<Partial<Record<CallColumn['kind'], Readonly<Record<string, Text>>>>> = {
  direction: DIRECTIONS,
  result: { ...RESULTS, lost: { zh: '呼损（全部原因）', en: 'Lost, for whatever reason' } },
  endedBy: ENDED_BY,
  endReason: END_REASONS,
};

function choicesOf(kind: CallColumn['kind']): Field['choices'] {
  return Object.entries(CHOICES[kind] ?? {}).map(([value, label]) => ({ value, label }));
}

function fieldOf({ name, kind, label }: CallColumn): Field {
  const hint = HINTS[name];
  return {
    name,
    kind: KINDS[kind],
    label,
    on: [
      'list',
      ...(IN_OTHER_WORDS.has(name) ? [] : (['show'] as const)),
      ...(FILTERED.has(name) ? (['filter'] as const) : []),
    ],
    sortable: SORTABLE.has(name),
    ...(hint === undefined ? {} : { hint }),
    ...(kind === 'money' ? { currency: 'chargedCurrency' } : {}),
    ...(KINDS[kind] === 'choice' ? { choices: choicesOf(kind) ?? [] } : {}),
  };
}

const COLUMNS = CALL_COLUMNS.filter(({ name }) => !IN_FILES_ALONE.has(name));

/** Beside the columns: what a list is narrowed by, and what the page of one call has. */
const QUEUE: Field = {
  name: 'queueId',
  kind: 'reference',
  to: 'queue',
  label: { zh: '队列', en: 'Queue' },
  on: ['filter'],
};
const AGENT: Field = {
  name: 'agentId',
  kind: 'reference',
  to: 'agent',
  label: { zh: '座席', en: 'Agent' },
  on: ['filter'],
};
const DISPOSITION: Field = {
  name: 'dispositionId',
  kind: 'reference',
  to: 'disposition',
  label: { zh: '通话小结', en: 'Disposition' },
  on: ['filter'],
};
const OF_ONE_CALL: readonly Field[] = [
  // for the form of what is said
  { name: 'saying', kind: 'json', label: { zh: '通话小结', en: 'Disposition' }, on: [] },
  { name: 'chargedCurrency', kind: 'text', label: { zh: '货币', en: 'Currency' }, on: [] },
  { name: 'charged', kind: 'json', label: { zh: '话费', en: 'Charge' }, on: ['show'], component: 'CallCharged' },
  {
    name: 'recording',
    kind: 'text',
    label: { zh: '录音回放', en: 'Recording playback' },
    on: ['show'],
    component: 'RecordingPlayer',
  },
  { name: 'story', kind: 'json', label: { zh: '通话过程', en: 'What happened' }, on: ['show'], component: 'CallStory' },
  { name: 'cause', kind: 'text', label: { zh: '释放原因', en: 'Cause' }, on: ['show'] },
  {
    name: 'endedAtIsLate',
    kind: 'boolean',
    label: { zh: '结束时间为事后发现', en: 'End found late' },
    hint: {
      zh: '系统中断后才发现通话已结束，结束时间和时长是最大可能值',
      en: 'The end was found after an outage; it and the durations are the latest possible',
    },
    on: ['show'],
  },
];

/** The usual ones first: a list shows those until somebody chooses. */
const FIELDS: readonly Field[] = [
  ...COLUMNS.filter(({ usual }) => usual).map(fieldOf),
  QUEUE,
  AGENT,
  DISPOSITION,
  ...OF_ONE_CALL,
  ...COLUMNS.filter(({ usual }) => !usual).map(fieldOf),
];
