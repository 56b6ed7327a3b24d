import { account, paying } from '../../../test/fixtures/accounts.js';
import { AccountsWorld } from '../../../test/fixtures/accounts-world.js';
import { HallStory, ONE_AGENT, TALKING } from '../../../test/fixtures/hall-story.js';
import { demonstration } from '../../../test/fixtures/node-config.js';
import { micro, rate, steps, tariff, version } from '../../../test/fixtures/tariffs.js';
import type { FraudLimits } from '../../billing/core/account.js';
import type { Rate, TariffVersion } from '../../billing/core/tariff.js';
import type { CallId, TariffId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { upgraded } from './older-call.js';
import { chargedUntil } from './late-end.js';
import type { TenantMoney } from './tenant-money.js';

const ACME = 'acme' as TenantId;
const TRUNK = 'trunk-carrier' as TrunkId;
const TEN = Date.parse('2026-11-23T10:00:00+08:00');
const HOUR = 3_600_000;
const MINUTES: TariffVersion['packages'] = [{ code: 'minutes', name: 'minutes', seconds: 3600 }];
const out = (change: Partial<Rate> = {}): Rate =>
  rate({ code: 'out', direction: 'outbound', prefix: '1', steps: steps('60 at 0.3/60'), ...change });

function world(
  credit: string,
  rates: readonly Rate[],
  packages: TariffVersion['packages'] = [],
  fraud: Partial<FraudLimits> = {},
): AccountsWorld {
  const priced = tariff({ versions: [version({ rates: [rate(), ...rates], packages })] });
  return new AccountsWorld(
    demonstration({ tariffs: [priced], accounts: [account('acme', credit, {}, fraud)], tenantTrunks: [] }),
  );
}

function untilNobodyIsLeft(of: AccountsWorld, until: number): void {
  while (of.calls.size > 0 && of.dueAt !== null && of.dueAt <= until) of.fire(of.dueAt);
}

describe('spending in an hour, with minutes of a package', () => {
  test('what the package paid before the hour began is no allowance within it: warned, and ended at the limit', () => {
    const of = world('1000', [out({ packageCode: 'minutes' })], MINUTES, { hourLimitMicro: micro('1') });
    of.begin('c1', '13900000001', TEN + 60_000, 'outbound');
    untilNobodyIsLeft(of, TEN + 2 * HOUR);
    expect(of.limits.map(({ limit, action }) => `${limit} ${action}`)).toEqual([
      'spend_hour warned',
      'spend_hour ended',
      'spend_hour alarm',
    ]);
    expect(of.charges.map(({ amountMicro }) => amountMicro)).toEqual([micro('0.9')]);
    expect(of.accounts.ledgers.get(ACME)?.hour?.spentMicro).toBe(micro('0.9'));
  });

  test('what a call had cost before the hour began does not count in it', () => {
    const of = world('1000', [out()], [], { hourLimitMicro: micro('2') });
    of.begin('c1', '13900000001', TEN + HOUR - 5 * 60_000, 'outbound');
    of.end('c1', TEN + HOUR + 3 * 60_000);
    expect(of.limits).toEqual([]);
    expect(of.accounts.ledgers.get(ACME)?.hour?.spentMicro).toBe(micro('0.9'));
  });

  test('nor does it end a call early that goes on', () => {
    const of = world('1000', [out()], [], { hourLimitMicro: micro('2') });
    of.begin('c1', '13900000001', TEN + HOUR - 5 * 60_000, 'outbound');
    untilNobodyIsLeft(of, TEN + 2 * HOUR);
    expect(of.charges.map(({ amountMicro }) => amountMicro)).toEqual([micro('3.3')]);
  });

  test('a call whose minutes the package paid leaves nothing in the next hour, and nothing less', () => {
    const of = world('1000', [out({ packageCode: 'minutes' })], MINUTES, { hourLimitMicro: micro('1') });
    of.begin('c1', '13900000001', TEN + 30 * 60_000, 'outbound');
    untilNobodyIsLeft(of, TEN + HOUR + 60_000);
    of.end('c1', TEN + HOUR + 60_000);
    expect(of.accounts.ledgers.get(ACME)?.hour?.spentMicro).toBe('0');
  });
});

test('a cap behind a package: the call is limited and warned as soon as the money for what comes behind the package is small', () => {
  const of = world(
    '0.30',
    [rate({ code: 'p', prefix: '2', packageCode: 'minutes', capMicro: micro('0.9') })],
    [{ code: 'minutes', name: 'minutes', seconds: 600 }],
  );
  of.begin('c1', '200', TEN);
  expect(of.commands).toBe(1);
  untilNobodyIsLeft(of, TEN + HOUR);
  expect(of.limits.map(({ action }) => action)).toEqual(['warned', 'ended', 'alarm']);
  expect(of.charges[0]?.amountMicro).toBe(micro('0.30'));
});

describe('who is let in', () => {
  test('what calls that run have cost is gone', () => {
    const of = world('0.45', []);
    of.begin('c1', '9', TEN);
    expect(of.accounts.refusalInbound(ACME, '9', TRUNK, TEN + 119_000)).toBeNull();
    expect(of.accounts.refusalInbound(ACME, '9', TRUNK, TEN + 121_000)).toBe('balance_out');
  });

  test('what calls that run have cost counts against the hour', () => {
    const of = world('100', [out()], [], { hourLimitMicro: micro('0.9') });
    of.begin('c1', '13900000001', TEN, 'outbound');
    expect(of.accounts.refusalOutbound(ACME, '13900000002', TRUNK, TEN + 119_000)).toBeNull();
    expect(of.accounts.refusalOutbound(ACME, '13900000002', TRUNK, TEN + 121_000)).toBe('spend_hour');
  });

  test('minutes that calls are taking from the package are not there for another', () => {
    const of = world(
      '0',
      [rate({ code: 'p', prefix: '2', packageCode: 'minutes' })],
      [{ code: 'minutes', name: 'minutes', seconds: 120 }],
    );
    expect(of.accounts.refusalInbound(ACME, '200', TRUNK, TEN)).toBeNull();
    of.begin('c1', '200', TEN);
    expect(of.accounts.refusalInbound(ACME, '200', TRUNK, TEN + 30_000)).toBeNull();
    expect(of.accounts.refusalInbound(ACME, '200', TRUNK, TEN + 90_000)).toBe('balance_out');
  });
});

describe('who is warned and ended', () => {
  test('nobody whose cap is reached', () => {
    const of = world('0.60', [rate({ code: 'capped', prefix: '2', capMicro: micro('0.15') })]);
    of.begin('capped', '200', TEN);
    of.begin('c1', '9', TEN + 1000);
    untilNobodyIsLeft(of, TEN + HOUR);
    expect([...new Set(of.limits.flatMap(({ callId }) => callId ?? []))]).toEqual(['c1']);
    expect([...of.calls.keys()]).toEqual(['capped']);
  });

  test('of two whose next minute begins together and of which one can be paid, the one stays who was answered first', () => {
    const of = world('0.45', []);
    of.begin('c1', '9', TEN);
    of.begin('c2', '9', TEN);
    while (of.calls.size === 2 && of.dueAt !== null) of.fire(of.dueAt);
    expect([...of.calls.keys()]).toEqual(['c1']);
  });

  test('a call that costs nothing for a day, and then does', () => {
    const of = world('0.30', [rate({ code: 'free', prefix: '2', freeS: 86_400 })]);
    of.begin('c1', '200', TEN);
    untilNobodyIsLeft(of, TEN + 30 * HOUR);
    expect(of.limits.map(({ action }) => action)).toEqual(['warned', 'ended', 'alarm']);
  });

  test('many short calls with a set-up bring the end nearer for those that go on: nothing is overdrawn', () => {
    const of = world('100', [rate({ code: 'dear', prefix: '2', setupMicro: micro('0.85') })]);
    for (let n = 0; n < 20; n += 1) of.begin(`c${String(n)}`, '9', TEN + n);
    for (let n = 0; n < 90; n += 1) {
      of.begin(`dear${String(n)}`, '200', TEN + 100 + 2 * n);
      of.end(`dear${String(n)}`, TEN + 101 + 2 * n);
    }
    untilNobodyIsLeft(of, TEN + 10 * HOUR);
    const spent = of.charges.reduce((sum, { amountMicro }) => sum + BigInt(amountMicro), 0n);
    expect(of.calls.size).toBe(0);
    expect(spent <= 100_000_000n).toBe(true);
  });
});

test('a call that goes past the end of a month uses the package of the month of its answer', () => {
  const of = world('100', [rate({ code: 'p', prefix: '2', packageCode: 'minutes' })], MINUTES);
  of.begin('c1', '200', Date.parse('2026-11-30T23:59:00+08:00'));
  of.end('c1', Date.parse('2026-12-01T00:01:00+08:00'));
  expect(of.accounts.ledgers.get(ACME)?.packages).toEqual({ '2026-11': { minutes: 120 } });
});

describe('another tariff, or none, while a call runs', () => {
  test.each([
    ['the account has none any more', () => []],
    ['the account has another', () => [account('acme', '100', { tariffId: 'other' as TariffId })]],
  ])('%s, the tariff itself is gone from the configuration: the call costs what it would have', (_name, accounts) => {
    const story = new HallStory(paying('100')).given(ONE_AGENT, TALKING);
    const other = tariff({ id: 'other' as TariffId, versions: [version({ id: 'w' as never, validFrom: 60_000 })] });
    story.world.configure({ ...story.world.lists, tariffs: [other], accounts: accounts() }, 61_000);
    story.given('315 caller1 ends 16', '315 c1-a1 ends 16');
    const charges = story.world.journal.facts.filter((fact) => fact.kind === 'call.charge');
    expect(charges).toMatchObject([{ tariffId: 'tariff', amountMicro: micro('0.75'), seconds: 300 }]);
  });
});

test('a call that was answered before one which the journal has first takes from the package first', () => {
  const of = world(
    '0',
    [rate({ code: 'p', prefix: '2', packageCode: 'minutes' })],
    [{ code: 'minutes', name: 'minutes', seconds: 60 }],
  );
  const { running } = Reflect.get(of.accounts, 'moneyOf').call(of.accounts, ACME) as TenantMoney;
  const talking = new HallStory(paying('1')).given(ONE_AGENT, TALKING).world.hall.calls.get('c1' as CallId)!;
  const answered = (callId: string, answeredAt: number): CallState => {
    const times = { ...talking.times, answeredAt, connectedAt: answeredAt };
    return { ...talking, callId: callId as CallId, called: '200', times };
  };
  running.put(answered('c1', TEN + 1000));
  running.put(answered('c2', TEN));
  expect([...running.costsAt(TEN + 30_000)].map(([id, { all }]) => [id, all])).toEqual([
    ['c2', 0n],
    ['c1', 150_000n],
  ]);
});

test.each([
  ['when Asterisk was last heard of', 200_000, null, 200_000],
  ['when it was connected, where that is later', 12_000, null, 15_000],
  ['the end of the money that went with the backstop, of hour and day too', 200_000, 195_000, 195_000],
  ['when it was found, where nothing else is known', null, null, 800_000],
  ['never later than found', 900_000, null, 800_000],
])('a call found to be over is charged up to %s', (_what, contact, paidUntil, until) => {
  const call = new HallStory(paying('1')).given(ONE_AGENT, TALKING).world.hall.calls.get('c1' as CallId)!;
  expect(chargedUntil({ ...call, paidUntil }, contact, 800_000)).toBe(until);
});

test('what the engine did by itself while Asterisk was away is not charged', () => {
  const call = new HallStory(paying('1')).given(ONE_AGENT, TALKING).world.hall.calls.get('c1' as CallId)!;
  const times = { ...call.times, connectedAt: null, queuedAt: 100_000, menuAt: 600_000 };
  expect(chargedUntil({ ...call, times }, 200_000, 800_000)).toBe(200_000);
});

describe('what is told to Asterisk, and what the engine knows after a restart', () => {
  test('a limit that was taken back and perhaps never heard is taken back again', () => {
    const story = new HallStory(paying('0.45')).given(ONE_AGENT, TALKING);
    story.given('110 acme has 10000', '110 engine dies');
    expect(story.play('112 asterisk returns: caller1@c1-b c1-a1@c1-b')).toContain('> limit caller1 to 0 s');
    expect(story.play('172 asterisk shows: caller1@c1-b c1-a1@c1-b')).not.toContain('limit');
  });

  test('after three hours away nobody pays for them, whatever was paid in meanwhile; the hour is that of then', () => {
    const story = new HallStory(paying('100', {}, { hourLimitMicro: micro('50') })).given(ONE_AGENT, TALKING);
    story.given('60 asterisk shows: caller1@c1-b c1-a1@c1-b', '10800 engine comes back');
    story.given('10850 acme has 1000', '10860 asterisk returns:');
    const charges = story.world.journal.facts.filter((fact) => fact.kind === 'call.charge');
    expect(charges).toMatchObject([{ seconds: 45, amountMicro: micro('0.15') }]);
  });

  test('states of former builds are priced by the account of now', () => {
    const story = new HallStory(paying('1')).given(ONE_AGENT, TALKING);
    const call = [...story.world.hall.calls.values()][0]!;
    const later = ['tariffId', 'paidUntil', 'clockShiftMs', 'creditWarned'];
    const former = Object.fromEntries(Object.entries(call).filter(([field]) => !later.includes(field)));
    expect(upgraded(former as unknown as CallState, story.world.config.accounts)).toMatchObject({
      tariffId: 'tariff',
      paidUntil: null,
      clockShiftMs: 0,
      creditWarned: false,
    });
  });

  test('the tenant’s timer runs on in the next life, and a corrected clock sets it anew', () => {
    const story = new HallStory(paying('0.45')).given(ONE_AGENT, TALKING);
    expect(story.world.hall.allTimers()).toContainEqual({ owner: 'ledger:acme', name: 'review', dueAt: 135_000 });
    story.given('30 clock jumps 10');
    expect(story.world.hall.allTimers()).toContainEqual({ owner: 'ledger:acme', name: 'review', dueAt: 145_000 });
  });
});
