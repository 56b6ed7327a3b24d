/** The demonstration call as it must go, step by step; each step knows the fact that shows it. */
import type { Fact } from '../../src/kernel/domain-events.ts';

export type Language = 'zh' | 'en';
export type Text = Readonly<Record<Language, string>>;

export interface Chapter {
  readonly name: string;
  /** What has not happened when this step is missing. */
  readonly missing: Text;
  /** The line to print when this fact shows the step; undefined when it does not. */
  tell(fact: Fact): Text | undefined;
}

type Step = Extract<Fact, { readonly kind: 'call.step' }>;

function step(
  name: Step['step'],
  word: string,
  missing: Text,
  tell: (detail: Step['detail'], fact: Step) => Text,
): Chapter {
  return {
    name: word,
    missing,
    tell: (fact) => (fact.kind === 'call.step' && fact.step === name ? tell(fact.detail, fact) : undefined),
  };
}

const same = (text: string): Text => ({ en: text, zh: text });
const show = (value: string | number | boolean | null | undefined): string => String(value ?? '');

/** In the order in which they happen. */
export const CALL_STORY: readonly Chapter[] = [
  step('call.arrived', 'rang', { en: 'the call did not arrive', zh: '来电未到达' }, (detail) => ({
    en: `the call arrives: ${show(detail.caller)} dials ${show(detail.called)}`,
    zh: `来电到达：${show(detail.caller)} 拨打 ${show(detail.called)}`,
  })),
  step('menu.entered', 'menu', { en: 'the welcome menu was not reached', zh: '未进入欢迎菜单' }, () => ({
    en: 'the welcome menu plays',
    zh: '播放欢迎菜单',
  })),
  step('key.pressed', 'key', { en: 'the key was not heard', zh: '未收到按键' }, (detail) => ({
    en: `the caller presses ${show(detail.key)}`,
    zh: `主叫按 ${show(detail.key)}`,
  })),
  step('queue.entered', 'queued', { en: 'the queue was not reached', zh: '未进入队列' }, (detail) => ({
    en: `waiting in queue ${show(detail.number)}`,
    zh: `进入队列 ${show(detail.number)} 等待`,
  })),
  step('agent.offered', 'offered', { en: 'no agent was offered the call', zh: '未分配座席' }, (detail) => ({
    en: `offered to agent ${show(detail.agentNumber)}`,
    zh: `分配给座席 ${show(detail.agentNumber)}`,
  })),
  step('agent.ringing', 'ringing', { en: "the agent's telephone did not ring", zh: '座席话机未振铃' }, () => ({
    en: "the agent's telephone rings",
    zh: '座席话机振铃',
  })),
  step('party.connected', 'answered', { en: 'the agent did not answer', zh: '座席未应答' }, (detail) => ({
    en: `agent ${show(detail.agentNumber)} answers, both talk`,
    zh: `座席 ${show(detail.agentNumber)} 应答，双方通话`,
  })),
  step('call.ended', 'ended', { en: 'the call did not end', zh: '通话未结束' }, (detail) => ({
    en: `${show(detail.by)} hangs up`,
    zh: `${ENDED_BY[show(detail.by)] ?? show(detail.by)}挂机`,
  })),
  {
    name: 'record',
    missing: { en: 'there is no call record', zh: '没有呼叫详单' },
    tell: (fact) => (fact.kind === 'call.record' ? recordLine(fact) : undefined),
  },
  {
    name: 'recording',
    missing: { en: 'there is no recording', zh: '没有录音' },
    tell: (fact) =>
      fact.kind === 'recording.made'
        ? same(`${fact.file}, ${(fact.durationMs / 1000).toFixed(1)} s, ${String(fact.bytes)} bytes`)
        : undefined,
  },
];

const ENDED_BY: Readonly<Record<string, string>> = { caller: '主叫', agent: '座席', system: '系统' };

type CallRecordFact = Extract<Fact, { readonly kind: 'call.record' }>;

function recordLine(record: CallRecordFact): Text {
  const after = (at: number | null): string => (at === null ? '-' : `+${((at - record.arrivedAt) / 1000).toFixed(1)}`);
  const times = [record.menuAt, record.queuedAt, record.offeredAt, record.connectedAt, record.endedAt].map(after);
  const [menu, queue, offered, connected, ended] = times;
  const cause = String(record.causeCode);
  const byZh = ENDED_BY[record.endedBy] ?? record.endedBy;
  return {
    en: `seconds: menu ${show(menu)}, queue ${show(queue)}, offered ${show(offered)}, connected ${show(connected)}, ended ${show(ended)} by ${record.endedBy}; cause ${cause}, lost: ${record.lostReason ?? 'no'}`,
    zh: `秒：菜单 ${show(menu)}，队列 ${show(queue)}，分配 ${show(offered)}，接通 ${show(connected)}，${byZh}挂机 ${show(ended)}；原因 ${cause}，呼损：${record.lostReason ?? '无'}`,
  };
}

/** What the record of the demonstration call must say. Empty when it does. */
export function recordFaults(record: CallRecordFact): Text[] {
  const faults: Text[] = [];
  const expect = (ok: boolean, en: string, zh: string): void => {
    if (!ok) faults.push({ en, zh });
  };
  expect(
    record.endedBy === 'caller',
    `ended by ${record.endedBy}, not by the caller`,
    `由 ${record.endedBy} 而非主叫挂机`,
  );
  expect(
    record.lostReason === null,
    `counted as lost: ${String(record.lostReason)}`,
    `被记为呼损：${String(record.lostReason)}`,
  );
  expect(record.agentId !== null && record.queueId !== null, 'without agent or queue', '缺少座席或队列');
  expect(record.recorded, 'not marked as recorded', '未标记录音');
  expect(record.connectedAt !== null, 'without the time of connection', '缺少接通时间');
  return faults;
}
