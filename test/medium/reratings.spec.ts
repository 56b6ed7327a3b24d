import type { TariffId } from '../../src/kernel/ids.js';
import { explain } from '../../src/billing/core/explain.js';
import { AuditRepository } from '../../src/platform/access/audit.repository.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { BillingDesk, perMinute } from '../fixtures/billing-desk.js';
import type { TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DAY = { from: '2026-11-20T00:00:00+08:00', to: '2026-11-21T00:00:00+08:00' };
const LONG_AGO = '2020-01-01T00:00:00+08:00';

interface Sums {
  readonly charged: string;
  readonly credit: string;
  readonly balance: string;
  readonly entries: number;
}

describe('pricing a period again', () => {
  let desk: BillingDesk;
  let tariffId: TariffId;
  let count = 0;

  beforeAll(async () => {
    desk = await BillingDesk.start();
  });
  afterAll(() => desk.stop());

  beforeEach(async () => {
    count += 1;
    await desk.query(
      'WITH m AS (DELETE FROM config.balance_movement), c AS (DELETE FROM facts.charge) DELETE FROM facts.charge_total',
    );
    await desk.query('DELETE FROM live.rerating');
    tariffId = await desk.newTariff(`City ${count}`);
    for (const tenant of [desk.ours, desk.theirs]) await desk.choose(tenant, tariffId);
  });

  const correct = (price: string) =>
    desk.operator((session) =>
      desk.tariffs.addVersion(session, tariffId, { validFrom: LONG_AGO, content: perMinute(price) }, 'Ann'),
    );
  const create = (input: object = {}) =>
    desk.operator((session) =>
      desk.reratings.create(session, { tariffId, tenantId: null, ...DAY, trial: false, ...input }, 'Ann'),
    );
  const find = (id: string) => desk.operator((session) => desk.reratings.findRerating(session, id));
  const rerate = async (input: object = {}) => {
    const { id } = await create(input);
    await desk.worker.run();
    return (await find(id))!;
  };
  const sumsOf = async (tenant: TenantRows): Promise<Sums> => {
    const [row] = await desk.query<Sums>(
      `SELECT coalesce(sum(amount_micro), 0)::text AS charged, count(*)::int AS entries,
         (SELECT coalesce(sum(amount_micro), 0)::text FROM config.balance_movement WHERE tenant_id = $1) AS credit
       FROM facts.charge WHERE tenant_id = $1`,
      tenant.tenantId,
    );
    const { balanceMicro } = await desk.operator((session) => desk.accounts.balanceOf(session, tenant.tenantId));
    // at any moment: the bill, which is the sum of all entries, is what the balance has lost
    expect(balanceMicro).toBe(String(0n - BigInt(row!.charged)));
    return { ...row!, balance: balanceMicro };
  };
  const calls = (tenant: TenantRows, many: number) => desk.someCalls(tenant.tenantId, many, `${tenant.code}${count}-`);
  /** Until somebody waits for a lock of this kind. */
  const waitsFor = (kind: string) =>
    desk.until(async () => {
      expect(await desk.query(`SELECT FROM pg_locks WHERE NOT granted AND ${kind}`)).not.toEqual([]);
    });
  /** The nth call lasts n seconds: at 0.15 a started minute, a thousand of them. */
  const price = (many: number, perMinuteMicro: number): string => {
    const minutes = Array.from({ length: many }, (_, n) => Math.ceil((n + 1) / 60)).reduce((sum, one) => sum + one, 0);
    return String(minutes * perMinuteMicro);
  };

  it('a corrected tariff: every call is taken back and priced again, and the balance is as if it had been right', async () => {
    await desk.calls(tariffId, [...calls(desk.ours, 130), ...calls(desk.theirs, 61)]);
    expect((await sumsOf(desk.ours)).balance).toBe(`-${price(130, 150_000)}`);
    await correct('0.10');
    const done = await rerate();
    expect(done).toMatchObject({ status: 'done', lookedAt: 191, changed: 191, failure: null });
    const less = BigInt(price(130, 50_000)) + BigInt(price(61, 50_000));
    expect(done.differenceMicro).toBe(`-${less}`);
    for (const [tenant, many] of [
      [desk.ours, 130],
      [desk.theirs, 61],
    ] as const)
      expect(await sumsOf(tenant)).toEqual({
        charged: price(many, 100_000),
        credit: price(many, 50_000),
        balance: `-${price(many, 100_000)}`,
        entries: many * 3,
      });
    const moved = await desk.operator((session) => desk.accounts.pageOfMovements(session, WHOLE_LIST));
    expect(moved.items).toMatchObject([
      { kind: 'rerating', reratingId: done.id, byName: 'Ann' },
      { kind: 'rerating', reratingId: done.id },
    ]);
  });

  it('what was there stays as it was; what takes it back mirrors it; a call shows its story', async () => {
    await desk.calls(tariffId, calls(desk.ours, 1));
    const [before] = await desk.query<object>('SELECT * FROM facts.charge');
    await correct('0.20');
    await rerate();
    const callId = calls(desk.ours, 1)[0]!.id;
    const entries = await desk.asTenant(desk.ours, (session) =>
      desk.charges.chargesAfter(session, null, 10, { callId }, 'oldest_first'),
    );
    const amounts = Object.fromEntries(entries.map(({ kind, amountMicro }) => [kind, amountMicro]));
    expect(amounts).toEqual({ call: '150000', reversal: '-150000', rerated: '200000' });
    expect(await desk.query<object>("SELECT * FROM facts.charge WHERE kind = 'call'")).toEqual([before]);
    const reversal = entries.find(({ kind }) => kind === 'reversal')!;
    expect(reversal).toMatchObject({ reverses: `${callId}:charge`, seconds: -1, callAt: entries[0]!.at });
    for (const { amountMicro, calculation } of entries) {
      const sum = calculation.lines.reduce((total, line) => total + BigInt(line.amountMicro), 0n);
      expect(String(sum)).toBe(amountMicro);
    }
    expect(explain(entries.find(({ kind }) => kind === 'rerated')!.calculation).en.at(-1)).toBe(
      '0.20 for each started minute: 1 × 0.20 = 0.20',
    );
  });

  it('without a correction nothing changes, however often it is done', async () => {
    await desk.calls(tariffId, calls(desk.ours, 20));
    const before = await sumsOf(desk.ours);
    for (let n = 0; n < 2; n += 1)
      expect(await rerate()).toMatchObject({ status: 'done', lookedAt: 20, changed: 0, differenceMicro: '0' });
    expect(await sumsOf(desk.ours)).toEqual(before);
  });

  it('corrected again: only what stands is taken back, once each', async () => {
    await desk.calls(tariffId, calls(desk.ours, 20));
    for (const [amount, micro] of [
      ['0.10', 100_000],
      ['0.30', 300_000],
      ['0.15', 150_000],
    ] as const) {
      await correct(amount);
      expect(await rerate()).toMatchObject({ lookedAt: 20, changed: 20 });
      expect((await sumsOf(desk.ours)).balance).toBe(`-${price(20, micro)}`);
    }
    expect(await sumsOf(desk.ours)).toMatchObject({ credit: '0', charged: price(20, 150_000), entries: 20 * 7 });
    expect(await rerate()).toMatchObject({ lookedAt: 20, changed: 0 });
  });

  it('a trial tells the figures and writes nothing', async () => {
    await desk.calls(tariffId, calls(desk.ours, 20));
    await correct('0.10');
    const before = await sumsOf(desk.ours);
    const trial = await rerate({ trial: true });
    expect(trial).toMatchObject({ lookedAt: 20, changed: 20, differenceMicro: `-${price(20, 50_000)}` });
    expect(await sumsOf(desk.ours)).toEqual(before);
    const real = await rerate();
    expect(real.differenceMicro).toBe(trial.differenceMicro);
  });

  it('only the tenant, the tariff and the period that were asked for; the end is not in it', async () => {
    const other = await desk.newTariff(`Other ${count}`);
    await desk.calls(tariffId, [...calls(desk.ours, 60), ...calls(desk.theirs, 60)]);
    await desk.calls(other, desk.someCalls(desk.ours.tenantId, 5, 'other'));
    await correct('0.10');
    // the calls end at 10:00:01, 10:01:02, …
    const to = '2026-11-20T10:09:10+08:00';
    const done = await rerate({ tenantId: desk.ours.tenantId, from: '2026-11-20T10:01:02+08:00', to });
    expect(done).toMatchObject({ lookedAt: 8, changed: 8, differenceMicro: '-400000' });
    expect((await sumsOf(desk.theirs)).entries).toBe(60);
  });

  it('the process dies in the second batch and is started again: nothing is lost and nothing is done twice', async () => {
    await desk.calls(tariffId, calls(desk.ours, 1200));
    await correct('0.10');
    const { id } = await create({ to: '2026-11-22T00:00:00+08:00' });
    // the second batch fails as if the process had died in it; what the first did stays
    await desk.query(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.looked_at > 500 THEN RAISE EXCEPTION 'died'; END IF; RETURN NEW; END $$`,
    );
    await desk.query('CREATE TRIGGER die BEFORE UPDATE ON live.rerating FOR EACH ROW EXECUTE FUNCTION die()');
    const first = desk.anotherWorker();
    const life = first.run();
    await desk.until(async () => {
      expect((await find(id))?.lookedAt).toBe(500);
    });
    await first.onModuleDestroy();
    await life;
    expect(await find(id)).toMatchObject({ status: 'running', total: 1200, lookedAt: 500, changed: 500 });
    expect((await sumsOf(desk.ours)).entries).toBe(1200 + 500 * 2);
    await desk.query('DROP TRIGGER die ON live.rerating');
    await desk.query('DROP FUNCTION die');
    const second = desk.anotherWorker();
    second.onApplicationBootstrap();
    await desk.until(async () => {
      expect((await find(id))?.status).toBe('done');
    });
    await second.onModuleDestroy();
    expect(await find(id)).toMatchObject({ status: 'done', lookedAt: 1200, changed: 1200 });
    expect(await sumsOf(desk.ours)).toEqual({
      charged: price(1200, 100_000),
      credit: price(1200, 50_000),
      balance: `-${price(1200, 100_000)}`,
      entries: 3600,
    });
  });

  it('calls that arrive late, while it runs or after, are priced as they came', async () => {
    await desk.calls(tariffId, calls(desk.ours, 10));
    await correct('0.10');
    await rerate();
    await desk.calls(tariffId, calls(desk.ours, 20));
    // the first ten are there already: facts come once; the others are priced by the corrected version
    expect(await sumsOf(desk.ours)).toMatchObject({ charged: price(20, 100_000), entries: 40 });
    expect(await rerate()).toMatchObject({ lookedAt: 20, changed: 0 });
  });

  it('a batch waits for whoever has the tenant in hand, as its purge has', async () => {
    await desk.calls(tariffId, calls(desk.ours, 3));
    await correct('0.10');
    await create();
    let life: Promise<void> | undefined;
    await desk.operator(async (session) => {
      await desk.get(AuditRepository).lockTenant(session, desk.ours.tenantId);
      life = desk.anotherWorker().run();
      await waitsFor("locktype = 'advisory'");
      expect((await sumsOf(desk.ours)).entries).toBe(3);
    });
    await life;
    expect((await sumsOf(desk.ours)).entries).toBe(9);
  });

  it('whoever was faster has ended it: the other finds nothing to do and writes nothing', async () => {
    await desk.calls(tariffId, calls(desk.ours, 3));
    await correct('0.10');
    const { id } = await create();
    let life: Promise<void> | undefined;
    await desk.operator(async (session) => {
      await session.query("UPDATE live.rerating SET status = 'done' WHERE id = $1", [id]);
      life = desk.anotherWorker().run();
      await waitsFor("locktype IN ('transactionid', 'tuple')");
    });
    await life;
    expect(await find(id)).toMatchObject({ status: 'done', lookedAt: 0 });
    expect((await sumsOf(desk.ours)).entries).toBe(3);
  });

  it('charges of another currency than the account has: nothing is entered, and it says why', async () => {
    const dollars = await desk.newTariff(`Dollars ${count}`, perMinute('0.15'), { currency: 'USD' });
    await desk.calls(dollars, calls(desk.ours, 3));
    await desk.operator((session) =>
      desk.tariffs.addVersion(session, dollars, { validFrom: LONG_AGO, content: perMinute('0.10') }, 'Ann'),
    );
    const done = await rerate({ tariffId: dollars });
    expect(done).toMatchObject({ status: 'failed', failure: 'other_currency', changed: 0 });
    expect(await sumsOf(desk.ours)).toMatchObject({ entries: 3, credit: '0' });
  });

  it('a version that holds in the period is not sound any more: nothing is priced by another in its place', async () => {
    await desk.calls(tariffId, calls(desk.ours, 3));
    const unsound = async (validFrom: string): Promise<void> => {
      await desk.query(
        `INSERT INTO config.tariff_version (id, tariff_id, number, valid_from, content, created_by_name)
         SELECT $1, $2, max(number) + 1, $3, '{"rates": []}', 'a former build' FROM config.tariff_version WHERE tariff_id = $2`,
        ...[newId(), tariffId, validFrom],
      );
    };
    await unsound('2026-11-25T00:00:00+08:00');
    expect(await rerate()).toMatchObject({ status: 'done', lookedAt: 3 });
    await unsound(LONG_AGO);
    expect(await rerate()).toMatchObject({ status: 'failed', failure: 'version_unsound', lookedAt: 0 });
    await correct('0.10');
    expect(await rerate()).toMatchObject({ status: 'done', changed: 3 });
  });

  it('the tenant is gone before its turn comes', async () => {
    const { id } = await create({ tenantId: desk.ours.tenantId });
    await desk.query('UPDATE live.rerating SET tenant_id = $2 WHERE id = $1', id, newId());
    await desk.worker.run();
    expect(await find(id)).toMatchObject({ status: 'failed', failure: 'tenant_gone' });
  });

  it('what goes wrong otherwise is told as such; the database away is no failure, and it goes on by itself', async () => {
    await desk.calls(tariffId, calls(desk.ours, 3));
    await correct('0.10');
    const { id } = await create();
    const fault = (state: string) =>
      desk.query(
        `CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           RAISE EXCEPTION 'away' USING ERRCODE = '${state}'; END $$`,
      );
    await fault('57P01');
    await desk.query('CREATE TRIGGER die BEFORE INSERT ON facts.charge FOR EACH ROW EXECUTE FUNCTION die()');
    for (let n = 0; n < 6; n += 1) await expect(desk.anotherWorker().run()).rejects.toThrow('away');
    expect(await find(id)).toMatchObject({ status: 'queued', failure: null });
    await desk.query('DROP TRIGGER die ON facts.charge');
    await desk.anotherWorker().run();
    expect(await find(id)).toMatchObject({ status: 'done', changed: 3 });
    await desk.query('DROP FUNCTION die');
  });

  it('charges of a former build, without what is kept of the clock today, are priced again all the same', async () => {
    await desk.calls(tariffId, calls(desk.ours, 3));
    await desk.query(
      `UPDATE facts.charge SET calculation = jsonb_set(calculation, '{legs,0}',
         (calculation #> '{legs,0}') - '{clockShiftMs,shiftBeforePersonMs}'::text[])`,
    );
    expect(await rerate()).toMatchObject({ status: 'done', changed: 0 });
    await correct('0.10');
    expect(await rerate()).toMatchObject({ status: 'done', changed: 3, differenceMicro: `-${price(3, 50_000)}` });
    const { items } = await desk.asTenant(desk.ours, (session) => desk.charges.pageOfCharges(session, WHOLE_LIST));
    for (const charge of items)
      expect((await desk.asTenant(desk.ours, (session) => desk.charges.explain(session, charge))).en).toHaveLength(2);
  });

  it('one at a time for a tariff', async () => {
    const { id } = await create();
    await expect(create()).rejects.toMatchObject({ code: 'billing.rerating_under_way' });
    await desk.worker.run();
    expect(await find(id)).toMatchObject({ status: 'done', lookedAt: 0 });
    await create();
  });

  it.each([
    ['tariffId', newId()],
    ['tariffId', 'all'],
    ['tenantId', newId()],
    ['tenantId', 7],
    ['from', 'yesterday'],
    ['to', DAY.from],
    ['to', null],
    ['trial', 'perhaps'],
  ])('%s %j is refused at its field', async (field, value) => {
    await expect(create({ [field]: value })).rejects.toMatchObject({ fields: { [field]: expect.anything() } });
  });

  it('they are listed, the newest first; a tenant has no part in it', async () => {
    const first = await rerate({ trial: true });
    const second = await rerate({ trial: true });
    const { items } = await desk.operator((session) => desk.reratings.pageOfReratings(session, WHOLE_LIST));
    expect(items.map(({ id }) => id)).toEqual([second.id, first.id]);
    const ask = desk.asTenant(desk.ours, (session) => desk.reratings.pageOfReratings(session, WHOLE_LIST));
    await expect(ask).rejects.toThrow('permission denied');
  });
});
