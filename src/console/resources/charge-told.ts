import type { ChargeLine, Payer } from '../../kernel/charge.js';
import type { Language } from '../../kernel/language.js';
import { microOf, microText, type MicroText } from '../../kernel/money.js';
import type { CallCharged } from './call-records.js';
import { lineOf } from '../../billing/core/explain.js';
import { CHARGE_KINDS, type ChargeRecord } from '../../billing/core/charge-record.js';

/** A charge as its page explains it, in the language of whoever reads: legs, lines, and the other entries of the call. */
export interface ChargeTold {
  readonly currency: string;
  readonly amountMicro: MicroText;
  readonly callerAmountMicro: MicroText;
  readonly legs: readonly ToldLeg[];
  readonly lines: readonly ToldLine[];
  /** All entries of the call, this one too, in their order. */
  readonly entries: readonly ToldEntry[];
}

export interface ToldLeg {
  readonly direction: 'inbound' | 'outbound';
  readonly number: string;
  readonly trunk: string;
  readonly answeredAt: number;
  readonly connectedAt: number | null;
  readonly endedAt: number;
}

export interface ToldLine {
  /** Index of the leg; null: of the whole call. */
  readonly leg: number | null;
  readonly rate: string;
  readonly text: string;
  readonly payer: Payer;
  readonly amountMicro: MicroText;
}

export interface ToldEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: ChargeRecord['kind'];
  readonly amountMicro: MicroText;
}

/** Of one call: priced, and priced again so many times. */
export const MOST_ENTRIES = 200;

interface Known {
  /** Names of rates by their code. */
  readonly rates: ReadonlyMap<string, string>;
  /** Names of trunks by id; none for who may not know them. */
  readonly trunks: ReadonlyMap<string, string>;
  readonly entries: readonly ChargeRecord[];
}

export function toldCharge(charge: ChargeRecord, known: Known, language: Language): ChargeTold {
  const { currency, amountMicro, callerAmountMicro, calculation } = charge;
  return {
    currency,
    amountMicro,
    callerAmountMicro,
    legs: calculation.legs.map(({ direction, number, trunkId, answeredAt, connectedAt, endedAt }) => ({
      direction,
      number,
      trunk: (trunkId === null ? undefined : known.trunks.get(trunkId)) ?? '',
      answeredAt,
      connectedAt,
      endedAt,
    })),
    lines: calculation.lines.map((line) => toldLine(line, charge.kind === 'reversal', known.rates, language)),
    entries: [...known.entries].sort(inOrder).map((entry) => ({
      id: entry.id,
      at: entry.at.toISOString(),
      kind: entry.kind,
      amountMicro: entry.amountMicro,
    })),
  };
}

/** What the entries of a call come to, and the last of them that stands; undefined where there are none. */
export function chargedInAll(entries: readonly ChargeRecord[]): CallCharged | undefined {
  const standing = [...entries].sort(inOrder).findLast(({ kind }) => kind !== 'reversal');
  if (standing === undefined) return undefined;
  const sum = entries.reduce((total, { amountMicro }) => total + microOf(amountMicro), 0n);
  return { chargeId: standing.id, amountMicro: microText(sum), currency: standing.currency };
}

/** Of one instant: what takes back comes before what takes its place. */
function inOrder(one: ChargeRecord, other: ChargeRecord): number {
  return one.at.getTime() - other.at.getTime() || place(one) - place(other);
}

function place({ kind }: ChargeRecord): number {
  return CHARGE_KINDS.indexOf(kind);
}

function toldLine(
  line: ChargeLine,
  takenBack: boolean,
  rates: ReadonlyMap<string, string>,
  language: Language,
): ToldLine {
  return {
    leg: line.leg,
    rate: line.rate === null ? '' : (rates.get(line.rate) ?? line.rate),
    text: lineOf(line, takenBack)[language],
    payer: line.payer,
    amountMicro: line.amountMicro,
  };
}
