import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as NestPinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';

import { CallRackError } from '../errors/callrack-error.js';
import { createLogger } from '../logging/logger.js';
import { loadSettings, type Settings } from '../settings/settings.js';
import { limitLateRequests } from './late-requests.js';
import { ProcessModule } from './process.module.js';

/** A stop that takes longer is cut off; pm2 must be told to wait a little longer than that (kill_timeout). */
export const STOP_WITHIN_MS = 10_000;

export interface LongRunning {
  readonly program: 'calls' | 'web';
  /** The module that holds all its work, which may depend on the role of the node. */
  readonly work: (settings: Settings) => Type;
  /** Opens its doors; what it does when it is done is truly up. */
  readonly open: (app: NestExpressApplication, settings: Settings) => Promise<void>;
}

/**
 * The life of a long-running process: settings, log, Nest, doors open, `ready` to pm2; SIGTERM or SIGINT closes it in
 * order and ends it with status 0. Whatever nobody has caught ends it with status 1, to be started afresh by pm2.
 */
export async function startProcess({ program, work, open }: LongRunning): Promise<void> {
  let settings: Settings;
  try {
    settings = loadSettings(process.env, program);
  } catch (error) {
    process.stderr.write(`${program}: ${explain(error)}\n`);
    process.exitCode = 1;
    return;
  }
  const logger = createLogger({ level: settings.logLevel, program, nodeName: settings.nodeName });
  process.on('uncaughtException', (error) => fail(logger, error, 'nobody has caught this'));
  try {
    const app = await NestFactory.create<NestExpressApplication>(ProcessModule.for(settings, logger, work(settings)), {
      bufferLogs: true,
      abortOnError: false,
    });
    app.useLogger(app.get(NestPinoLogger));
    app.disable('x-powered-by');
    limitLateRequests(app.getHttpServer());
    stopOnSignals(app, logger);
    await open(app, settings);
    logger.info('up');
    process.send?.('ready');
  } catch (error) {
    fail(logger, error, 'could not start');
  }
}

function stopOnSignals(app: NestExpressApplication, logger: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => fail(logger, undefined, `could not stop within ${STOP_WITHIN_MS} ms`), STOP_WITHIN_MS).unref();
    app.close().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => fail(logger, error, 'could not stop in order'),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(logger: Logger, error: unknown, what: string): void {
  logger.fatal({ err: error }, what);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof CallRackError) return `${error.text.en}\n${error.text.zh}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
