import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  afterFailedCopy,
  BLANK,
  decide,
  REPLICATION_STATES,
  type AdminSeen,
  type Decision,
  type LocalSeen,
  type Memory,
  type Pace,
  type Seen,
  type Subscription,
} from './keeper.js';

const PACE: Pace = { stuckMs: 30_000, firstRetryMs: 2_000, lastRetryMs: 60_000 };
const ORIGIN = { systemIdentifier: '7', timeline: '00000001' };
const COLUMNS = { tenant: ['id uuid', 'code text'], queue: ['id uuid'] };

const SUBSCRIPTION: Subscription = {
  enabled: true,
  reachesAdmin: true,
  tables: ['tenant', 'queue'],
  unready: 0,
  errors: 0,
  appliedLsn: 90n,
};
const LOCAL: LocalSeen = {
  migrating: false,
  copyOf: ORIGIN,
  subscription: SUBSCRIPTION,
  columns: COLUMNS,
  filled: [],
};
const ADMIN: AdminSeen = { origin: ORIGIN, lsn: 100n, slot: { lost: false, confirmedLsn: 100n }, columns: COLUMNS };

const seen = (local: Partial<LocalSeen> = {}, admin: Partial<AdminSeen> | null = {}, nowMs = 0): Seen => ({
  nowMs,
  joined: true,
  local: { ...LOCAL, ...local },
  admin: admin === null ? null : { ...ADMIN, ...admin },
});
const subscribed = (more: Partial<Subscription>): Partial<LocalSeen> => ({
  subscription: { ...SUBSCRIPTION, ...more },
});
const told = ({ state, act, why }: Decision): string =>
  [state, act?.do ?? '-', why].filter((part) => part !== null).join(' | ');

const STORIES: readonly (readonly [story: string, seen: Seen, told: string])[] = [
  ['all is well', seen(), 'following | -'],
  [
    'no member, nothing there',
    { ...seen(subscribed({})), joined: false, local: { ...LOCAL, subscription: null } },
    'none | -',
  ],
  ['no member any more', { ...seen(), joined: false }, 'none | leave'],
  ['the admin node is away', seen({}, null), 'admin_away | -'],
  ['away, and the subscription is gone too', seen({ subscription: null }, null), 'admin_away | -'],
  ['this node is being migrated', seen({ migrating: true }), 'waiting_for_migration | - | this node is being migrated'],
  ['first copy', seen({ copyOf: null, subscription: null }), 'copying | copy | there is no whole copy yet'],
  ['a copy that broke off', seen({ copyOf: null }), 'copying | copy | there is no whole copy yet'],
  ['subscription dropped', seen({ subscription: null }), 'slot_lost | copy | the subscription is gone'],
  ['slot dropped', seen({}, { slot: null }), 'slot_lost | copy | the slot on the admin node is gone'],
  [
    'away for too long',
    seen({}, { slot: { lost: true, confirmedLsn: 1n } }),
    'slot_lost | copy | this node was away for longer than the admin node keeps changes',
  ],
  [
    'another database',
    seen({}, { origin: { ...ORIGIN, systemIdentifier: '8' } }),
    'slot_lost | copy | the admin node has another database',
  ],
  [
    'restored up to an instant',
    seen({}, { origin: { ...ORIGIN, timeline: '00000002' } }),
    'slot_lost | copy | the database of the admin node was restored',
  ],
  [
    'older than the copy',
    seen(subscribed({ appliedLsn: 101n })),
    'slot_lost | copy | the admin node is behind its copy here',
  ],
  ['nothing applied yet', seen(subscribed({ appliedLsn: null })), 'following | -'],
  ['disabled', seen(subscribed({ enabled: false })), 'following | enable'],
  ['the admin node has moved', seen(subscribed({ reachesAdmin: false })), 'following | redirect'],
  [
    'a table more there',
    seen({}, { columns: { ...COLUMNS, weather: ['id uuid'] } }),
    'waiting_for_migration | - | not here yet: weather',
  ],
  [
    'a column more there, and the slot is lost: nothing to copy into',
    seen({}, { slot: null, columns: { ...COLUMNS, queue: ['id uuid', 'name text'] } }),
    'waiting_for_migration | - | not here yet: queue.name text',
  ],
  [
    'a column of another type',
    seen({}, { columns: { ...COLUMNS, queue: ['id text'] } }),
    'waiting_for_migration | - | not here yet: queue.id text',
  ],
  ['columns more here', seen({ columns: { ...COLUMNS, weather: ['id uuid'] } }), 'following | -'],
  ['a new table on both sides', seen(subscribed({ tables: ['tenant'] })), 'copying | refresh'],
  ['a new table with rows here', seen({ ...subscribed({ tables: ['tenant'] }), filled: ['queue'] }), 'copying | copy'],
  ['a table that is gone there', seen(subscribed({ tables: ['tenant', 'queue', 'old'] })), 'copying | refresh'],
  ['new tables still come', seen(subscribed({ unready: 1 })), 'copying | -'],
];

