import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { AdminJS, Router } from 'adminjs';

/** Where `npm run build:console` puts the bundle and the styles; the same for the built program and for its sources. */
const BUILT = [join(import.meta.dirname, '../../adminjs'), join(import.meta.dirname, '../../../dist/adminjs')];

export const OWN_STYLES = 'console.css';
export const ICON = 'favicon.svg';

/** The files that the console's pages ask for. */
export class ConsoleFiles {
  private readonly byName = new Map<string, string>();
  /** Changes when one of them does. */
  readonly version: string;

  constructor() {
    const built = BUILT.find((folder) => existsSync(folder)) ?? BUILT[0] ?? '';
    for (const { path, src } of Router.assets)
      this.byName.set(basename(path), src.replace('.development.js', '.production.js'));
    this.byName.set('components.bundle.js', join(built, 'bundle.js'));
    for (const name of [OWN_STYLES, ICON]) this.byName.set(name, join(built, name));
    this.version = this.hash();
  }

  /** Path of a file; undefined where there is none of that name. */
  pathOf(name: string): string | undefined {
    const path = this.byName.get(name);
    return path !== undefined && existsSync(path) ? path : undefined;
  }

  private hash(): string {
    const hash = createHash('sha256').update(AdminJS.VERSION);
    for (const name of ['components.bundle.js', OWN_STYLES, ICON]) {
      const path = this.pathOf(name);
      if (path !== undefined) hash.update(readFileSync(path));
    }
    return hash.digest('hex').slice(0, 12);
  }
}
