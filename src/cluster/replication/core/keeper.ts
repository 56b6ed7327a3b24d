/** What a switch node's copy of the configuration is doing; the calls go on in each. */
export const REPLICATION_STATES = [
  'none',
  'copying',
  'following',
  'waiting_for_migration',
  'admin_away',
  'slot_lost',
] as const;
export type ReplicationStateName = (typeof REPLICATION_STATES)[number];

/** Columns of each table of schema config: `name type`. */
export type TableColumns = Readonly<Record<string, readonly string[]>>;

/** Which database a copy is of: restored from a backup it is another one, or on another timeline. */
export interface Origin {
  readonly systemIdentifier: string;
  readonly timeline: string;
}

export interface Subscription {
  readonly enabled: boolean;
  /** It reads our slot by the address and files that are right now. */
  readonly reachesAdmin: boolean;
  readonly tables: readonly string[];
  /** Tables that PostgreSQL is still copying for the first time. */
  readonly unready: number;
  /** How often applying or copying has failed so far. */
  readonly errors: number;
  /** Position in the admin node's WAL up to which everything is here; null before the first change came. */
  readonly appliedLsn: bigint | null;
}

/** This node's own database. */
export interface LocalSeen {
  /** It is being migrated at this moment. */
  readonly migrating: boolean;
  /** null: never copied, or a copy was begun and broke off. */
  readonly copyOf: Origin | null;
  readonly subscription: Subscription | null;
  readonly columns: TableColumns;
  /** Tables in which there are rows. */
  readonly filled: readonly string[];
}

export interface Slot {
  /** Its WAL has been thrown away (max_slot_wal_keep_size). */
  readonly lost: boolean;
  readonly confirmedLsn: bigint;
}

/** The admin node's database, looked at after our own. */
export interface AdminSeen {
  readonly origin: Origin;
  readonly lsn: bigint;
  readonly slot: Slot | null;
  /** Of the published tables. */
  readonly columns: TableColumns;
}

export interface Seen {
  readonly nowMs: number;
  /** This node belongs to a cluster. */
  readonly joined: boolean;
  readonly local: LocalSeen;
  /** null: it does not answer. */
  readonly admin: AdminSeen | null;
}

/** Something that ought to move: since when it has not, and how many errors there were then. */
interface Stall {
  readonly mark: string;
  readonly errors: number;
  readonly sinceMs: number;
}

export interface Memory {
  readonly applying: Stall | null;
  readonly firstCopying: Stall | null;
  readonly failedCopies: number;
  /** Why the last copy failed; null where it did not. */
  readonly lastFailure: string | null;
  /** No copy before this instant: the last one failed. */
  readonly notBeforeMs: number;
}

export const BLANK: Memory = { applying: null, firstCopying: null, failedCopies: 0, lastFailure: null, notBeforeMs: 0 };

export type Act =
  /** Drop the subscription: this node belongs to no cluster (any more). */
  | { readonly do: 'leave' }
  /** Copy everything afresh and subscribe. */
  | { readonly do: 'copy'; readonly because: string }
  | { readonly do: 'enable' }
  /** Give the subscription the address and slot that are right now. */
  | { readonly do: 'redirect' }
  /** Take up tables that the admin node publishes by now, let go of those it does not. */
  | { readonly do: 'refresh' };

export interface Decision {
  readonly state: ReplicationStateName;
  readonly act: Act | null;
  /** What is wrong, for people. */
  readonly why: string | null;
  readonly memory: Memory;
}

export interface Pace {
  /** Changes that fail to be applied for so long: they never will be, so all is copied afresh. */
  readonly stuckMs: number;
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}

/** What is to be done about what is seen; `memory` goes from one look to the next. */
export function decide(seen: Seen, before: Memory, pace: Pace): Decision {
  const { local, admin } = seen;
  if (!seen.joined) return { state: 'none', act: leaving(local), why: null, memory: BLANK };
  const idle = { act: null, memory: { ...before, applying: null, firstCopying: null } };
  if (local.migrating) return { ...idle, state: 'waiting_for_migration', why: 'this node is being migrated' };
  if (admin === null) return { ...idle, state: 'admin_away', why: null };
  const lacking = lackingHere(admin.columns, local.columns);
  if (lacking.length > 0) {
    return { ...idle, state: 'waiting_for_migration', why: `not here yet: ${lacking.join(', ')}` };
  }
  const memory = remember(seen.nowMs, local, admin, before);
  const because = lossOf(local, admin) ?? standstill(seen.nowMs, local, memory, pace);
  if (because !== null) return copying(seen, because, memory);
  return { ...following(local, admin, memory), memory };
}