test.each(STORIES)('%s', (_story, what, expected) => {
  expect(told(decide(what, BLANK, PACE))).toBe(expected);
});

/** Looks one after another: errors so far, position confirmed, tables still coming, each 10 s. */
function looks(...rows: readonly (readonly [errors: number, confirmed: number, unready?: number])[]): string {
  let memory: Memory = BLANK;
  let last = '';
  rows.forEach(([errors, confirmed, unready = 0], n) => {
    const admin = { lsn: 1000n, slot: { lost: false, confirmedLsn: BigInt(confirmed) } };
    const decision = decide(seen(subscribed({ errors, unready }), admin, n * 10_000), memory, PACE);
    memory = decision.memory;
    last = told(decision);
  });
  return last;
}

const GIVEN_UP = 'slot_lost | copy | changes could not be applied again and again';
const FAILING = 'following | - | changes could not be applied';

test.each([
  ['errors and no progress for 30 s', looks([1, 500], [2, 500], [3, 500], [4, 500]), GIVEN_UP],
  ['not yet 30 s', looks([1, 500], [2, 500], [3, 500]), FAILING],
  ['slow, without errors', looks([1, 500], [1, 500], [1, 500], [1, 500], [1, 500]), 'following | -'],
  ['errors, but it goes on', looks([1, 500], [2, 501], [3, 502], [4, 503]), 'following | -'],
  ['errors of before, all has come', looks([1, 500], [2, 500], [3, 1000], [3, 1000], [4, 1000]), 'following | -'],
  ['a new table that does not come', looks([1, 1000, 1], [2, 1000, 1], [3, 1000, 1], [4, 1000, 1]), GIVEN_UP],
])('%s', (_story, what, expected) => {
  expect(what).toBe(expected);
});

test('while the admin node is away no time is counted', () => {
  const stuck = (nowMs: number, errors: number) =>
    seen(subscribed({ errors }), { slot: { lost: false, confirmedLsn: 1n } }, nowMs);
  const first = decide(stuck(0, 1), BLANK, PACE);
  const away = decide(seen({}, null, 10_000), first.memory, PACE);
  const back = decide(stuck(40_000, 5), away.memory, PACE);
  expect(told(back)).toBe('following | -');
});

test('a copy that fails is tried again later and later, and says why it failed', () => {
  const lost = (nowMs: number) => seen({}, { slot: null }, nowMs);
  const why = 'slot_lost | - | the slot on the admin node is gone; last try: disk full';
  let memory = afterFailedCopy(BLANK, 'disk full', 1_000, PACE);
  expect(told(decide(lost(2_999), memory, PACE))).toBe(why);
  expect(told(decide(lost(3_000), memory, PACE))).toBe(why.replace('-', 'copy'));
  for (let n = 0; n < 40; n += 1) memory = afterFailedCopy(memory, 'disk full', 0, PACE);
  expect(memory.notBeforeMs).toBe(60_000);
});

test('the README tells every state', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const told = Array.from(readme.matchAll(/^\| `([a-z_]+)` \|/gm), ([, state]) => state);
  expect(told).toEqual([...REPLICATION_STATES]);
});
