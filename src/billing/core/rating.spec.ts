import type { ChargedLeg } from '../../kernel/charge.js';
import type { TariffId, TariffVersionId } from '../../kernel/ids.js';
import { compileTariff, priceCall } from './rating.js';
import type { Rate, RateStep, Tariff } from './tariff.js';

const T0 = 1_790_000_000_000;
const step = (fromS: number, incrementS: number, priceMicro: string, perS: number): RateStep => ({
  fromS,
  incrementS,
  priceMicro,
  perS,
});
const rate = (given: Partial<Rate>): Rate => ({
  code: 'in',
  name: 'in',
  direction: 'inbound',
  prefix: '',
  trunkId: null,
  windows: [],
  rateClass: 'normal',
  payer: 'tenant',
  chargeFrom: 'person',
  setupMicro: '0',
  freeS: 0,
  steps: [step(0, 60, '150000', 60)],
  capMicro: null,
  packageCode: null,
  ...given,
});
const tariff = (rates: Rate[]): Tariff => ({
  id: 't' as TariffId,
  name: 't',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  roundToMicro: '10000',
  roundingMode: 'half_up',
  versions: [{ id: 'v' as TariffVersionId, number: 1, validFrom: 0, holidays: [], workdays: [], rates, packages: [] }],
});
const leg = (seconds: number): ChargedLeg => ({
  direction: 'inbound',
  trunkId: null,
  number: '4008001234',
  answeredAt: T0,
  connectedAt: T0 + 500,
  endedAt: T0 + 500 + seconds * 1000,
  clockShiftMs: 0,
});

test('0.15 a minute', () => {
  const compiled = compileTariff(tariff([rate({})]));
  expect([0, 1, 59, 60, 61, 179, 180, 181, 3600].map((s) => priceCall(compiled, [leg(s)], {})?.amountMicro)).toEqual([
    '0',
    '150000',
    '150000',
    '150000',
    '300000',
    '450000',
    '450000',
    '600000',
    '9000000',
  ]);
});
