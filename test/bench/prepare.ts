import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { runChild } from './children.ts';
import { ROOT } from './layout.ts';

/** The appliance's own steps: packages of Debian and npm, the build, the sidecar; each only where it is missing. */
const EVERYTHING = 'prepare "${CALL_PACKAGES[@]}"';
const BUILD_ONLY = 'build_product';

/**
 * Makes what the run needs. Takes minutes on a machine with nothing prepared.
 * CALLRACK_SIDECAR_ROOT names an unpacked sidecar root to use as it is; then only the build is brought up to date.
 *
 * @returns the unpacked sidecar root
 * @throws Error with the end of the log
 */
export async function prepare(log: string, say: (line: string) => void): Promise<string> {
  if (process.getuid?.() !== 0) throw new Error('this must run as root, for the mounts of the Asterisk sidecar');
  const given = process.env.CALLRACK_SIDECAR_ROOT;
  const root = given ?? join(process.env.CALLRACK_CACHE ?? '/var/cache/callrack', 'sidecar', 'root');
  say('preparing: packages, build, sidecar');
  const lib = join(ROOT, 'appliance', 'lib');
  const steps = `set -euo pipefail; . "$1/common.sh"; . "$1/install.sh"; ${given === undefined ? EVERYTHING : BUILD_ONLY}`;
  await runChild('bash', ['-c', steps, 'prepare', lib], { log, patienceMs: 900_000 });
  if (!existsSync(join(root, 'usr', 'sbin', 'asterisk'))) throw new Error(`no Asterisk in ${root}`);
  return root;
}
