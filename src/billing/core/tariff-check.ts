import type { Tariff, TariffVersion } from './tariff.js';

/** What is wrong with a tariff: where, a stable code, and the reason for people. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly text: { readonly zh: string; readonly en: string };
}

export class TariffFault extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ path, code }) => `${path}: ${code}`).join(', '));
  }
}

export function checkTariff(_tariff: Omit<Tariff, 'id' | 'versions'>): readonly Fault[] {
  return [];
}

export function checkVersion(_version: Omit<TariffVersion, 'id' | 'number'>): readonly Fault[] {
  return [];
}
