/** A caller who waits is asked where to call them back. */
export interface Asking {
  /** Which number, read out before: yes or no; or another number by keys. */
  readonly asks: 'confirm' | 'number';
  /** Read out, in its normal form; '' while none is known. */
  readonly number: string;
  readonly typed: string;
  /** Numbers that were entered and cannot be called. */
  readonly failed: number;
}
