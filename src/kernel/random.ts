/**
 * Seeded chance as a value: drawing gives the number and the next state, so that it can lie in a machine's state.
 * Generator: xoshiro128** 1.1, seeding: SplitMix64, both by Sebastiano Vigna and others, public domain
 * (https://prng.di.unimi.it). Not for secrets.
 */
export type RandomState = readonly [number, number, number, number];

export interface Drawn<T> {
  readonly value: T;
  readonly state: RandomState;
}

/** @param seed any integer; equal seeds give equal sequences, neighbouring ones unrelated sequences */
export function seedRandom(seed: number | bigint): RandomState {
  const [first, again] = splitMix64(BigInt(seed));
  const [second] = splitMix64(again);
  return [Number(first & LOW_32), Number(first >> 32n), Number(second & LOW_32), Number(second >> 32n)];
}

/** A whole number from 0 to 2^32 - 1. */
export function drawUint32(state: RandomState): Drawn<number> {
  const [a, b, c, d] = state;
  const value = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  const c1 = c ^ a;
  const d1 = d ^ b;
  return { value, state: [(a ^ d1) >>> 0, (b ^ c1) >>> 0, (c1 ^ (b << 9)) >>> 0, rotateLeft(d1, 11)] };
}

/** A whole number from `least` to `most`, both included; the range is at most 2^32 wide. */
export function drawInteger(state: RandomState, least: number, most: number): Drawn<number> {
  const drawn = drawUint32(state);
  return { value: least + Math.floor((drawn.value / 2 ** 32) * (most - least + 1)), state: drawn.state };
}

const LOW_32 = 0xffff_ffffn;
const LOW_64 = 0xffff_ffff_ffff_ffffn;

/** One step of SplitMix64: the number, and the state to go on with. */
export function splitMix64(state: bigint): readonly [bigint, bigint] {
  const next = (state + 0x9e37_79b9_7f4a_7c15n) & LOW_64;
  let mixed = ((next ^ (next >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & LOW_64;
  mixed = ((mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn) & LOW_64;
  return [mixed ^ (mixed >> 31n), next];
}

function rotateLeft(value: number, bits: number): number {
  return ((value << bits) | (value >>> (32 - bits))) >>> 0;
}
