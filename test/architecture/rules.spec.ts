import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findInCode } from './tidy-code.js';
import { findInNames } from './tidy-names.js';
import { compareDebt, measure } from './tidy-size.js';
import { readTree } from './tree.js';
import type { Finding } from './tree.js';
import { LINT, SOUND, UNTIDY, WALLS } from './violations.js';
import type { Violation } from './violations.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
const { floors } = read('floors.json') as { floors: string[][] };
const owners = read('tables.json') as Record<string, string>;

const trees: string[] = [];

/** A repository in a temporary folder, with our rules, our packages and the given files. */
function grow(files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'callrack-rules-'));
  trees.push(tree);
  for (const name of ['package.json', 'tsconfig.json', 'eslint.config.mjs', '.dependency-cruiser.cjs']) {
    cpSync(join(root, name), join(tree, name));
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const all = { 'test/architecture/floors.json': JSON.stringify({ floors }), ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return tree;
}

const texts = (violations: readonly Violation[]): Record<string, string> =>
  Object.fromEntries(violations.map(({ at, text }) => [at, `${text}\n`]));

/** Standard output of one of our tools run in `cwd`; that it exits with a complaint is what we are after. */
function run(cwd: string, tool: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const script = join(root, 'node_modules', tool);
    execFile(process.execPath, [script, ...args], { cwd, maxBuffer: 1e8 }, (_error, stdout) => {
      resolve(stdout);
    });
  });
}

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true });
});

const stories = (violations: readonly Violation[]): [string, string][] => violations.map(({ rule, at }) => [rule, at]);

describe('walls between rooms are seen failing', () => {
  let found: string[] = [];

  beforeAll(async () => {
    const tree = grow({ ...SOUND, ...texts(WALLS) });
    const output = await run(
      tree,
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'src',
      'test',
    );
    const { summary } = JSON.parse(output) as { summary: { violations: { from: string; rule: { name: string } }[] } };
    found = summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
  });

  test.each(stories(WALLS))('%s: %s', (rule, at) => {
    expect(found).toContain(`${rule} ${at}`);
  });

  test('every rule has its violation, and says why it exists', () => {
    const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
      forbidden: { name: string; comment?: string; severity: string }[];
    };
    expect(new Set(forbidden.map(({ name }) => name))).toEqual(new Set(WALLS.map(({ rule }) => rule)));
    for (const { comment, severity } of forbidden) {
      expect(comment?.length).toBeGreaterThan(30);
      expect(severity).toBe('error');
    }
  });

  test('files that break nothing are left in peace', () => {
    const sound = Object.keys(SOUND);
    expect(found.filter((line) => sound.some((path) => line.endsWith(` ${path}`)))).toEqual([]);
  });
});

describe('lint rules are seen failing', () => {
  let found: string[] = [];

  beforeAll(async () => {
    const tree = grow({ ...SOUND, ...texts(LINT) });
    const output = await run(tree, 'eslint/bin/eslint.js', '--format', 'json', 'src');
    const results = JSON.parse(output) as {
      filePath: string;
      messages: { ruleId: string | null; severity: number }[];
    }[];
    found = results.flatMap(({ filePath, messages }) =>
      messages
        .filter(({ severity }) => severity === 2)
        .map(({ ruleId }) => `${ruleId ?? 'parse error'} ${filePath.slice(tree.length + 1)}`),
    );
  });

  test.each(stories(LINT))('%s: %s', (rule, at) => {
    expect(found).toContain(`${rule} ${at}`);
  });

  test('money may be multiplied, seconds have their file, and elsewhere numbers are numbers', () => {
    const sound = ['src/billing/core/exact.ts', 'src/billing/core/whole.ts', 'src/platform/share.ts'];
    expect(found.filter((line) => sound.some((path) => line.endsWith(` ${path}`)))).toEqual([]);
  });

  test('the tree is parsed with its types', () => {
    expect(found.filter((line) => line.startsWith('parse error'))).toEqual([]);
  });
});

describe('untidiness is seen', () => {
  let found: string[] = [];
  let tree = '';

  beforeAll(() => {
    const files = UNTIDY.filter(({ at, text }) => text !== '' && !at.includes('#'));
    const folders = ['src/fax/utils', 'src/fax/common', 'src/fax/helpers', 'src/shared', 'src/cellar'];
    tree = grow({
      ...texts(files),
      'src/fax/long-function.ts': UNTIDY.find(({ at }) => at.endsWith('#long'))?.text ?? '',
      ...Object.fromEntries(folders.map((folder) => [`${folder}/x.ts`, 'export const x = 1;\n'])),
    });
    mkdirSync(join(tree, 'src/attic/empty'), { recursive: true });
    mkdirSync(join(tree, 'lib'));
    const seen = readTree(tree);
    const empty = { functions: {}, files: {} };
    const findings = [...findInCode(seen, owners), ...findInNames(seen, floors), ...compareDebt(measure(seen), empty)];
    found = findings.map(({ rule, where }) => `${rule} ${where.replace(/:\d+$/, '')}`);
  });

  test.each(stories(UNTIDY))('%s: %s', (rule, at) => {
    expect(found).toContain(`${rule} ${at}`);
  });

  test('a debt may shrink but not grow, and a paid one leaves the list', () => {
    const now = { functions: { 'src/a.ts#f': 80, 'src/a.ts#g': 90 }, files: {} };
    const listed = { functions: { 'src/a.ts#f': 79, 'src/a.ts#g': 95, 'src/a.ts#h': 100 }, files: {} };
    const complaints = (findings: readonly Finding[]): string[] =>
      findings.map(({ where, what }) => `${where} ${what}`);
    expect(complaints(compareDebt(now, listed))).toEqual([
      'src/a.ts#f has grown from 79 to 80 lines',
      'src/a.ts#g has shrunk to 90 lines: write that into tidy-debt.json',
      'src/a.ts#h is not too long any more: take it off tidy-debt.json',
    ]);
    expect(compareDebt(now, now)).toEqual([]);
  });
});
