/** Stretches of time that people ask for again and again, as days of the browser's zone. */

export const RANGES = ['today', 'yesterday', 'week', 'thisMonth', 'lastMonth', 'own'] as const;
export type RangeName = (typeof RANGES)[number];

export interface Range {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** @param own of the range `own`, instants as text; what is no instant is as today */
export function rangeOf(name: RangeName, now: Date, own: { readonly from: string; readonly to: string }): Range {
  const day = (offset: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset);
  const month = (offset: number): Date => new Date(now.getFullYear(), now.getMonth() + offset, 1);
  switch (name) {
    case 'today':
      return { from: day(0), to: day(1) };
    case 'yesterday':
      return { from: day(-1), to: day(0) };
    case 'week':
      return { from: day(-6), to: day(1) };
    case 'thisMonth':
      return { from: month(0), to: month(1) };
    case 'lastMonth':
      return { from: month(-1), to: month(0) };
    case 'own':
      return { from: instantOr(own.from, day(0)), to: instantOr(own.to, day(1)) };
  }
}

function instantOr(text: string, otherwise: Date): Date {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? otherwise : date;
}
