import { nextAct, type MoveState, type NodeSeen, type Seen } from './tenant-move.js';

const FINE: NodeSeen = { reachable: true, gone: false, lagS: 1, unsentSince: null };
const AWAY: NodeSeen = { reachable: false, gone: false, lagS: null, unsentSince: 0 };
const T0 = 1_000_000;

const move = (phase: MoveState['phase'], kind: MoveState['kind'] = 'move'): MoveState => ({
  kind,
  phase,
  from: 'sw1',
  to: 'sw2',
  phaseAt: T0,
});

/** @param changes `s`: seconds since the phase began */
function seen({ s = 1, ...changes }: Partial<Seen> & { readonly s?: number } = {}): Seen {
  const engine = { place: 'here', calls: 0 } as const;
  return {
    now: T0 + s * 1000,
    homeNodeId: 'sw1',
    leavingNodeId: null,
    source: FINE,
    engine,
    target: FINE,
    keptAgents: 0,
    ...changes,
  };
}

const told = (state: MoveState, sight: Seen): string => {
  const next = nextAct(state, sight);
  if (next.act === 'wait') return `wait for ${next.for}`;
  return next.act === 'fail' ? `fail ${next.why}` : next.act;
};

const paused = { place: 'paused', calls: 3 } as const;
const left = (calls: number) => ({ place: 'left', calls }) as const;
const table = test.each<[string, Parameters<typeof seen>[0], string]>;

describe('asked for', () => {
  table([
    ['all is well', {}, 'pause'],
    ['the target is away', { target: AWAY }, 'wait for target_unreachable'],
    ['the target stays away', { target: AWAY, s: 61 }, 'fail target_unreachable'],
    ['the target lags', { target: { ...FINE, lagS: 11 } }, 'wait for target_lagging'],
    ['the target does not say how it lags', { target: { ...FINE, lagS: null }, s: 61 }, 'fail target_lagging'],
    ['the target has left', { target: { ...FINE, gone: true } }, 'fail target_gone'],
    ['the old home is away', { source: AWAY, engine: null }, 'wait for source_unreachable'],
    ['only its engine is away, for long', { engine: null, s: 61 }, 'fail source_unreachable'],
    ['the tenant has been deleted', { homeNodeId: null }, 'fail tenant_gone'],
    ['the tenant is at home elsewhere', { homeNodeId: 'sw3' }, 'fail home_changed'],
  ])('%s', (_name, sight, expected) => {
    expect(told(move('asked'), seen(sight))).toBe(expected);
  });
});

describe('to take over', () => {
  table([
    ['nothing is asked of the dead node', { source: AWAY, engine: null }, 'take_over'],
    ['nor of one that is not dead, by force', {}, 'take_over'],
    ['the target is away', { source: AWAY, engine: null, target: AWAY }, 'wait for target_unreachable'],
    ['the target lags for long', { target: { ...FINE, lagS: 100 }, s: 61 }, 'fail target_lagging'],
    ['somebody was faster', { homeNodeId: 'sw2' }, 'fail home_changed'],
  ])('%s', (_name, sight, expected) => {
    expect(told(move('asked', 'take_over'), seen(sight))).toBe(expected);
  });
});

describe('pausing', () => {
  table([
    ['the old home has not heard of it', {}, 'wait for not_paused'],
    ['it has paused', { engine: paused }, 'begin_copy'],
    ['it has paused at last', { engine: paused, s: 300 }, 'begin_copy'],
    ['it does not pause', { s: 41 }, 'fail not_paused'],
    ['it goes away', { source: AWAY, engine: null }, 'wait for source_unreachable'],
    ['it stays away', { source: AWAY, engine: null, s: 41 }, 'fail source_unreachable'],
    ['the target goes away', { engine: paused, target: AWAY }, 'wait for target_unreachable'],
    ['the target stays away', { engine: paused, target: AWAY, s: 6 }, 'fail target_unreachable'],
    ['the target lags', { engine: paused, target: { ...FINE, lagS: 60 }, s: 6 }, 'wait for target_lagging'],
    ['the target is away before the old home has heard of it', { target: AWAY, s: 6 }, 'fail target_unreachable'],
    ['the tenant is deleted', { engine: paused, homeNodeId: null }, 'fail tenant_gone'],
  ])('%s', (_name, sight, expected) => {
    expect(told(move('pausing'), seen(sight))).toBe(expected);
  });
});

