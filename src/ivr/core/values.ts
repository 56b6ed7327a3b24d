import type { Comparison, Template } from './flow-graph.js';

/** What is known under a name. */
export type Lookup = (name: string) => string | undefined;

/** How long a value may be, characters: more is cut off. */
export const LONGEST_VALUE = 1_000;

const IN_BRACES = /\{([A-Za-z_]\w{0,39})\}/g;
export const VARIABLE_NAME = /^[A-Za-z_]\w{0,39}$/;
const A_NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** The variables that a text names. */
export function variablesIn(template: Template): readonly string[] {
  return [...template.matchAll(IN_BRACES)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** The text with its variables filled in, no longer than a value; one that is not known is empty. */
export function filled(template: Template, lookup: Lookup): string {
  return filledWhole(template, lookup).slice(0, LONGEST_VALUE);
}

/** The same, however long. */
export function filledWhole(template: Template, lookup: Lookup): string {
  return template.replaceAll(IN_BRACES, (_whole, name: string) => lookup(name) ?? '');
}

/** Whether a comparison holds; two numbers are compared as such, anything else as text. */
export function holds({ left, is, right }: Comparison, lookup: Lookup): boolean {
  const a = filled(left, lookup).trim();
  const b = filled(right, lookup).trim();
  switch (is) {
    case 'is':
      return order(a, b) === 0;
    case 'isNot':
      return order(a, b) !== 0;
    case 'less':
      return order(a, b) < 0;
    case 'atMost':
      return order(a, b) <= 0;
    case 'more':
      return order(a, b) > 0;
    case 'atLeast':
      return order(a, b) >= 0;
    case 'begins':
      return a.startsWith(b);
    case 'contains':
      return a.includes(b);
    case 'isEmpty':
      return a === '';
  }
}

function order(a: string, b: string): number {
  if (A_NUMBER.test(a) && A_NUMBER.test(b)) return compareNumbers(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Exact for any length: floats would take long numbers of cards for equal. */
function compareNumbers(a: string, b: string): number {
  const digits = Math.max(fractionOf(a).length, fractionOf(b).length);
  const scaled = (text: string): bigint =>
    BigInt(text.replace('.', '').replace('+', '') + '0'.repeat(digits - fractionOf(text).length));
  const [x, y] = [scaled(a), scaled(b)];
  return x === y ? 0 : x < y ? -1 : 1;
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}
