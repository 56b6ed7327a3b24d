import { microOf, type MicroText } from '../../kernel/money.js';

/** Whether a tenant has money to call with. */
export type Standing = 'unpriced' | 'good' | 'low' | 'out';

export interface StandingParts {
  /** '' where calls are not priced. */
  readonly tariffId: string;
  readonly availableMicro: MicroText;
  readonly lowBalanceMicro: MicroText | null;
}

export function standingOf({ tariffId, availableMicro, lowBalanceMicro }: StandingParts): Standing {
  if (tariffId === '') return 'unpriced';
  const available = microOf(availableMicro);
  if (available <= 0n) return 'out';
  return lowBalanceMicro !== null && available < microOf(lowBalanceMicro) ? 'low' : 'good';
}
