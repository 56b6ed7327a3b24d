import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findInCode } from './tidy-code.js';
import { findInNames } from './tidy-names.js';
import { compareDebt, measure } from './tidy-size.js';
import type { Debt } from './tidy-size.js';
import { readTree } from './tree.js';
import type { Finding } from './tree.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
const { floors } = read('floors.json') as { floors: string[][] };
const owners = read('tables.json') as Record<string, string>;
const debt = read('tidy-debt.json') as Debt;
const tree = readTree(root);

const lines = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, where, what }) => `${rule}: ${where}: ${what}`);

describe('the house is tidy', () => {
  test('there is something to look at', () => {
    expect(tree.sources.length).toBeGreaterThan(10);
  });

  test('cores are pure, no forwardRef, no any in a signature, no base service, own tables only', () => {
    expect(lines(findInCode(tree, owners))).toEqual([]);
  });

  test('folders, files and types have the names of the house, rooms have its face', () => {
    expect(lines(findInNames(tree, floors))).toEqual([]);
  });

  test('functions and files are short, and old debts only shrink', () => {
    expect(lines(compareDebt(measure(tree), debt))).toEqual([]);
  });
});
