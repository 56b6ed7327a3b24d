import { drawUint32, seedRandom, type RandomState } from '../../src/kernel/random.js';

/** Chance as a thing with a memory, for models that would only hand a state around. */
export class Dice {
  private state: RandomState;

  constructor(seed: number | bigint) {
    this.state = seedRandom(seed);
  }

  /** A generator of its own, so that what one part of a world draws does not shift what another draws. */
  fork(): Dice {
    return new Dice((BigInt(this.uint32()) << 32n) | BigInt(this.uint32()));
  }

  uint32(): number {
    const drawn = drawUint32(this.state);
    this.state = drawn.state;
    return drawn.value;
  }

  /** From 0 to below 1. */
  fraction(): number {
    return this.uint32() / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** Exponentially distributed, as waiting times are; whole, at least 1. */
  around(mean: number): number {
    return Math.max(1, Math.round(-Math.log(1 - this.fraction()) * mean));
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('nothing to pick from');
    return from[this.between(0, from.length - 1)] as T;
  }

  /** One of the values, each as likely as its weight says. */
  weighted<T>(...choices: readonly (readonly [number, T])[]): T {
    let point = this.fraction() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      point -= weight;
      if (point < 0) return value;
    }
    return choices.at(-1)![1];
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.between(0, 255));
  }
}
