/** A small tree that breaks one rule per file, so that every rule is seen failing whenever the rules are checked. */
export interface Violation {
  /** The rule as its checker names it. */
  readonly rule: string;
  /** Where the checker must see it. */
  readonly at: string;
  readonly text: string;
}

/** Files that break nothing; the violations import them. */
export const SOUND: Readonly<Record<string, string>> = {
  'src/kernel/ids.ts': `export type Id = string;\nexport const first: Id = '1';\n`,
  'src/platform/clock.ts': `export const tick = 1;\n`,
  'src/agents/agents.service.ts': `export class AgentsService {}\n`,
  'src/acd/acd.service.ts': `export class AcdService {}\n`,
  'src/acd/acd.repository.ts': `export class AcdRepository {}\n`,
  'src/acd/core/queue.ts': `import { first } from '../../kernel/ids.js';\nexport const queue = first;\n`,
  'src/telephony/ari.socket.ts': `export const socket = 1;\n`,
  'src/telephony/telephony.service.ts': `export class TelephonyService {}\n`,
  'src/calls/calls.service.ts': `export class CallsService {}\n`,
  'src/calls/core/sees-cores.ts': `import { queue } from '../../acd/core/queue.js';\nexport const call = queue;\n`,
  // The other half of a circle, which is reported once.
  'src/ivr/circle-b.ts': `import { a } from './circle-a.js';\nexport const b = (): unknown => a;\n`,
  'src/billing/core/exact.ts': `export const f = (a: bigint, n: number): bigint => (a * BigInt(n + 1)) / 60n;\nexport const g = (a: string): string => a + '\\n';\n`,
  'src/billing/core/whole.ts': `export const minutes = (s: number): number => (s - (s % 60)) / 60;\n`,
  'src/platform/share.ts': `export const share = (a: number, b: number): number => a / b + 0.5;\n`,
  'src/main.other.ts': `export const main = 1;\n`,
  'test/medium/fixture.ts': `export const fixture = 1;\n`,
};

/** For dependency-cruiser: every rule of .dependency-cruiser.cjs stands here at least once. */
export const WALLS: readonly Violation[] = [
  {
    rule: 'no-circle',
    at: 'src/ivr/circle-a.ts',
    text: `import { b } from './circle-b.js';\nexport const a = () => b;`,
  },
  { rule: 'no-climbing', at: 'src/platform/climbs.ts', text: `import '../agents/agents.service.js';` },
  {
    rule: 'no-climbing',
    at: 'src/agents/climbs.ts',
    text: `import type { AcdService } from '../acd/acd.service.js';\nexport type X = AcdService;`,
  },
  { rule: 'no-climbing', at: 'src/acd/climbs.ts', text: `import '../calls/calls.service.js';` },
  { rule: 'neighbours-do-not-meet', at: 'src/lines/meets.ts', text: `import '../acd/acd.service.js';` },
  { rule: 'neighbours-do-not-meet', at: 'src/reports/meets.ts', text: `import '../calls/calls.service.js';` },
  { rule: 'nobody-imports-a-main', at: 'src/platform/main-taker.ts', text: `import '../main.other.js';` },
  { rule: 'core-is-alone', at: 'src/acd/core/asks-shell.ts', text: `import '../acd.service.js';` },
  { rule: 'core-is-alone', at: 'src/acd/core/asks-platform.ts', text: `import '../../platform/clock.js';` },
  {
    rule: 'calls-core-sees-cores-only',
    at: 'src/calls/core/asks-shell.ts',
    text: `import '../../acd/acd.service.js';`,
  },
  {
    rule: 'core-has-no-packages',
    at: 'src/ivr/core/package.ts',
    text: `import { z } from 'zod';\nexport const x = z;`,
  },
  {
    rule: 'core-has-no-packages',
    at: 'src/ivr/core/files.ts',
    text: `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;`,
  },
  {
    rule: 'core-has-no-packages',
    at: 'src/calls/core/package.ts',
    text: `import { z } from 'zod';\nexport const x = z;`,
  },
  {
    rule: 'kernel-stands-alone',
    at: 'src/kernel/random.ts',
    text: `import { randomBytes } from 'node:crypto';\nexport const x = randomBytes;`,
  },
  {
    rule: 'ari-and-ami-in-telephony',
    at: 'src/calls/own-socket.ts',
    text: `import { WebSocket } from 'ws';\nexport const x = WebSocket;`,
  },
  { rule: 'ari-and-ami-in-telephony', at: 'src/calls/past-the-face.ts', text: `import '../telephony/ari.socket.js';` },
  {
    rule: 'ari-and-ami-in-telephony',
    at: 'src/platform/client.ts',
    text: `import { connect } from 'ari-client';\nexport const x = connect;`,
  },
  {
    rule: 'calls-commands-telephony',
    at: 'src/console/commands.ts',
    text: `import '../telephony/telephony.service.js';`,
  },
  {
    rule: 'sql-in-repositories',
    at: 'src/lines/lines.service.ts',
    text: `import { Pool } from 'pg';\nexport const x = Pool;`,
  },
  {
    rule: 'sql-in-repositories',
    at: 'src/platform/journal/journal.ts',
    text: `import { DataSource } from 'typeorm';\nexport const x = DataSource;`,
  },
  { rule: 'only-by-the-face', at: 'src/calls/takes-repository.ts', text: `import '../acd/acd.repository.js';` },
  { rule: 'mains-take-modules', at: 'src/main.reaches.ts', text: `import './acd/acd.repository.js';` },
  { rule: 'src-never-imports-test', at: 'src/platform/takes-test.ts', text: `import '../../test/medium/fixture.js';` },
  {
    rule: 'specs-need-no-test-folder',
    at: 'src/platform/takes-test.spec.ts',
    text: `import '../../test/medium/fixture.js';`,
  },
  {
    rule: 'no-development-packages',
    at: 'src/platform/dev.ts',
    text: `import fc from 'fast-check';\nexport const x = fc;`,
  },
  {
    rule: 'no-unlisted-packages',
    at: 'src/platform/unlisted.ts',
    text: `import semver from 'semver';\nexport const x = semver;`,
  },
  { rule: 'everything-resolves', at: 'src/platform/nowhere.ts', text: `import './not-there.js';` },
];

