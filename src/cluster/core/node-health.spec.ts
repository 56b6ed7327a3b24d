import { alarmsOf, areFarApart, NOTHING_SEEN, see, stateOf, type NodeSeen } from './node-health.js';
import type { NodeStatus } from './node-status.js';

const T0 = 1_900_000_000_000;
const DAY_MS = 86_400_000;

function well(at: number, others: Partial<NodeStatus> = {}): NodeStatus {
  return {
    ...{ name: 'north', role: 'switch', version: '1.4.0', now: at, upSince: T0 - 1000, load: 0.5, cpus: 4 },
    ...{ memoryFreeBytes: 1, memoryBytes: 2, disk: { freeBytes: 50, totalBytes: 100 } },
    engine: { startedAt: T0, calls: 3, agents: 2, telephones: 5, following: true },
    asterisk: { connected: true, version: '22.5.2' },
    replication: { state: 'following', lagS: 1 },
    certificateExpiresAt: T0 + 800 * DAY_MS,
    backlogs: [],
    mediaMissing: null,
    migration: null,
    ...others,
  };
}

/** Looks each 3 s; what each answered, null for nothing. Tells what began and ended, by seconds. */
function looks(answers: readonly (Partial<NodeStatus> | null)[], newest: string | null = '1.4.0') {
  let seen: NodeSeen = NOTHING_SEEN;
  const told: string[] = [];
  answers.forEach((answer, index) => {
    const at = T0 + index * 3_000;
    const status = answer === null ? null : well(at, answer);
    const now = see(seen, { askedAt: at, at, status }, newest);
    seen = now.seen;
    for (const alarm of now.began) told.push(`${index * 3}s +${alarm}`);
    for (const alarm of now.ended) told.push(`${index * 3}s -${alarm}`);
  });
  return { seen, told, state: stateOf('active', seen) };
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe('what is known of a node', () => {
  it('one that answers and is in order is up', () => {
    const { told, state } = looks(times(5, {}));
    expect(told).toEqual([]);
    expect(state).toBe('up');
  });

  it('before anything was asked nothing is known; before its first answer it is joining', () => {
    expect(stateOf('active', NOTHING_SEEN)).toBe('unknown');
    expect(looks(times(8, null)).state).toBe('joining');
  });

  it('it is unreachable after 10 s without an answer, and is back with its first one', () => {
    const { told, state, seen } = looks([{}, ...times(4, null)]);
    expect(told).toEqual([]);
    expect(state).toBe('up');
    expect(looks([{}, ...times(5, null)]).told).toEqual(['15s +unreachable']);
    expect(looks([{}, ...times(5, null)]).state).toBe('unreachable');
    expect(looks([{}, ...times(5, null), {}]).told).toEqual(['15s +unreachable', '18s -unreachable']);
    // what it was like is kept to be shown
    expect(seen.status?.engine?.calls).toBe(3);
  });

  it('what people have said of it goes first', () => {
    const { seen } = looks([{}]);
    expect(stateOf('leaving', seen)).toBe('leaving');
    expect(stateOf('left', seen)).toBe('left');
    expect(stateOf('leaving', looks([{}, ...times(5, null)]).seen)).toBe('unreachable');
  });

  it.each<[string, Partial<NodeStatus>, string]>([
    ['its engine', { engine: null, asterisk: null }, '12s +engine_down'],
    ['its SIP server', { asterisk: { connected: false, version: null } }, '12s +asterisk_down'],
    ['its copy of the configuration', { replication: { state: 'copying', lagS: null } }, '30s +not_following'],
    ['an old copy', { replication: { state: 'following', lagS: 31 } }, '0s +replication_lag'],
    ['a full disk', { disk: { freeBytes: 9, totalBytes: 100 } }, '0s +disk'],
    ['prompts that are missing', { mediaMissing: 2 }, '60s +media'],
    ['its certificate', { certificateExpiresAt: T0 + 59 * DAY_MS }, '0s +certificate'],
    ['a build from long ago', { version: '1.2.9' }, '0s +versions'],
  ])('%s makes it degraded', (_what, others, told) => {
    const looked = looks(times(21, others));
    expect(looked.told).toEqual([told]);
    expect(looked.state).toBe('degraded');
  });

  it('facts that have waited for a minute, wherever they are to go', () => {
    const waiting = (ageS: number) => (at: number) =>
      well(at, { backlogs: [{ to: 'admin', facts: 7, oldestAt: at - ageS * 1000 }] });
    const after = (ageS: number) => see(NOTHING_SEEN, { askedAt: T0, at: T0, status: waiting(ageS)(T0) }, null).began;
    expect(after(60)).toEqual([]);
    expect(after(61)).toEqual(['backlog']);
  });

  it('its clock, but not the time an answer takes', () => {
    const off = (offMs: number, wayMs: number) => {
      let seen: NodeSeen = NOTHING_SEEN;
      for (let at = T0; at <= T0 + 12_000; at += 3_000) {
        seen = see(seen, { askedAt: at - wayMs, at, status: well(at - wayMs / 2 + offMs) }, null).seen;
      }
      return alarmsOf(seen).map(({ alarm }) => alarm);
    };
    expect(off(2_100, 0)).toEqual(['clock']);
    expect(off(-2_100, 0)).toEqual(['clock']);
    expect(off(1_900, 0)).toEqual([]);
    expect(off(2_100, 1_000)).toEqual([]);
  });

  it('a figure that goes up and down around its bound is one alarm', () => {
    const lag = (lagS: number): Partial<NodeStatus> => ({ replication: { state: 'following', lagS } });
    const { told } = looks([...[31, 25, 31, 12, 31, 9, 9, 9, 9].map(lag)]);
    expect(told).toEqual(['0s +replication_lag', '24s -replication_lag']);
  });

  it('while it does not answer, its other alarms neither begin nor end', () => {
    const { told } = looks([{ mediaMissing: 1 }, { replication: { state: 'following', lagS: 40 } }, ...times(6, null)]);
    expect(told).toEqual(['3s +replication_lag', '18s +unreachable']);
  });

  it('a node that waits for its upgrade has ten minutes, and the alarm says what it waits for', () => {
    const following = (state: string): Partial<NodeStatus> => ({ replication: { state, lagS: null } });
    expect(looks(times(12, following('admin_away'))).told).toEqual(['30s +not_following']);
    const { told } = looks(times(202, following('waiting_for_migration')));
    expect(told).toEqual(['600s +not_following']);
    let seen: NodeSeen = NOTHING_SEEN;
    for (const at of [T0, T0 + 600_000]) {
      seen = see(seen, { askedAt: at, at, status: well(at, following('waiting_for_migration')) }, null).seen;
    }
    expect(alarmsOf(seen)).toEqual([{ alarm: 'not_following', since: T0, about: 'waiting_for_migration' }]);
  });

  it('an admin node has no engine to miss', () => {
    expect(looks(times(8, { role: 'admin', engine: null, asterisk: null, replication: null })).told).toEqual([]);
  });
});

describe('builds', () => {
  it.each([
    ['1.4.0', '1.5.9', false],
    ['1.4.0', '1.6.0', true],
    ['1.9.0', '2.0.0', true],
    ['1.4.0', null, false],
    ['own build', '1.4.0', false],
  ])('%s beside %s', (one, other, apart) => {
    expect(areFarApart(one, other)).toBe(apart);
  });
});
