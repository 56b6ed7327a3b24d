import type { CallDirection } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { EndedBy, LostReason } from '../../kernel/domain-events.js';
import type { MicroText } from '../../kernel/money.js';
import type { CallResult, EndReason, Words } from './words.js';

/** A thing as a call record names it: as it is called now, or no more than its id where it is gone. */
export interface NamedThing {
  readonly id: string;
  readonly label: string;
}

/** One call as people look at it. Durations are 0 where the phase was not reached. */
export interface CallRecordView {
  /** The id of the call. */
  readonly id: string;
  readonly direction: CallDirection;
  /** When the call came in, or was placed. */
  readonly arrivedAt: Instant;
  readonly caller: string;
  readonly called: string;
  readonly result: CallResult;
  readonly lostReason: LostReason | null;
  readonly queue: NamedThing | null;
  readonly agent: NamedThing | null;
  readonly trunk: NamedThing | null;
  readonly answeredAt: Instant | null;
  readonly menuAt: Instant | null;
  readonly queuedAt: Instant | null;
  readonly offeredAt: Instant | null;
  readonly ringingAt: Instant | null;
  readonly connectedAt: Instant | null;
  readonly endedAt: Instant;
  /** The end was found after an outage, so that endedAt and what is reckoned with it are the latest possible. */
  readonly endedAtIsLate: boolean;
  readonly waitedMs: number;
  readonly rangMs: number;
  readonly talkedMs: number;
  readonly totalMs: number;
  /** How many agents it was offered to. */
  readonly offers: number;
  readonly endedBy: EndedBy;
  /** Which money ended a conversation; null: none did. */
  readonly endReason: EndReason | null;
  readonly causeCode: number;
  /** What the tenant paid in the end; null: it was not priced. */
  readonly chargedMicro: MicroText | null;
  /** ISO 4217. */
  readonly chargedCurrency: string | null;
  /** The conversation was recorded; the file may not be ready yet, or be gone already. */
  readonly recorded: boolean;
  readonly hasRecording: boolean;
  /** What the agent, or somebody after them, said at last; null: nothing. */
  readonly disposition: SaidDisposition | null;
  readonly note: string | null;
  readonly saidAt: Instant | null;
  readonly saidBy: string | null;
  /** It was asked for, and nobody has said it. */
  readonly dispositionLeftOut: boolean;
}

export interface SaidDisposition {
  readonly id: string;
  /** Both as they are now, "12 Solved"; the id where it is gone. */
  readonly label: Words;
}

export type CallColumnName =
  | Exclude<keyof CallRecordView, 'lostReason' | 'endedAtIsLate' | 'hasRecording' | 'chargedCurrency'>
  | 'agentNumber'
  | 'agentName';

export type CallColumnKind =
  | 'instant'
  | 'duration'
  | 'number'
  | 'money'
  | 'text'
  | 'words'
  | 'direction'
  | 'result'
  | 'endedBy'
  | 'endReason'
  | 'yesNo';

export interface CallColumn {
  readonly name: CallColumnName;
  readonly kind: CallColumnKind;
  readonly label: Words;
  /** Width in a spreadsheet, characters. */
  readonly width: number;
  /** In a list and in an export where nobody has chosen. */
  readonly usual: boolean;
}

const column = (
  name: CallColumnName,
  kind: CallColumnKind,
  zh: string,
  en: string,
  width: number,
  usual = false,
): CallColumn => ({ name, kind, label: { zh, en }, width, usual });

/** All columns of call records, in their usual order. */
export const CALL_COLUMNS: readonly CallColumn[] = [
  column('arrivedAt', 'instant', '呼叫时间', 'Call time', 20, true),
  column('direction', 'direction', '方向', 'Direction', 10, true),
  column('caller', 'text', '主叫号码', 'Caller', 16, true),
  column('called', 'text', '被叫号码', 'Called', 16, true),
  column('result', 'result', '结果', 'Result', 18, true),
  column('queue', 'text', '队列', 'Queue', 20, true),
  column('agent', 'text', '座席', 'Agent', 20, true),
  column('agentNumber', 'text', '工号', 'Agent number', 12),
  column('agentName', 'text', '座席姓名', 'Agent name', 16),
  column('trunk', 'text', '外线', 'Trunk', 16),
  column('waitedMs', 'duration', '等待时长', 'Waited', 10, true),
  column('rangMs', 'duration', '振铃时长', 'Rang', 10),
  column('talkedMs', 'duration', '通话时长', 'Talked', 10, true),
  column('chargedMicro', 'money', '话费', 'Charge', 12, true),
  column('totalMs', 'duration', '总时长', 'Total', 10),
  column('answeredAt', 'instant', '应答时间', 'Line answered', 20),
  column('menuAt', 'instant', '进入菜单时间', 'In the menu', 20),
  column('queuedAt', 'instant', '进入队列时间', 'In the queue', 20),
  column('offeredAt', 'instant', '分配时间', 'Offered', 20),
  column('ringingAt', 'instant', '振铃时间', 'Ringing', 20),
  column('connectedAt', 'instant', '接通时间', 'Connected', 20),
  column('endedAt', 'instant', '结束时间', 'Ended', 20),
  column('offers', 'number', '分配次数', 'Offers', 10),
  column('endedBy', 'endedBy', '挂断方', 'Ended by', 10),
  column('endReason', 'endReason', '结束原因', 'Reason of the end', 20),
  column('causeCode', 'number', '释放原因码', 'Cause code', 10),
  column('recorded', 'yesNo', '录音', 'Recorded', 8, true),
  column('disposition', 'words', '通话小结', 'Disposition', 20),
  column('note', 'text', '备注', 'Note', 40),
  column('saidBy', 'text', '小结填写人', 'Disposition by', 16),
  column('saidAt', 'instant', '小结时间', 'Disposition at', 20),
  column('dispositionLeftOut', 'yesNo', '缺少小结', 'Disposition missing', 10),
  column('id', 'text', '通话编号', 'Call id', 38),
];

export function callColumn(name: string): CallColumn | undefined {
  return CALL_COLUMNS.find((one) => one.name === name);
}

/** A call as programs read it: things by their numbers. */
export interface CallRecordFact extends Omit<CallRecordView, 'queue' | 'agent' | 'trunk'> {
  readonly queue: NumberedThing | null;
  readonly agent: NumberedThing | null;
}

/** Both null where the thing is gone. */
export interface NumberedThing {
  readonly number: string | null;
  readonly name: string | null;
}