/** For ESLint: the rules that the house asks for by name, and one that each preset brings. */
export const LINT: readonly Violation[] = [
  { rule: '@typescript-eslint/no-floating-promises', at: 'src/platform/floating.ts', text: `Promise.resolve(1);` },
  {
    rule: '@typescript-eslint/no-misused-promises',
    at: 'src/platform/misused.ts',
    text: `[1].forEach(async () => { await Promise.resolve(); });`,
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    at: 'src/platform/half-a-switch.ts',
    text: `export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}`,
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    at: 'src/platform/default-is-no-answer.ts',
    text: `export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n    default:\n      return 2;\n  }\n}`,
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    at: 'src/platform/any.ts',
    text: `export const x = (y: any): unknown => y;`,
  },
  {
    rule: '@typescript-eslint/no-extraneous-class',
    at: 'src/platform/bag.ts',
    text: `export class Bag {\n  static x(): number {\n    return 1;\n  }\n}`,
  },
  {
    rule: '@typescript-eslint/no-unsafe-member-access',
    at: 'src/platform/unsafe.ts',
    text: `export const x: unknown = JSON.parse('{}').y;`,
  },
  {
    rule: '@typescript-eslint/no-unnecessary-condition',
    at: 'src/platform/needless.ts',
    text: `export const f = (x: string): number => (x ?? 'y').length;`,
  },
  {
    rule: '@typescript-eslint/no-non-null-assertion',
    at: 'src/platform/bang.ts',
    text: `export const f = (x: string | null): number => x!.length;`,
  },
  {
    rule: '@typescript-eslint/prefer-nullish-coalescing',
    at: 'src/platform/style.ts',
    text: `export const f = (x: string | null): string => x || 'y';`,
  },
  {
    rule: '@typescript-eslint/ban-ts-comment',
    at: 'src/platform/hushed.ts',
    text: `// @ts-expect-error because of a reason that is long\nexport const x: number = '1';`,
  },
  { rule: '@typescript-eslint/no-unused-vars', at: 'src/platform/unused.ts', text: `const x = 1;` },
  { rule: 'eqeqeq', at: 'src/platform/loose.ts', text: `export const f = (x: unknown): boolean => x == 1;` },
  { rule: 'no-console', at: 'src/platform/talks.ts', text: `console.log('hello');` },
  { rule: 'no-warning-comments', at: 'src/platform/later.ts', text: `// TODO some day\nexport const x = 1;` },
  { rule: 'no-restricted-syntax', at: 'src/platform/default-export.ts', text: `export default 1;` },
  // Money is counted in whole millionths; every way to a float is closed.
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/halves.ts',
    text: `export const f = (x: number): number => x / 2;`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/mixed.ts',
    text: `export const f = (x: bigint): bigint => x * BigInt(3 % 2);`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/powers.ts',
    text: `export const f = (x: number): number => x ** 2;`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/grows.ts',
    text: `export function f(x: number): number {\n  let y = x;\n  y *= 3;\n  return y;\n}`,
  },
  { rule: 'callrack/exact-money', at: 'src/billing/core/fraction.ts', text: `export const price = 0.15;` },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/as-number.ts',
    text: `export const f = (amount: bigint): number => Number(amount);`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/mapped.ts',
    text: `export const f = (x: string[]): number[] => x.map(Number);`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/parsed.ts',
    text: `export const f = (x: string): number => parseFloat(x);`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/member-parsed.ts',
    text: `export const f = (x: string): number => Number.parseInt(x, 10);`,
  },
  { rule: 'callrack/exact-money', at: 'src/billing/core/plus.ts', text: `export const f = (x: string): number => +x;` },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/rounded.ts',
    text: `export const f = (x: number): number => Math.round(x);`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/fixed.ts',
    text: `export const f = (x: number): string => x.toFixed(2);`,
  },
  {
    rule: 'callrack/exact-money',
    at: 'src/billing/core/put-together.ts',
    text: `export const f = (aMicro: string, b: { setupMicro: string }): string => aMicro + b.setupMicro;`,
  },
  { rule: 'callrack/exact-money', at: 'src/kernel/money.ts', text: `export const half = 0.5;` },
  { rule: 'callrack/exact-money', at: 'src/kernel/charge.ts', text: `export const f = (x: number): number => x / 3;` },
  // An inline comment does not switch a rule off.
  { rule: 'no-var', at: 'src/platform/disabled.ts', text: `/* eslint-disable */\nexport var x = 1;` },
];

