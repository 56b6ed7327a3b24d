import type { Instant } from '../../kernel/clock.js';
import type { NodeStatus } from './node-status.js';

/** What can be wrong with a node, the worst first. */
export const NODE_ALARMS = [
  'unreachable',
  'engine_down',
  'asterisk_down',
  'not_following',
  'replication_lag',
  'backlog',
  'clock',
  'versions',
  'disk',
  'media',
  'certificate',
] as const;
export type NodeAlarm = (typeof NODE_ALARMS)[number];

export type NodeState = 'unknown' | 'joining' | 'up' | 'degraded' | 'unreachable' | 'leaving' | 'left';

/** One question to a node: when it was asked, when its answer was here, and what it said; null: no answer. */
export interface Look {
  readonly askedAt: Instant;
  readonly at: Instant;
  readonly status: NodeStatus | null;
}

/** Since when a condition holds, and whether it is an alarm already. */
interface Trouble {
  readonly since: Instant;
  /** When it was last so: it must be away for a while before its alarm ends. */
  readonly lastAt: Instant;
  readonly isAlarm: boolean;
}

/** What has been seen of a node so far. */
export interface NodeSeen {
  readonly status: NodeStatus | null;
  readonly firstAskedAt: Instant | null;
  readonly answeredAt: Instant | null;
  /** Its clock less ours, milliseconds. */
  readonly clockOffMs: number | null;
  readonly troubles: Readonly<Partial<Record<NodeAlarm, Trouble>>>;
}

/** An alarm that stands. */
export interface AlarmSeen {
  readonly alarm: NodeAlarm;
  readonly since: Instant;
  /** State of the copy of the configuration, where the alarm is about that. */
  readonly about: string | null;
}

export interface SeenNow {
  readonly seen: NodeSeen;
  readonly began: readonly NodeAlarm[];
  readonly ended: readonly NodeAlarm[];
}

export const NOTHING_SEEN: NodeSeen = {
  status: null,
  firstAskedAt: null,
  answeredAt: null,
  clockOffMs: null,
  troubles: {},
};

export const UNREACHABLE_MS = 10_000;
const LAG_S = 30;
const BACKLOG_MS = 60_000;
const CLOCK_MS = 2_000;
const DISK_SHARE = 0.1;
const DAY_MS = 86_400_000;
const CERTIFICATE_MS = 60 * DAY_MS;
/** A condition that comes and goes is one alarm. */
const CALM_MS = 10_000;
/** What has just been begun, restarted or joined may not be in order for a moment. */
const SETTLING_MS: Readonly<Record<NodeAlarm, number>> = {
  unreachable: UNREACHABLE_MS,
  engine_down: 10_000,
  asterisk_down: 10_000,
  not_following: LAG_S * 1000,
  replication_lag: 0,
  backlog: 0,
  clock: 10_000,
  versions: 0,
  disk: 0,
  media: BACKLOG_MS,
  certificate: 0,
};
/** In a rolling upgrade a node waits for its own turn, and serves with what it has. */
const UPGRADE_MS = 600_000;
/** An alarm that stands ends only when the figure is well below (above) its bound. */
const EASE = { lagS: 10, backlogMs: 20_000, clockMs: 1_000, diskShare: 0.12 } as const;

/**
 * What a look adds to what has been seen.
 *
 * @param newest version of the newest node of the cluster; null: not known
 */
export function see(before: NodeSeen, look: Look, newest: string | null): SeenNow {
  const { status } = look;
  const clockOffMs = status === null ? before.clockOffMs : clockOff(look, status);
  const known: NodeSeen = {
    status: status ?? before.status,
    firstAskedAt: before.firstAskedAt ?? look.askedAt,
    answeredAt: status === null ? before.answeredAt : look.at,
    clockOffMs,
    troubles: {},
  };
  const troubles: Partial<Record<NodeAlarm, Trouble>> = {};
  const began: NodeAlarm[] = [];
  const ended: NodeAlarm[] = [];
  for (const alarm of NODE_ALARMS) {
    const was = before.troubles[alarm];
    const now = troubleAfter(alarm, was, holds(alarm, known, look, newest, was?.isAlarm === true), look);
    if (now !== undefined) troubles[alarm] = now;
    if (now?.isAlarm === true && was?.isAlarm !== true) began.push(alarm);
    if (now?.isAlarm !== true && was?.isAlarm === true) ended.push(alarm);
  }
  return { seen: { ...known, troubles }, began, ended };
}

