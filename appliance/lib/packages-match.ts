/**
 * packages-match.ts ROOT: ends with 0 when node_modules holds what package-lock.json asks for, else with 1.
 * Compares it with npm's own copy of what it installed (node_modules/.package-lock.json), which npm writes last.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}

function packagesOf(file: string): Map<string, Entry> {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { readonly packages: Readonly<Record<string, Entry>> };
  return new Map(Object.entries(lock.packages).filter(([path]) => path !== ''));
}

function matches(wanted: ReadonlyMap<string, Entry>, installed: ReadonlyMap<string, Entry>): boolean {
  for (const [path, entry] of wanted) {
    const there = installed.get(path);
    // Optional packages are for one kind of machine each; those of other machines stay away.
    if (there === undefined && entry.optional === true) continue;
    if (there?.version !== entry.version || there?.integrity !== entry.integrity) return false;
  }
  return [...installed.keys()].every((path) => wanted.has(path));
}

const root = process.argv[2] ?? '.';
try {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  process.exitCode = matches(wanted, packagesOf(join(root, 'node_modules', '.package-lock.json'))) ? 0 : 1;
} catch {
  process.exitCode = 1;
}