/** For tidy.spec.ts. */
export const UNTIDY: readonly Violation[] = [
  { rule: 'core-is-pure', at: 'src/fax/core/now.ts', text: `export const x = () => Date.now();` },
  { rule: 'core-is-pure', at: 'src/fax/core/new-date.ts', text: `export const x = () => new Date(0);` },
  { rule: 'core-is-pure', at: 'src/fax/core/random.ts', text: `export const x = () => Math.random();` },
  { rule: 'core-is-pure', at: 'src/fax/core/timer.ts', text: `export const x = () => setTimeout(() => 1, 1);` },
  { rule: 'core-is-pure', at: 'src/fax/core/interval.ts', text: `export const x = setInterval;` },
  { rule: 'core-is-pure', at: 'src/fax/core/process.ts', text: `export const x = () => process.env.HOME;` },
  {
    rule: 'no-forward-ref',
    at: 'src/fax/forward.ts',
    text: `import { forwardRef } from '@nestjs/common';\nexport const x = forwardRef(() => 1);`,
  },
  { rule: 'no-any-in-signature', at: 'src/fax/any-in.ts', text: `export function f(x: any[]): void { void x; }` },
  {
    rule: 'no-any-in-signature',
    at: 'src/fax/any-out.ts',
    text: `export const f = (): Promise<any> => Promise.resolve(1);`,
  },
  { rule: 'no-any-in-signature', at: 'src/fax/any-member.ts', text: `export interface X { y(z: any): void }` },
  {
    rule: 'no-base-service',
    at: 'src/fax/base.ts',
    text: `export class FaxService extends BaseService {}\ndeclare class BaseService {}`,
  },
  { rule: 'no-base-service', at: 'src/fax/abstract.ts', text: `export abstract class CrudService {}` },
  { rule: 'no-i-prefix', at: 'src/fax/prefix.ts', text: `export interface IFax { x: 1 }` },
  { rule: 'no-catch-all-names', at: 'src/fax/class.ts', text: `export class FaxManager {}` },
  { rule: 'no-catch-all-names', at: 'src/fax/utils', text: `` },
  { rule: 'no-catch-all-names', at: 'src/fax/common', text: `` },
  { rule: 'no-catch-all-names', at: 'src/fax/helpers', text: `` },
  { rule: 'no-catch-all-names', at: 'src/shared', text: `` },
  { rule: 'no-catch-all-names', at: 'src/fax/fax.manager.ts', text: `export const x = 1;` },
  { rule: 'kebab-case', at: 'src/fax/FaxSender.ts', text: `export const x = 1;` },
  { rule: 'same-face', at: 'src/fax/README.md', text: '' },
  { rule: 'same-face', at: 'src/fax/fax.module.ts', text: '' },
  { rule: 'known-rooms', at: 'src/cellar', text: '' },
  { rule: 'known-rooms', at: 'src/loose.json', text: '{}' },
  { rule: 'known-rooms', at: 'src/loose.ts', text: 'export const x = 1;' },
  { rule: 'no-empty-folders', at: 'src/attic/empty', text: '' },
  { rule: 'known-top-level', at: 'lib', text: '' },
  { rule: 'known-top-level', at: 'notes.txt', text: 'x' },
  {
    rule: 'own-tables-only',
    at: 'src/fax/fax.repository.ts',
    text: `export const sql = 'SELECT id FROM config.queue';`,
  },
  {
    rule: 'own-tables-only',
    at: 'src/fax/bare.repository.ts',
    text: `export const sql = \`UPDATE agent SET name = \${1}\`;`,
  },
  {
    rule: 'own-tables-only',
    at: 'src/fax/unowned.repository.ts',
    text: `export const sql = 'SELECT id FROM config.nobody';`,
  },
  {
    rule: 'own-tables-only',
    at: 'src/fax/entities/queue.entity.ts',
    text: `@Entity({ schema: 'config', name: 'queue' })\nexport class Q {}`,
  },
  { rule: 'own-tables-only', at: 'src/fax/by-name.repository.ts', text: `export const table = 'config.queue';` },
  {
    rule: 'long-functions',
    at: 'src/fax/long-function.ts#long',
    text: `export function long(): void {\n${'  void 0;\n'.repeat(80)}}`,
  },
  { rule: 'long-files', at: 'src/fax/long-file.ts', text: `export const x = 1;\n`.repeat(401) },
];
