import { NO_SHIFTS, type Calculation, type ChargedLeg, type ChargeLine, type PricedCall } from '../../kernel/charge.js';
import { microOf, microText, type MicroText } from '../../kernel/money.js';
import { priceCall, type CompiledTariff } from './rating.js';

/** What is compared, and taken back, of a charge. */
export type Charged = Pick<
  PricedCall,
  'amountMicro' | 'callerAmountMicro' | 'outboundMicro' | 'seconds' | 'calculation'
>;

/** The call priced by the tariff as it is now; null where it costs what it did. */
export function pricedAnew(compiled: CompiledTariff, charge: Charged): PricedCall | null {
  const { legs, packageLeftS } = charge.calculation;
  const priced = priceCall(compiled, legs.map(complete), packageLeftS);
  if (priced === null) return null;
  const same =
    priced.amountMicro === charge.amountMicro &&
    priced.callerAmountMicro === charge.callerAmountMicro &&
    priced.outboundMicro === charge.outboundMicro;
  return same ? null : priced;
}

/** Charges of former builds lack what came to be kept later. */
function complete(leg: ChargedLeg): ChargedLeg {
  return { ...NO_SHIFTS, ...leg };
}

/** The entry that takes a charge back: all that adds up, with the other sign. */
export function takenBack<T extends Charged>(charge: T): T {
  return {
    ...charge,
    amountMicro: negative(charge.amountMicro),
    callerAmountMicro: negative(charge.callerAmountMicro),
    outboundMicro: negative(charge.outboundMicro),
    seconds: 0 - charge.seconds,
    calculation: calculationBack(charge.calculation),
  };
}

function calculationBack(calculation: Calculation): Calculation {
  const used = Object.entries(calculation.packageUsedS).map(([code, seconds]): [string, number] => [code, 0 - seconds]);
  return {
    ...calculation,
    packageUsedS: Object.fromEntries(used),
    lines: calculation.lines.map((line): ChargeLine => ({ ...line, amountMicro: negative(line.amountMicro) })),
  };
}

function negative(amount: MicroText): MicroText {
  return microText(-microOf(amount));
}
