import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

import { callAtWork } from './call-context.js';
import { HIDDEN, SECRET_PATHS, withoutSecrets } from './secrets.js';

export interface LogOptions {
  /** pino's levels: fatal, error, warn, info, debug, trace, silent. */
  readonly level: string;
  /** `calls` or `web`; on every line. */
  readonly program: string;
  readonly nodeName: string;
  /** Standard output where left out. */
  readonly destination?: DestinationStream;
}

/**
 * The log of a process: one JSON object per line with `time` (UTC), `level`, `program`, `node`, `msg`, and `callId`
 * where the line belongs to a call. Secrets are hidden, see secrets.ts.
 */
export function createLogger({ level, program, nodeName, destination }: LogOptions): Logger {
  const options = {
    level,
    base: { program, node: nodeName, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_PATHS, censor: HIDDEN },
    hooks: { streamWrite: withoutSecrets },
    mixin: () => {
      const callId = callAtWork();
      return callId === undefined ? {} : { callId };
    },
    // What a line says itself about its call goes before what is known from around.
    mixinMergeStrategy: (line: object, around: object) => ({ ...around, ...line }),
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
