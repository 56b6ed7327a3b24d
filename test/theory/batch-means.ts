/** An estimate from batches of one long run: its mean and half the width of its interval of confidence. */
export interface Interval {
  readonly mean: number;
  readonly halfWidth: number;
}

/**
 * Batch means: the means of long batches are nearly independent and nearly normal, so Student's t holds for them
 * (A. M. Law, Simulation Modeling and Analysis, 9.5.3).
 *
 * @param confidence e.g. 0.95
 */
export function batchMeans(means: readonly number[], confidence: number): Interval {
  const count = means.length;
  const mean = means.reduce((sum, one) => sum + one, 0) / count;
  const squares = means.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const halfWidth = studentT(count - 1, confidence) * Math.sqrt(squares / (count - 1) / count);
  return { mean, halfWidth };
}

/** Two-sided quantile: |t| is below it with this probability. Found by halving on the distribution's integral. */
export function studentT(degrees: number, confidence: number): number {
  let low = 0;
  let high = 1000;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (within(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P{|t| < bound}: with t = sqrt(n) tan(a) the density becomes a power of the cosine. */
function within(bound: number, degrees: number): number {
  const end = Math.atan(bound / Math.sqrt(degrees));
  const power = (upTo: number): number => {
    const pieces = 2000;
    const step = upTo / pieces;
    let sum = 0;
    for (let piece = 0; piece < pieces; piece += 1) sum += Math.cos((piece + 0.5) * step) ** (degrees - 1);
    return sum * step;
  };
  return power(end) / power(Math.PI / 2);
}
