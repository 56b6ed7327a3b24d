/**
 * take-settings.ts HOME FILE: puts what the admin node has sent (FILE, a JSON object of names and values) into
 * HOME/settings.env, each in the place of its line, and removes FILE.
 * take-settings.ts HOME NAME=value: the same for one setting.
 */
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [home, given] = process.argv.slice(2);
if (home === undefined || given === undefined) throw new Error('usage: take-settings.ts HOME FILE | NAME=value');
const file = join(home, 'settings.env');

/** @throws Error for what load_settings could not read */
function checked(name: string, value: unknown): readonly [string, string] {
  const text = String(value);
  if (!/^[A-Z][A-Z0-9_]*$/.test(name) || !/^[\x21-\x7e]*$/.test(text)) throw new Error(`${name} is no setting`);
  return [name, text];
}

function put(text: string, name: string, value: string): string {
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${name}=`));
  if (at < 0) lines.push(`${name}=${value}`);
  else lines[at] = `${name}=${value}`;
  return `${lines.join('\n')}\n`;
}

const one = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(given);
const settings =
  one === null
    ? Object.entries(JSON.parse(readFileSync(given, 'utf8')) as Readonly<Record<string, unknown>>)
    : [[one[1] ?? '', one[2] ?? ''] as const];
const text = settings
  .map(([name, value]) => checked(name, value))
  .reduce((so, [name, value]) => put(so, name, value), readFileSync(file, 'utf8'));
writeFileSync(`${file}.new`, text, { mode: 0o600 });
chmodSync(`${file}.new`, 0o600);
renameSync(`${file}.new`, file);
if (one === null) rmSync(given);