describe('copying', () => {
  table([
    ['both are there', { engine: paused }, 'copy_and_flip'],
    ['it went wrong before, and there is time', { engine: paused, s: 19 }, 'copy_and_flip'],
    ['it goes wrong again and again', { engine: paused, s: 21 }, 'fail copy_failed'],
    ['facts of before wait', { engine: paused, source: { ...FINE, unsentSince: T0 } }, 'wait for facts_waiting'],
    ['facts of after wait', { engine: paused, source: { ...FINE, unsentSince: T0 + 1 } }, 'copy_and_flip'],
    [
      'nobody says whether facts wait, for long',
      { engine: paused, source: { ...FINE, unsentSince: 0 }, s: 21 },
      'fail facts_waiting',
    ],
    ['the target lags', { engine: paused, target: { ...FINE, lagS: 60 } }, 'wait for target_lagging'],
    ['the target lags for long', { engine: paused, target: { ...FINE, lagS: 60 }, s: 21 }, 'fail target_lagging'],
    ['the old home is away for long', { source: AWAY, engine: null, s: 21 }, 'fail source_unreachable'],
    ['somebody took over', { engine: paused, homeNodeId: 'sw3' }, 'fail home_changed'],
  ])('%s', (_name, sight, expected) => {
    expect(told(move('copying'), seen(sight))).toBe(expected);
  });
});

describe('draining', () => {
  table([
    ['calls go on', { homeNodeId: 'sw2', engine: left(2) }, 'wait for calls'],
    ['calls go on for hours', { homeNodeId: 'sw2', engine: left(1), s: 20_000 }, 'wait for calls'],
    ['the last call is over', { homeNodeId: 'sw2', engine: left(0) }, 'finish'],
    [
      'no calls, but the old home has not heard of it',
      { homeNodeId: 'sw2', engine: { ...paused, calls: 0 } },
      'wait for calls',
    ],
    ['the old home is away', { homeNodeId: 'sw2', source: AWAY, engine: null }, 'wait for source_unreachable'],
    ['the old home has left', { homeNodeId: 'sw2', source: { ...AWAY, gone: true }, engine: null }, 'finish'],
    ['the tenant was taken over by a third', { homeNodeId: 'sw3', engine: left(2) }, 'finish'],
    ['the tenant is deleted', { homeNodeId: null, engine: left(2) }, 'finish'],
    ['an agent is still kept from calls', { homeNodeId: 'sw2', engine: left(0), keptAgents: 1 }, 'wait for agents'],
    ['the new home is away', { homeNodeId: 'sw2', engine: left(0), keptAgents: null }, 'wait for target_unreachable'],
  ])('%s', (_name, sight, expected) => {
    expect(told(move('draining'), seen(sight))).toBe(expected);
  });
});

describe('taken over', () => {
  const earlier = (engine: Seen['engine']) => ({ leavingNodeId: 'sw3', source: FINE, engine });
  const dead = { homeNodeId: 'sw2', source: AWAY, engine: null };
  table([
    ['the new home has begun', dead, 'finish'],
    ['it has not yet', { ...dead, keptAgents: null }, 'wait for target_unreachable'],
    ['agents are about to be let go', { ...dead, keptAgents: 2 }, 'wait for agents'],
    ['calls of before go on where it was earlier', { ...dead, ...earlier(left(1)), s: 300 }, 'wait for calls'],
    ['the last of them is over', { ...dead, ...earlier(left(0)) }, 'finish'],
    ['that node is away too', { ...dead, leavingNodeId: 'sw3' }, 'wait for source_unreachable'],
    ['that node is away too, for long', { ...dead, leavingNodeId: 'sw3', s: 61 }, 'finish'],
    ['that node has left', { ...dead, leavingNodeId: 'sw3', source: { ...AWAY, gone: true } }, 'finish'],
    ['it has not begun for long: the tenant is there all the same', { ...dead, keptAgents: null, s: 61 }, 'finish'],
  ])('%s', (_name, sight, expected) => {
    expect(told(move('draining', 'take_over'), seen(sight))).toBe(expected);
  });
});

test.each(['done', 'failed', 'cancelled'] as const)('%s: nothing follows', (phase) => {
  expect(nextAct(move(phase), seen())).toMatchObject({ act: 'wait' });
});
