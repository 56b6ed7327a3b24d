import { runPart, type Case, type PartSize } from './cases.js';

/** A process beside: runs the parts that it is sent. */
export interface PartAsked {
  readonly one: Case;
  readonly seed: number;
  readonly size: PartSize;
}

process.on('message', ({ one, seed, size }: PartAsked) => {
  process.send?.(runPart(one, seed, size));
});
