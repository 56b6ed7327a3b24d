import { account } from '../../../test/fixtures/accounts.js';
import { leg, rate, tariff, version } from '../../../test/fixtures/tariffs.js';
import type { PricedCall } from '../../kernel/charge.js';
import type { Account } from './account.js';
import { availableOf, charged, newLedger, nightOf, spentSpan, type Ledger } from './ledger.js';
import { compileTariff, priceCall } from './rating.js';

const T = (text: string): number => Date.parse(`2026-11-23T${text}+08:00`);
const ACME: Account = account('acme', '100', {}, { nightCallLimit: 3 });
const TARIFF = compileTariff(
  tariff({ versions: [version({ rates: [rate({ code: 'out', direction: 'outbound' }), rate()] })] }),
);

/** A minute of a call that we dialled: 0.15. */
function outbound(at: string): PricedCall {
  const priced = priceCall(TARIFF, [leg(`2026-11-23T${at}+08:00`, 60, { direction: 'outbound' })], {});
  if (priced === null) throw new Error('not priced');
  return priced;
}

const charge = (ledger: Ledger, at: string): Ledger =>
  charged(ledger, ACME, outbound(at), { spend_hour: 150_000n, spend_day: 150_000n }, '2026-11', T(at));
const inHour = (ledger: Ledger, at: string): string => spentSpan(ledger, 'spend_hour', ACME.timeZone, T(at)).spentMicro;
const inDay = (ledger: Ledger, at: string): string => spentSpan(ledger, 'spend_day', ACME.timeZone, T(at)).spentMicro;

describe('the ledger of a tenant', () => {
  const two = charge(charge(newLedger(ACME), '10:59:00'), '11:00:00');

  test('what is spent adds up; an hour and a day count their own', () => {
    expect(two.spentMicro).toBe('300000');
    expect([inHour(two, '11:30:00'), inDay(two, '11:30:00')]).toEqual(['150000', '300000']);
    expect([inHour(two, '12:00:00'), inDay(two, '23:59:59')]).toEqual(['0', '300000']);
  });

  test('a clock that is put back does not give the hour again', () => {
    expect(inHour(two, '10:30:00')).toBe('150000');
    expect(inHour(charge(two, '10:30:00'), '10:31:00')).toBe('300000');
    expect(inHour(charge(two, '10:30:00'), '11:00:00')).toBe('0');
  });

  test('an engine without a journal begins with what has arrived', () => {
    expect(newLedger({ ...ACME, chargedMicro: '7000000' }).spentMicro).toBe('7000000');
    expect(availableOf(ACME, newLedger({ ...ACME, chargedMicro: '7000000' }))).toBe(93_000_000n);
  });

  test('postpaid: what is left of the limit; prepaid has none', () => {
    const limited = { ...ACME, creditMicro: '0', creditLimitMicro: '5000000' };
    expect(availableOf({ ...limited, mode: 'postpaid' }, two)).toBe(4_700_000n);
    expect(availableOf(limited, two)).toBe(-300_000n);
  });

  test('nights are counted from their begin, past midnight', () => {
    const night = nightOf(two, ACME, T('23:00:00'));
    expect(night?.calls).toBe(0);
    const called = night === null ? two : { ...two, night: { ...night, calls: 2 } };
    expect(nightOf(called, ACME, T('23:00:00') + 4 * 3_600_000)?.calls).toBe(2);
    expect(nightOf(called, ACME, T('23:00:00') + 24 * 3_600_000)?.calls).toBe(0);
    expect(nightOf(called, ACME, T('12:00:00'))).toBeNull();
  });

  test('packages are counted by month; three months are kept', () => {
    const used = (ledger: Ledger, month: string): Ledger => {
      const priced = outbound('10:00:00');
      const calculation = { ...priced.calculation, packageUsedS: { minutes: 60 } };
      return charged(ledger, ACME, { ...priced, calculation }, { spend_hour: 0n, spend_day: 0n }, month, T('10:00:00'));
    };
    const ledger = ['2026-09', '2026-10', '2026-11', '2026-11', '2026-12'].reduce(used, newLedger(ACME));
    expect(ledger.packages).toEqual({
      '2026-10': { minutes: 60 },
      '2026-11': { minutes: 120 },
      '2026-12': { minutes: 60 },
    });
  });
});
