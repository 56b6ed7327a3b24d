import type { Words } from '../words.js';
import type { PartState, PartStates, PartStatus, ProcessState } from './system-state.js';

/** What a process says of its parts; their reasons are for its log and its own /health. */
export type ReportedParts = Readonly<Record<string, { readonly status: PartStatus }>>;

/** What was heard of whom; null: did not answer. */
export interface Heard {
  readonly calls: ReportedParts | null;
  readonly web: ReportedParts;
}

export interface ToldStates {
  readonly status: Readonly<Record<ProcessState['name'], Pick<ProcessState, 'status' | 'why'>>>;
  readonly parts: { readonly calls: PartStates | null; readonly web: PartStates };
}

/** Parts without which a process does nothing. Any other is a neighbour: while it is away the process still runs. */
const OWN_PARTS: readonly string[] = ['process', 'engine'];

const NO_ANSWER = {
  calls: { zh: '呼叫引擎没有应答', en: 'The call engine does not answer' },
  postgres: { zh: '数据库没有应答', en: 'The database does not answer' },
} as const satisfies Record<string, Words>;

const UNHEARD: Words = {
  zh: '只有呼叫引擎知道 SIP 服务器的状态，而它没有应答',
  en: 'Only the call engine knows, and it does not answer',
};

const WHY: Readonly<Record<string, Words>> = {
  postgres: NO_ANSWER.postgres,
  calls: {
    zh: '呼叫引擎有应答，但报告了异常，或收不到它的事件',
    en: 'The call engine answers, but reports a fault, or its events are not heard',
  },
  engine: { zh: '呼叫引擎还没有启动完毕', en: 'The call engine has not started yet' },
  asterisk: {
    zh: 'SIP 服务器没有连接，正在进行的通话可能仍在继续',
    en: 'The SIP server is not connected; conversations may go on',
  },
  configuration: {
    zh: '数据库没有连接，使用最后一次读到的配置',
    en: 'The database is away: the last configuration known serves',
  },
};

/** How each process is, and why, for people: who answers runs, and of whom nobody could tell nothing is said. */
export function toldStates({ calls, web }: Heard): ToldStates {
  const parts = { calls: calls === null ? null : told(calls), web: told(web, calls) };
  const asterisk = parts.calls?.asterisk;
  return {
    parts,
    status: {
      calls: parts.calls === null ? { status: 'down', why: NO_ANSWER.calls } : running(parts.calls),
      web: running(parts.web),
      asterisk: asterisk ?? { status: 'unknown', why: parts.calls === null ? UNHEARD : null },
      postgres: parts.web.postgres ?? { status: 'unknown', why: null },
    },
  };
}

function told(reported: ReportedParts, calls?: ReportedParts | null): PartStates {
  return Object.fromEntries(Object.entries(reported).map(([name, part]) => [name, toldPart(name, part, calls)]));
}

function toldPart(name: string, { status }: { readonly status: PartStatus }, calls?: ReportedParts | null): PartState {
  if (status === 'up') return { status, why: null };
  if (name !== 'calls') return { status, why: WHY[name] ?? null };
  return calls === null ? { status, why: NO_ANSWER.calls } : { status: 'degraded', why: WHY.calls ?? null };
}

function running(parts: PartStates): Pick<ProcessState, 'status' | 'why'> {
  const bad = Object.entries(parts).filter(([, { status }]) => status !== 'up');
  const stopped = bad.some(([name, { status }]) => OWN_PARTS.includes(name) && status === 'down');
  const whys = bad.flatMap(([, { why }]) => why ?? []);
  return {
    status: stopped ? 'down' : bad.length > 0 ? 'degraded' : 'up',
    why:
      whys.length === 0 ? null : { zh: whys.map(({ zh }) => zh).join('；'), en: whys.map(({ en }) => en).join('; ') },
  };
}
