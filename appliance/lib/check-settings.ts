/** check-settings.ts ROOT zh|en: every program's own check of the environment; prints what is wrong and ends with 1. */
import { join } from 'node:path';

interface Checker {
  readonly loadSettings: (env: NodeJS.ProcessEnv, program: string) => unknown;
}

const [, , root = '.', language = 'en'] = process.argv;
const { loadSettings } = (await import(join(root, 'dist/platform/settings/settings.js'))) as Checker;
const wrong = new Set<string>();
const programs = process.env.NODE_ROLE === 'admin' ? ['migrate', 'web'] : ['migrate', 'demo', 'calls', 'web'];
for (const program of programs) {
  try {
    loadSettings(process.env, program);
  } catch (error) {
    const text = (error as { readonly text?: Readonly<Record<string, string>> }).text;
    wrong.add(text?.[language] ?? String(error));
  }
}
if (wrong.size > 0) {
  process.stderr.write(`${[...wrong].join('\n')}\n`);
  process.exitCode = 1;
}
