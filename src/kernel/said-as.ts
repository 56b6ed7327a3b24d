/** As what a value is said. */
export const SAID_AS = ['number', 'digits', 'date', 'time', 'amount'] as const;
export type SaidAs = (typeof SAID_AS)[number];
