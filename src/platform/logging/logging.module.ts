import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import type { Options } from 'pino-http';

/** Asked for every few seconds, or open for hours: they would bury the rest. */
const QUIET = /^\/(health|metrics|v1\/events|v1\/status)(\?|$)/;

interface Seen {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
}

/** Structured logs for Nest's Logger, for PinoLogger (injected) and for HTTP requests. */
@Module({})
export class LoggingModule {
  static for(logger: Logger): DynamicModule {
    const pinoHttp: Options = {
      logger,
      autoLogging: { ignore: ({ url }) => QUIET.test(url ?? '') },
      customLogLevel: (_request, response, error) => {
        if (error !== undefined || response.statusCode >= 500) return 'error';
        return response.statusCode >= 400 ? 'warn' : 'info';
      },
      serializers: {
        req: ({ id, method, url }: Seen) => ({ id, method, url }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
    };
    return { module: LoggingModule, imports: [LoggerModule.forRoot({ pinoHttp })] };
  }
}