/** After a copy that failed: the next one is tried later each time. */
export function afterFailedCopy(memory: Memory, lastFailure: string, nowMs: number, pace: Pace): Memory {
  const failedCopies = memory.failedCopies + 1;
  const delayMs = Math.min(pace.firstRetryMs * 2 ** Math.min(failedCopies - 1, 20), pace.lastRetryMs);
  return { ...memory, failedCopies, lastFailure, notBeforeMs: nowMs + delayMs };
}

/** Tables and columns of the admin node that this one does not have, or has with another type. */
export function lackingHere(admin: TableColumns, local: TableColumns): string[] {
  return Object.entries(admin).flatMap(([table, columns]) => {
    const here = local[table];
    if (here === undefined) return [table];
    return columns.filter((column) => !here.includes(column)).map((column) => `${table}.${column}`);
  });
}

function leaving({ subscription }: LocalSeen): Act | null {
  return subscription === null ? null : { do: 'leave' };
}

/** Why changes can never come again by the slot that there is; null when they can. */
function lossOf({ copyOf, subscription }: LocalSeen, admin: AdminSeen): string | null {
  if (copyOf === null) return 'there is no whole copy yet';
  if (subscription === null) return 'the subscription is gone';
  if (copyOf.systemIdentifier !== admin.origin.systemIdentifier) return 'the admin node has another database';
  if (copyOf.timeline !== admin.origin.timeline) return 'the database of the admin node was restored';
  if (admin.slot === null) return 'the slot on the admin node is gone';
  if (admin.slot.lost) return 'this node was away for longer than the admin node keeps changes';
  const { appliedLsn } = subscription;
  if (appliedLsn !== null && appliedLsn > admin.lsn) return 'the admin node is behind its copy here';
  return null;
}

function remember(nowMs: number, local: LocalSeen, { slot, lsn }: AdminSeen, before: Memory): Memory {
  const { subscription } = local;
  if (subscription === null || slot === null) return { ...before, applying: null, firstCopying: null };
  const { errors, unready } = subscription;
  const stall = (old: Stall | null, mark: string): Stall =>
    old?.mark === mark ? old : { mark, errors, sinceMs: nowMs };
  return {
    ...before,
    applying: slot.confirmedLsn >= lsn ? null : stall(before.applying, String(slot.confirmedLsn)),
    firstCopying: unready === 0 ? null : stall(before.firstCopying, String(unready)),
  };
}

/** Slowness is no standstill: only where errors came meanwhile is it given up. */
function standstill(nowMs: number, local: LocalSeen, memory: Memory, pace: Pace): string | null {
  const errors = local.subscription?.errors ?? 0;
  for (const stall of [memory.applying, memory.firstCopying]) {
    if (stall !== null && errors > stall.errors && nowMs - stall.sinceMs >= pace.stuckMs) {
      return 'changes could not be applied again and again';
    }
  }
  return null;
}

function copying(seen: Seen, because: string, memory: Memory): Decision {
  const state = seen.local.copyOf === null ? 'copying' : 'slot_lost';
  const why = memory.lastFailure === null ? because : `${because}; last try: ${memory.lastFailure}`;
  return { state, act: seen.nowMs < memory.notBeforeMs ? null : { do: 'copy', because }, why, memory };
}

function following(local: LocalSeen, admin: AdminSeen, memory: Memory): Omit<Decision, 'memory'> {
  const subscription = local.subscription;
  if (subscription === null) return { state: 'slot_lost', act: null, why: null };
  if (!subscription.reachesAdmin) return { state: 'following', act: { do: 'redirect' }, why: null };
  if (!subscription.enabled) return { state: 'following', act: { do: 'enable' }, why: null };
  const published = Object.keys(admin.columns);
  const fresh = published.filter((table) => !subscription.tables.includes(table));
  const gone = subscription.tables.filter((table) => !published.includes(table));
  if (fresh.some((table) => local.filled.includes(table))) {
    // rows that came with this node's own migration would collide with the same rows of the admin node
    return { state: 'copying', act: { do: 'copy', because: `new tables: ${fresh.join(', ')}` }, why: null };
  }
  if (fresh.length + gone.length > 0) return { state: 'copying', act: { do: 'refresh' }, why: null };
  if (subscription.unready > 0) return { state: 'copying', act: null, why: null };
  const failing = memory.applying !== null && subscription.errors > memory.applying.errors;
  return { state: 'following', act: null, why: failing ? 'changes could not be applied' : null };
}
