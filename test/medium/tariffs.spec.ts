import type { TariffId } from '../../src/kernel/ids.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import type { InvalidInput } from '../../src/platform/validation/validation.errors.js';
import { BillingDesk, perMinute, TARIFF } from '../fixtures/billing-desk.js';
import { rate, steps } from '../fixtures/tariffs.js';

jest.setTimeout(60_000);

const LONG_AGO = '2020-01-01T00:00:00+08:00';

describe('tariffs as the platform makes them', () => {
  let desk: BillingDesk;

  beforeAll(async () => {
    desk = await BillingDesk.start();
  });
  afterAll(() => desk.stop());

  const create = (input: object) => desk.operator((session) => desk.tariffs.createTariff(session, input));
  const addVersion = (id: string, input: object) =>
    desk.operator((session) => desk.tariffs.addVersion(session, id, input, 'Ann'));
  const faultsOf = async (attempt: Promise<unknown>): Promise<InvalidInput['fields']> => {
    const error: unknown = await attempt.then(
      () => 'nothing was refused',
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'platform.invalid_input' });
    for (const text of Object.values((error as InvalidInput).fields)) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/^[ -~…“”×–]+$/);
    }
    return (error as InvalidInput).fields;
  };

  it('a tariff is made, found, renamed and removed; its name is one', async () => {
    const made = await create({ ...TARIFF, name: 'Made' });
    expect(made).toMatchObject({ version: 1, name: 'Made', roundTo: '0.01', currency: 'CNY' });
    await expect(create({ ...TARIFF, name: 'Made' })).rejects.toMatchObject({ code: 'billing.tariff_exists' });
    const renamed = await desk.operator((session) =>
      desk.tariffs.updateTariff(session, made.id, 1, { name: 'Renamed', roundTo: '0.1', timeZone: 'Europe/Berlin' }),
    );
    expect(renamed).toMatchObject({ version: 2, name: 'Renamed', roundTo: '0.10', timeZone: 'Europe/Berlin' });
    await expect(
      desk.operator((session) => desk.tariffs.updateTariff(session, made.id, 1, { name: 'Late' })),
    ).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
    const found = await desk.operator((session) => desk.tariffs.findTariff(session, made.id));
    expect(found).toEqual({ ...renamed, versions: [] });
    await desk.operator((session) => desk.tariffs.removeTariff(session, made.id));
    expect(await desk.operator((session) => desk.tariffs.findTariff(session, made.id))).toBeUndefined();
  });

  it.each([
    ['name', ''],
    ['name', 7],
    ['currency', 'cny'],
    ['currency', null],
    ['timeZone', 'Mars/Olympus'],
    ['timeZone', ['Asia/Shanghai']],
    ['roundTo', '0'],
    ['roundTo', '-0.01'],
    ['roundTo', 0.01],
    ['roundTo', '0.0000001'],
    ['roundTo', '1e3'],
    ['roundingMode', 'sometimes'],
  ])('a tariff with %s %j is refused at its field', async (field, value) => {
    expect(Object.keys(await faultsOf(create({ ...TARIFF, name: 'Wrong', [field]: value })))).toEqual([field]);
  });

  it('versions are counted and never changed; currency and zone stay with the first', async () => {
    const id = await desk.newTariff('Versions');
    const second = await addVersion(id, {
      validFrom: '2026-06-01T00:00:00+08:00',
      note: 'dearer',
      content: perMinute('0.20'),
    });
    expect(second).toMatchObject({ number: 2, note: 'dearer', createdByName: 'Ann', rates: 2 });
    const tariff = await desk.operator((session) => desk.tariffs.findTariff(session, id));
    expect(tariff?.versions.map(({ number, rates }) => [number, rates])).toEqual([
      [2, 2],
      [1, 2],
    ]);
    const version = await desk.operator((session) => desk.tariffs.findVersion(session, second.id));
    expect(version).toEqual({
      id: second.id,
      number: 2,
      validFrom: Date.parse('2026-06-01T00:00:00+08:00'),
      ...perMinute('0.20'),
    });
    const change = { currency: 'USD', timeZone: 'UTC' };
    const fields = await faultsOf(desk.operator((session) => desk.tariffs.updateTariff(session, id, 1, change)));
    expect(Object.keys(fields)).toEqual(['currency', 'timeZone']);
  });

  it.each([newId(), 'no id', "'; DROP TABLE config.tariff; --", ''])('there is no tariff %j', async (id) => {
    await expect(addVersion(id, { validFrom: LONG_AGO, content: perMinute('1') })).rejects.toMatchObject({
      code: 'platform.not_found',
    });
    await expect(desk.operator((session) => desk.tariffs.removeTariff(session, id))).rejects.toMatchObject({
      code: 'platform.not_found',
    });
    expect(await desk.operator((session) => desk.tariffs.findVersion(session, id))).toBeUndefined();
    expect(await desk.operator((session) => desk.tariffs.versionsOf(session, id))).toEqual([]);
  });

  const twice = { code: 'again', prefix: '021', direction: 'outbound' as const };
  const window = { days: [], from: '08:00', to: '18:00' };
  it.each<[string, object, RegExp]>([
    ['two rates of one prefix', perMinute('1', twice, { ...twice, code: 'more' }), /^rates\.3/],
    [
      'windows that overlap',
      perMinute('1', { ...twice, windows: [window] }, { ...twice, code: 'm', windows: [{ ...window, from: '17:00' }] }),
      /^rates\./,
    ],
    ['windows with gaps and nothing for the rest', perMinute('1', { ...twice, windows: [window] }), /^rates\.2/],
    [
      'a negative rate',
      perMinute('1', { ...twice, steps: [{ fromS: 0, incrementS: 60, priceMicro: '-1', perS: 60 }] }),
      /^rates\.2\.steps\.0/,
    ],
    ['an absurd rate', perMinute('1', { ...twice, steps: steps('60 at 1000001/60') }), /^rates\.2\.steps\.0/],
    [
      'no increment',
      perMinute('1', { ...twice, steps: [{ fromS: 0, incrementS: 0, priceMicro: '1', perS: 60 }] }),
      /^rates\.2\.steps\.0/,
    ],
    ['half a second', perMinute('1', { ...twice, freeS: 0.5 }), /^rates\.2\.freeS/],
    ['no rate for all that comes in', { ...perMinute('1'), rates: [] }, /./],
    ['a prefix of letters', perMinute('1', { ...twice, prefix: '02a' }), /^rates\.2\.prefix/],
    ['one code twice', perMinute('1', { ...twice, code: 'in' }), /^rates\.2/],
    ['a package that is not there', perMinute('1', { ...twice, packageCode: 'p' }), /^rates\.2\.packageCode/],
    ['a day that does not exist', { ...perMinute('1'), holidays: ['2026-02-30'] }, /^holidays\.0/],
    ['a field that is not known', { ...perMinute('1'), discount: 5 }, /^$|discount/],
    ['a field of a rate that is not known', perMinute('1', { ...twice, capmicro: '5' } as object), /^rates\.2/],
    ['a number for an amount', perMinute('1', { ...twice, setupMicro: 5 as never }), /^rates\.2\.setupMicro/],
    ['a trunk that is no id', perMinute('1', { ...twice, trunkId: 'trunk-city' as never }), /^rates\.2\.trunkId/],
    ['text for the rates', { ...perMinute('1'), rates: 'all' }, /^rates/],
  ])('a version with %s is refused with the reason', async (_what, content, path) => {
    const id = await desk.newTariff(`Faulty ${newId()}`);
    const fields = await faultsOf(addVersion(id, { validFrom: LONG_AGO, content }));
    expect(Object.keys(fields)[0]).toMatch(path);
    expect(await desk.operator((session) => desk.tariffs.versionsOf(session, id))).toHaveLength(1);
  });

  it.each([undefined, null, 'rates', 7, []])('%j is no version', async (content) => {
    const id = await desk.newTariff(`Nothing ${newId()}`);
    await faultsOf(addVersion(id, { validFrom: LONG_AGO, content }));
    await faultsOf(addVersion(id, { validFrom: '2026-06-01', content: perMinute('1') }));
  });

  it('of a thousand faults the first hundred are told', async () => {
    const id = await desk.newTariff('Thousand');
    const rates = Array.from({ length: 1000 }, (_, n) => ({ code: `c${n}`, prefix: 'x' }));
    const fields = await faultsOf(addVersion(id, { validFrom: LONG_AGO, content: perMinute('1', ...rates) }));
    expect(Object.keys(fields)).toHaveLength(100);
    const shapes = Array.from({ length: 1000 }, (_, n) => ({ code: `c${n}`, freeS: 'x' as never }));
    const wrong = await faultsOf(addVersion(id, { validFrom: LONG_AGO, content: perMinute('1', ...shapes) }));
    expect(Object.keys(wrong)).toHaveLength(100);
  });

  it('a tariff that prices calls stays: tenants who have it are named, and charges keep it', async () => {
    const id = await desk.newTariff('Kept');
    await desk.choose(desk.ours, id);
    const remove = () => desk.operator((session) => desk.tariffs.removeTariff(session, id));
    await expect(remove()).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { zh: '正在使用，不能删除。使用它的有：企业 ours ours' },
    });
    await desk.calls(id, desk.someCalls(desk.ours.tenantId, 1, 'kept'));
    await desk.choose(desk.ours, '');
    await expect(remove()).rejects.toMatchObject({ code: 'billing.tariff_has_charges' });
  });

  it("a tenant sees its own tariff and its versions, and nobody else's", async () => {
    const id = await desk.newTariff('Theirs alone');
    await desk.choose(desk.theirs, id);
    const seen = (who: typeof desk.ours) =>
      desk.asTenant(who, async (session) => {
        const { items } = await desk.tariffs.pageOfTariffs(session, WHOLE_LIST);
        const found = await desk.tariffs.findTariff(session, id);
        return [items.map(({ name }) => name).includes('Theirs alone'), found?.versions.length];
      });
    expect(await seen(desk.theirs)).toEqual([true, 1]);
    expect(await seen(desk.ours)).toEqual([false, undefined]);
    await expect(
      desk.asTenant(desk.ours, (session) => desk.tariffs.quote(session, id, null, QUESTION)),
    ).rejects.toMatchObject({ code: 'platform.not_found' });
    await expect(
      desk.asTenant(desk.theirs, (session) =>
        desk.tariffs.addVersion(session, id, { validFrom: LONG_AGO, content: perMinute('0') }, 'x'),
      ),
    ).rejects.toThrow('permission denied');
  });

  const QUESTION = {
    direction: 'outbound',
    number: '021-6234 5678',
    trunkId: '',
    at: '2026-11-20T10:00:00+08:00',
    talkSeconds: '61',
    menuSeconds: 0,
  };
  const quote = (id: string, question: object = {}, draft: unknown = null) =>
    desk.operator((session) => desk.tariffs.quote(session, id, draft, { ...QUESTION, ...question }));

  it('this call would cost 0.30, because …', async () => {
    const id = await desk.newTariff('Quoted');
    const answer = await quote(id);
    expect(answer.priced?.amountMicro).toBe('300000');
    expect(answer.rate?.code).toBe('out');
    expect(answer.version?.number).toBe(1);
    expect(answer.sentences.en).toEqual([
      'Call to 02162345678, rate out (out):',
      '0.15 for each started minute: 2 × 0.15 = 0.30',
    ]);
    expect(answer.sentences.zh.at(-1)).toBe('每分钟 0.15，不足按一个计：2 × 0.15 = 0.30');
  });

  it('the version that holds at the time is the one that is quoted; of two from one instant the later', async () => {
    const id = await desk.newTariff('Dated');
    for (const [validFrom, price] of [
      ['2026-11-01T00:00:00+08:00', '0.30'],
      ['2026-12-01T00:00:00+08:00', '0.90'],
      ['2026-11-01T00:00:00+08:00', '0.20'],
    ] as const)
      await addVersion(id, { validFrom, content: perMinute(price) });
    const amounts = [];
    for (const at of ['2026-10-31T23:59:59+08:00', '2026-11-01T00:00:00+08:00', '2026-12-01T00:00:00+08:00'])
      amounts.push((await quote(id, { at })).priced?.amountMicro);
    expect(amounts).toEqual(['300000', '400000', '1800000']);
  });

  it('a draft is quoted before it holds; menus cost nothing unless it says so', async () => {
    const id = await desk.newTariff('Drafted');
    const inbound = { direction: 'inbound', number: '4008001234', menuSeconds: 30 };
    const draft = perMinute('0.50');
    expect((await quote(id, inbound, draft)).priced?.amountMicro).toBe('1000000');
    const network = { ...draft, rates: draft.rates.map((one) => ({ ...one, chargeFrom: 'network' })) };
    const dear = { ...inbound, talkSeconds: 31 };
    expect((await quote(id, dear, network)).priced?.amountMicro).toBe('1000000');
    expect((await quote(id, dear, draft)).priced?.amountMicro).toBe('500000');
    expect(await desk.operator((session) => desk.tariffs.versionsOf(session, id))).toHaveLength(1);
  });

  it('before the first version, and for numbers without a rate, the answer says so', async () => {
    const id = await desk.newTariff('Silent');
    const early = await quote(id, { at: '2019-01-01T00:00:00+08:00' });
    expect(early).toMatchObject({ priced: null, version: null, rate: null });
    expect(early.sentences.en[0]).toMatch(/No version/);
    const onlyIn = { ...perMinute('1'), rates: [rate({ code: 'in' })] };
    const none = await quote(id, {}, onlyIn);
    expect(none).toMatchObject({ rate: null, priced: { amountMicro: '0' } });
    expect(none.sentences.en[0]).toMatch(/cannot be called/);
  });

  it.each([
    ['direction', 'sideways'],
    ['number', 'call me'],
    ['number', 7],
    ['trunkId', 'trunk-city'],
    ['at', 'tomorrow'],
    ['at', '2026-11-20T10:00:00'],
    ['talkSeconds', -1],
    ['talkSeconds', 1e12],
    ['menuSeconds', 'long'],
  ])('%s %j is no question', async (field, value) => {
    const id = (await desk.query<{ id: TariffId }>('SELECT id FROM config.tariff LIMIT 1'))[0]!.id;
    expect(Object.keys(await faultsOf(quote(id, { [field]: value })))).toEqual([field]);
  });
});
