import type { ChargedDirection, PricedCall } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { TariffId, TariffVersionId, TrunkId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Rate, RoundingMode, TariffVersion } from './tariff.js';

/** A tariff as people see and change it, without what it has in its versions. */
export interface TariffRecord {
  readonly id: TariffId;
  readonly version: number;
  readonly name: string;
  /** ISO 4217; this and the zone stay once there is a version. */
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** In units of the currency: "0.01". */
  readonly roundTo: string;
  readonly roundingMode: RoundingMode;
  readonly createdAt: Date;
}

/** A version without its rates. */
export interface TariffVersionHead {
  readonly id: TariffVersionId;
  readonly tariffId: TariffId;
  readonly number: number;
  readonly validFrom: Date;
  readonly note: string;
  /** How many it has. */
  readonly rates: number;
  readonly createdAt: Date;
  readonly createdByName: string;
}

/** What a version says. */
export type TariffContent = Pick<TariffVersion, 'holidays' | 'workdays' | 'rates' | 'packages'>;

/** "This call would cost …" */
export interface Question {
  readonly direction: ChargedDirection;
  readonly number: string;
  readonly trunkId: TrunkId | null;
  /** When the network answers. */
  readonly at: Instant;
  /** With a person. */
  readonly talkSeconds: number;
  /** In menus and queues before; of calls that come in. */
  readonly menuSeconds: number;
}

/** Sentences for people, in their order. */
export type Sentences = Readonly<Record<Language, readonly string[]>>;

export interface Quote {
  /** null: no version holds at that time. */
  readonly priced: PricedCall | null;
  readonly version: Pick<TariffVersion, 'id' | 'number' | 'validFrom'> | null;
  /** The rate at the begin of the call; null: none fits, such a call is not placed (coming in it costs nothing). */
  readonly rate: Rate | null;
  readonly sentences: Sentences;
}