/** undefined: what the question meets says nothing about it, so it stays as it was. */
function troubleAfter(
  alarm: NodeAlarm,
  was: Trouble | undefined,
  isSo: boolean | undefined,
  { at, status }: Look,
): Trouble | undefined {
  if (isSo === undefined) return was;
  if (!isSo) {
    const isOver = was?.isAlarm !== true || alarm === 'unreachable' || at - was.lastAt >= CALM_MS;
    return isOver ? undefined : was;
  }
  const since = was?.since ?? at;
  return { since, lastAt: at, isAlarm: was?.isAlarm === true || at - since >= settlingMs(alarm, status) };
}

function settlingMs(alarm: NodeAlarm, status: NodeStatus | null): number {
  const waits = alarm === 'not_following' && status?.replication?.state === 'waiting_for_migration';
  return waits ? UPGRADE_MS : SETTLING_MS[alarm];
}

/** Whether the condition holds by this look; undefined where an answer would be needed. */
function holds(
  alarm: NodeAlarm,
  seen: NodeSeen,
  look: Look,
  newest: string | null,
  standing: boolean,
): boolean | undefined {
  if (alarm === 'unreachable') return look.status === null;
  if (look.status === null) return undefined;
  return CONDITIONS[alarm]({ status: look.status, at: look.at, clockOffMs: seen.clockOffMs ?? 0, newest, standing });
}

interface Asked {
  readonly status: NodeStatus;
  readonly at: Instant;
  readonly clockOffMs: number;
  readonly newest: string | null;
  readonly standing: boolean;
}

const CONDITIONS: Readonly<Record<Exclude<NodeAlarm, 'unreachable'>, (asked: Asked) => boolean>> = {
  engine_down: ({ status }) => status.role !== 'admin' && status.engine === null,
  asterisk_down: ({ status }) => status.engine !== null && status.asterisk?.connected !== true,
  not_following: ({ status }) => status.replication !== null && status.replication.state !== 'following',
  replication_lag: ({ status, standing }) => (status.replication?.lagS ?? 0) > (standing ? EASE.lagS : LAG_S),
  // by the node's own clock, which has stamped them
  backlog: ({ status, standing }) => {
    const bound = standing ? EASE.backlogMs : BACKLOG_MS;
    return status.backlogs.some(({ oldestAt }) => oldestAt !== null && status.now - oldestAt > bound);
  },
  clock: ({ clockOffMs, standing }) => Math.abs(clockOffMs) > (standing ? EASE.clockMs : CLOCK_MS),
  versions: ({ status, newest }) => areFarApart(status.version, newest),
  disk: ({ status: { disk }, standing }) =>
    disk !== null && disk.freeBytes < disk.totalBytes * (standing ? EASE.diskShare : DISK_SHARE),
  media: ({ status }) => (status.mediaMissing ?? 0) > 0,
  certificate: ({ status: { certificateExpiresAt }, at }) =>
    certificateExpiresAt !== null && certificateExpiresAt - at < CERTIFICATE_MS,
};

/** Half of the way there and back is taken off; what the way itself may be wrong by is not counted as the clock's. */
function clockOff({ askedAt, at }: Look, { now }: NodeStatus): number {
  const off = now - (askedAt + at) / 2;
  const uncertain = (at - askedAt) / 2;
  return Math.sign(off) * Math.max(0, Math.abs(off) - uncertain);
}

/** Versions "a.b.c": a build reads what the one before it wrote, and the reverse. */
export function areFarApart(one: string | null, other: string | null): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  if (a === null || b === null) return false;
  return a.major === b.major ? Math.abs(a.minor - b.minor) > 1 : true;
}

function numbersOf(version: string | null): { readonly major: number; readonly minor: number } | null {
  const found = /^(\d+)\.(\d+)/.exec(version ?? '');
  return found === null ? null : { major: Number(found[1]), minor: Number(found[2]) };
}

export function newerOf(one: string | null, other: string | null): string | null {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  if (a === null || b === null) return a === null ? other : one;
  return a.major > b.major || (a.major === b.major && a.minor >= b.minor) ? one : other;
}

/** The alarms that stand, the worst first. */
export function alarmsOf({ troubles, status }: NodeSeen): readonly AlarmSeen[] {
  return NODE_ALARMS.flatMap((alarm) => {
    const trouble = troubles[alarm];
    const about = alarm === 'not_following' ? (status?.replication?.state ?? null) : null;
    return trouble?.isAlarm === true ? [{ alarm, since: trouble.since, about }] : [];
  });
}

/** @param row as people have said: in use, leaving, left */
export function stateOf(row: 'active' | 'leaving' | 'left', seen: NodeSeen): NodeState {
  if (row === 'left') return 'left';
  if (seen.troubles.unreachable?.isAlarm === true) return seen.answeredAt === null ? 'joining' : 'unreachable';
  if (row === 'leaving') return 'leaving';
  if (seen.firstAskedAt === null) return 'unknown';
  if (seen.answeredAt === null) return 'joining';
  return alarmsOf(seen).length > 0 ? 'degraded' : 'up';
}
