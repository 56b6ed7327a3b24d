import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST, type RowPosition } from '../../src/platform/database/paging.js';
import type { ChargeRecord } from '../../src/billing/core/charge-record.js';
import { BillingDesk, perMinute } from '../fixtures/billing-desk.js';
import { leg } from '../fixtures/tariffs.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

describe('accounts of tenants, and what calls cost', () => {
  let desk: BillingDesk;
  let fresh: TenantRows;
  let tariffId: Awaited<ReturnType<BillingDesk['newTariff']>>;

  beforeAll(async () => {
    desk = await BillingDesk.start();
    tariffId = await desk.newTariff('City');
    fresh = await insertTenantRows(desk.settings.database.ownerUrl, 'fresh', 'node1');
  });
  afterAll(() => desk.stop());

  let count = 0;
  /** Forgets all money of the tenant. */
  beforeEach(async () => {
    count += 1;
    await desk.query(
      `WITH account AS (DELETE FROM config.tenant_account WHERE tenant_id = $1),
         paid AS (DELETE FROM config.balance_movement WHERE tenant_id = $1),
         charged AS (DELETE FROM facts.charge WHERE tenant_id = $1)
       DELETE FROM facts.charge_total WHERE tenant_id = $1`,
      fresh.tenantId,
    );
  });

  const accountOf = (id: string) => desk.operator((session) => desk.accounts.accountOf(session, id));
  const update = (id: string, version: number, input: object) =>
    desk.operator((session) => desk.accounts.updateAccount(session, id, version, input));
  const pay = (id: string, input: object) =>
    desk.operator((session) => desk.accounts.pay(session, id, { token: newId(), ...input }, 'Ann'));
  const balanceOf = (id: string) => desk.operator((session) => desk.accounts.balanceOf(session, id));

  it('without an account calls are not priced and dear destinations are closed', async () => {
    expect(await accountOf(fresh.tenantId)).toEqual({
      id: fresh.tenantId,
      version: 0,
      tariffId: '',
      tariffName: null,
      currency: null,
      mode: 'prepaid',
      creditLimit: '0.00',
      lowBalance: '',
      timeZone: 'Asia/Shanghai',
      internationalOpen: false,
      premiumOpen: false,
      hourLimit: '',
      dayLimit: '',
      nightFrom: '22:00',
      nightTo: '06:00',
      nightCallLimit: '',
    });
    expect(await balanceOf(fresh.tenantId)).toEqual({
      creditMicro: '0',
      chargedMicro: '0',
      balanceMicro: '0',
      currency: null,
    });
    await expect(pay(fresh.tenantId, { kind: 'top_up', amount: '1' })).rejects.toMatchObject({
      code: 'billing.no_currency',
    });
  });

  it('a form of texts makes the account; a second one that was opened before is refused', async () => {
    const form = {
      ...{ tariffId, mode: 'postpaid', creditLimit: '500', lowBalance: '20.5', timeZone: 'Asia/Urumqi' },
      ...{ internationalOpen: 'true', premiumOpen: 'false', hourLimit: '100', dayLimit: '', nightCallLimit: '30' },
    };
    const made = await update(fresh.tenantId, 0, form);
    expect(made).toMatchObject({
      ...{ version: 1, tariffName: 'City', currency: 'CNY', mode: 'postpaid', creditLimit: '500.00' },
      ...{ lowBalance: '20.50', internationalOpen: true, hourLimit: '100.00', dayLimit: '', nightCallLimit: 30 },
    });
    expect(await accountOf(fresh.tenantId)).toEqual(made);
    await expect(update(fresh.tenantId, 0, form)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
    const without = await update(fresh.tenantId, 1, { hourLimit: '', nightCallLimit: null });
    expect(without).toMatchObject({ version: 2, hourLimit: '', nightCallLimit: '', mode: 'postpaid' });
    await expect(update(fresh.tenantId, 1, {})).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
  });

  it.each([
    ['tariffId', newId()],
    ['tariffId', 'City'],
    ['mode', 'free'],
    ['creditLimit', '-1'],
    ['creditLimit', ''],
    ['creditLimit', 100],
    ['creditLimit', '1000000000.01'],
    ['lowBalance', 'low'],
    ['lowBalance', '1,5'],
    ['timeZone', 'Nowhere'],
    ['internationalOpen', 'perhaps'],
    ['hourLimit', '0.0000001'],
    ['dayLimit', {}],
    ['nightFrom', '24:00'],
    ['nightTo', '6:00'],
    ['nightCallLimit', 1.5],
    ['nightCallLimit', -1],
  ])('an account with %s %j is refused at its field', async (field, value) => {
    await expect(update(fresh.tenantId, 0, { [field]: value })).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { [field]: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) } },
    });
    expect((await accountOf(fresh.tenantId)).version).toBe(0);
  });

  it.each(['no id', newId(), ''])('there is no tenant %j', async (id) => {
    for (const attempt of [accountOf, balanceOf, (one: string) => update(one, 0, {}), (one: string) => pay(one, {})])
      await expect(attempt(id)).rejects.toMatchObject({ code: 'platform.not_found' });
  });

  it('money is paid in and corrected; the balance is what was paid less what calls cost', async () => {
    await desk.choose(fresh, tariffId);
    const paid = await pay(fresh.tenantId, { kind: 'top_up', amount: ' 100.00 ', note: 'Bank transfer 7' });
    expect(paid).toMatchObject({ kind: 'top_up', amountMicro: '100000000', note: 'Bank transfer 7', byName: 'Ann' });
    await pay(fresh.tenantId, { kind: 'correction', amount: '-0.000001' });
    await desk.calls(tariffId, desk.someCalls(fresh.tenantId, 3, `paid${count}`));
    expect(await balanceOf(fresh.tenantId)).toEqual({
      creditMicro: '99999999',
      chargedMicro: '450000',
      balanceMicro: '99549999',
      currency: 'CNY',
    });
    const { items, total } = await desk.asTenant(fresh, (session) =>
      desk.accounts.pageOfMovements(session, WHOLE_LIST),
    );
    expect([total, items.map(({ amountMicro }) => amountMicro)]).toEqual([2, ['-1', '100000000']]);
    const [one] = items;
    const found = (who: TenantRows) =>
      desk.asTenant(who, (session) => desk.accounts.findMovement(session, one?.id ?? ''));
    expect(await found(fresh)).toEqual(one);
    expect(await found(desk.ours)).toBeUndefined();
  });

  it.each([
    [{ kind: 'top_up', amount: '0' }, 'amount'],
    [{ kind: 'top_up', amount: '-5' }, 'amount'],
    [{ kind: 'correction', amount: '0.00' }, 'amount'],
    [{ kind: 'correction', amount: '1000000001' }, 'amount'],
    [{ kind: 'top_up', amount: '١٠٠' }, 'amount'],
    [{ kind: 'top_up', amount: '1e3' }, 'amount'],
    [{ kind: 'top_up' }, 'amount'],
    [{ kind: 'rerating', amount: '5' }, 'kind'],
    [{ kind: 'top_up', amount: '5', note: 'x'.repeat(501) }, 'note'],
    [{ kind: 'top_up', amount: '5', note: 'two\nlines' }, 'note'],
  ])('%j is not paid in', async (input, field) => {
    await desk.choose(fresh, tariffId);
    await expect(pay(fresh.tenantId, input)).rejects.toMatchObject({ fields: { [field]: expect.anything() } });
    expect((await balanceOf(fresh.tenantId)).creditMicro).toBe('0');
  });

  it('a form that is sent twice, one after the other or at once, enters its money once and says so', async () => {
    await desk.choose(fresh, tariffId);
    const form = { kind: 'top_up', amount: '5', note: 'cash', token: newId() };
    const first = await pay(fresh.tenantId, form);
    expect(first.again).toBe(false);
    const second = await pay(fresh.tenantId, { ...form, token: form.token.toUpperCase() });
    expect(second).toEqual({ ...first, again: true });
    const other = { ...form, token: newId() };
    const crowd = await Promise.all(Array.from({ length: 5 }, () => pay(fresh.tenantId, other)));
    expect(crowd.filter(({ again }) => !again)).toHaveLength(1);
    expect(new Set(crowd.map(({ id }) => id)).size).toBe(1);
    expect((await balanceOf(fresh.tenantId)).creditMicro).toBe('10000000');
  });

  it('a form that has entered something enters nothing else, and for nobody else; without a token nothing is entered', async () => {
    for (const tenant of [fresh, desk.ours]) await desk.choose(tenant, tariffId);
    const form = { kind: 'top_up', amount: '5', note: '', token: newId() };
    await pay(fresh.tenantId, form);
    for (const [id, changed] of [
      [fresh.tenantId, { amount: '6' }],
      [fresh.tenantId, { kind: 'correction' }],
      [fresh.tenantId, { note: 'other' }],
      [desk.ours.tenantId, {}],
    ] as const)
      await expect(pay(id, { ...form, ...changed })).rejects.toMatchObject({ code: 'billing.form_used_already' });
    for (const token of ['', 'once', undefined])
      await expect(pay(fresh.tenantId, { ...form, token })).rejects.toMatchObject({
        fields: { token: expect.anything() },
      });
    expect((await balanceOf(fresh.tenantId)).creditMicro).toBe('5000000');
  });

  it('amounts beyond what a number of JavaScript holds stay exact', async () => {
    await desk.choose(fresh, tariffId);
    for (let n = 0; n < 20; n += 1) await pay(fresh.tenantId, { kind: 'top_up', amount: '999999999.999999' });
    expect((await balanceOf(fresh.tenantId)).balanceMicro).toBe('19999999999999980');
  });

  it('the currency of an account is that of its first tariff, for ever: a charge on its way is of it', async () => {
    const dollars = await desk.newTariff(`Dollars ${count}`, perMinute('0.02'), { currency: 'USD' });
    await desk.choose(fresh, dollars);
    const refused = {
      fields: { tariffId: { en: "The account's currency is USD and stays; a tariff in CNY cannot be chosen" } },
    };
    // nothing was paid in, and no call is on record: one may be in the engine
    await expect(desk.choose(fresh, tariffId)).rejects.toMatchObject(refused);
    await desk.choose(fresh, '');
    expect(await accountOf(fresh.tenantId)).toMatchObject({ tariffId: '', currency: 'USD' });
    await expect(desk.choose(fresh, tariffId)).rejects.toMatchObject(refused);
    const more = await desk.newTariff(`More dollars ${count}`, perMinute('0.03'), { currency: 'USD' });
    await desk.choose(fresh, more);
    for (const currency of ["'CNY'", 'NULL']) {
      const other = desk.query(
        `UPDATE config.tenant_account SET currency = ${currency} WHERE tenant_id = $1`,
        fresh.tenantId,
      );
      await expect(other).rejects.toThrow('the currency of an account stays');
    }
  });

  it('the platform lists all tenants with their money, those without an account too', async () => {
    await desk.choose(fresh, tariffId);
    await pay(fresh.tenantId, { kind: 'top_up', amount: '7' });
    const page = (filter: object, sort: object | null = null) =>
      desk.operator((session) =>
        desk.accounts.pageOfAccounts(session, { ...WHOLE_LIST, filter, sort } as typeof WHOLE_LIST),
      );
    const { items } = await page({ code: fresh.code });
    expect(items).toEqual([
      expect.objectContaining({
        ...{ id: fresh.tenantId, code: fresh.code, tariffId, tariffName: 'City', mode: 'prepaid' },
        ...{ currency: 'CNY', balanceMicro: '7000000', creditLimitMicro: '0' },
      }),
    ]);
    const all = await page({}, { by: 'balanceMicro', descending: true });
    const tenants = await desk.query<{ count: number }>('SELECT count(*)::int AS count FROM config.tenant');
    expect(all.total).toBe(tenants[0]?.count);
    const balances = all.items.map(({ balanceMicro }) => BigInt(balanceMicro));
    expect(balances).toEqual(balances.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    expect((await page({ tariffId })).items.every((line) => line.tariffId === tariffId)).toBe(true);
    expect((await page({ mode: 'postpaid' })).items.every(({ mode }) => mode === 'postpaid')).toBe(true);
  });

  it('a tenant sees its account and balance, changes neither, and sees no other', async () => {
    await desk.choose(fresh, tariffId);
    const asThey = desk.asTenant(fresh, async (session) => [
      await desk.accounts.accountOf(session, fresh.tenantId),
      await desk.accounts.balanceOf(session, fresh.tenantId),
    ]);
    expect(await asThey).toEqual([await accountOf(fresh.tenantId), await balanceOf(fresh.tenantId)]);
    for (const act of [
      (id: string) => desk.asTenant(fresh, (session) => desk.accounts.accountOf(session, id)),
      (id: string) => desk.asTenant(fresh, (session) => desk.accounts.balanceOf(session, id)),
    ])
      await expect(act(desk.theirs.tenantId)).rejects.toMatchObject({ code: 'platform.not_found' });
    const open = desk.asTenant(fresh, (session) =>
      desk.accounts.updateAccount(session, fresh.tenantId, 1, { internationalOpen: true }),
    );
    await expect(open).rejects.toThrow('permission denied');
    const gift = { kind: 'top_up', amount: '1000', token: newId() };
    await expect(
      desk.asTenant(fresh, (session) => desk.accounts.pay(session, fresh.tenantId, gift, 'us')),
    ).rejects.toThrow('permission denied');
  });

  it('charges are found by call and by number as people write it, and explained', async () => {
    await desk.choose(fresh, tariffId);
    const number = `0216234${String(count).padStart(4, '0')}`;
    const out = leg('2026-11-20T10:00:00+08:00', 61, { direction: 'outbound', number });
    await desk.calls(tariffId, [{ id: `found${count}`, tenantId: fresh.tenantId, legs: [out] }]);
    const page = (filter: object) =>
      desk.asTenant(fresh, (session) =>
        desk.charges.pageOfCharges(session, { ...WHOLE_LIST, filter } as typeof WHOLE_LIST),
      );
    for (const filter of [
      { number },
      { number: `+86 21 ${number.slice(3)}` },
      { callId: `found${count}` },
      { kind: 'call', at: { from: '2026-11-20T02:00:00Z' } },
    ])
      expect((await page(filter)).items).toMatchObject([{ number, direction: 'outbound', amountMicro: '300000' }]);
    for (const filter of [
      { number: '0216234' },
      { number: 'nobody' },
      { number: '\0' },
      { callId: "'" },
      { kind: 'reversal' },
    ])
      expect(await page(filter)).toEqual({ items: [], total: 0 });
    const id = `found${count}:charge`;
    const found = await desk.asTenant(fresh, (session) => desk.charges.findCharge(session, id));
    const told = await desk.asTenant(fresh, (session) => desk.charges.explain(session, found!));
    expect(told.en).toEqual([`Call to ${number}, rate out (out):`, '0.15 for each started minute: 2 × 0.15 = 0.30']);
    // a version of many rates is never read as a whole for that
    const whole = jest.spyOn(desk.tariffs, 'findVersion');
    await desk.asTenant(fresh, (session) => desk.charges.explain(session, found!));
    expect(whole).not.toHaveBeenCalled();
    for (const other of [id, 'nothing', '\0'])
      expect(await desk.asTenant(desk.theirs, (session) => desk.charges.findCharge(session, other))).toBeUndefined();
  });

  it('charges of a number are found by an index, in spite of row security', async () => {
    const plan = await desk.asTenant(fresh, async (session) => {
      await session.query('SET LOCAL enable_seqscan = off');
      return session.query<object[]>("EXPLAIN SELECT FROM facts.charge WHERE number = '02162340001'");
    });
    expect(JSON.stringify(plan)).toMatch(/Index Cond: \(\(number = /);
  });

  it('programs read charges piece by piece, each once, in either order', async () => {
    await desk.choose(fresh, tariffId);
    const calls = desk.someCalls(fresh.tenantId, 60, `piece${count}-`);
    // several at one instant: the id decides
    const crowd = calls.map((call, n) => (n % 3 === 0 ? call : { ...call, legs: calls[n - (n % 3)]!.legs }));
    await desk.calls(tariffId, crowd);
    const read = async (order: 'newest_first' | 'oldest_first'): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: RowPosition | null = null;
      for (;;) {
        const after: RowPosition | null = cursor;
        const some: readonly ChargeRecord[] = await desk.asTenant(fresh, (session) =>
          desk.charges.chargesAfter(session, after, 7, {}, order),
        );
        ids.push(...some.map(({ id }) => id));
        const last = some.at(-1);
        if (last === undefined) return ids;
        cursor = { atUs: `${last.at.getTime()}000`, id: last.id };
      }
    };
    const oldest = await read('oldest_first');
    expect(oldest).toEqual(crowd.map(({ id }) => `${id}:charge`));
    expect(await read('newest_first')).toEqual(oldest.toReversed());
    const some = await desk.asTenant(fresh, (session) =>
      desk.charges.chargesAfter(session, null, 10_000, { callId: crowd[5]!.id, kind: 'call' }),
    );
    expect(some).toHaveLength(1);
    const before = { to: new Date('2026-11-20T10:00:00+08:00') };
    expect(await desk.asTenant(fresh, (session) => desk.charges.chargesAfter(session, null, 10, before))).toEqual([]);
  });

  it('limits that were met are listed, the newest first, and only to whom they belong', async () => {
    const { items } = await desk.asTenant(fresh, (session) => desk.charges.pageOfLimits(session, WHOLE_LIST));
    expect(items).toMatchObject([{ tenantId: fresh.tenantId, limit: 'channels', action: 'refused', detail: {} }]);
    const find = (who: TenantRows) =>
      desk.asTenant(who, (session) => desk.charges.findLimit(session, items[0]?.id ?? ''));
    expect(await find(fresh)).toEqual(items[0]);
    expect(await find(desk.theirs)).toBeUndefined();
  });
});
