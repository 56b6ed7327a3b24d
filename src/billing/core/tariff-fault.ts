import type { Rate } from './tariff.js';

/** What is wrong with a tariff: where, a stable code, and the reason for people. */
export interface Fault {
  /** Within the tariff or the version that was checked: "rates.3.steps.0.priceMicro". */
  readonly path: string;
  /** "billing.tariff_…" */
  readonly code: string;
  readonly text: { readonly zh: string; readonly en: string };
}

export class TariffFault extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ path, code, text }) => `${path}: ${code}: ${text.en}`).join('; '));
    this.name = 'TariffFault';
  }
}

/** More than these are not told: who has read so many mends and asks again. */
const MAX_FAULTS = 100;

/** Where faults are collected. */
export class Faults {
  readonly found: Fault[] = [];

  get full(): boolean {
    return this.found.length >= MAX_FAULTS;
  }

  add(path: string, code: string, zh: string, en: string): void {
    if (!this.full) this.found.push({ path, code: `billing.tariff_${code}`, text: { zh, en } });
  }
}

/** A rate as people know it. */
export function called({ name, code }: Pick<Rate, 'name' | 'code'>): { zh: string; en: string } {
  return { zh: `费率“${name}”（${code}）`, en: `rate "${name}" (${code})` };
}
