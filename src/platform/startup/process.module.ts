import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Logger } from 'pino';

import { ErrorsModule } from '../errors/errors.module.js';
import { HealthModule } from '../health/health.module.js';
import { LoggingModule } from '../logging/logging.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import type { Settings } from '../settings/settings.js';
import { SettingsModule } from '../settings/settings.module.js';
import { ProcessHealth } from './process-health.js';

/** What every long-running process has: settings, logs, errors as JSON, /health and /metrics; and its own work. */
@Module({})
export class ProcessModule {
  static for(settings: Settings, logger: Logger, work: Type): DynamicModule {
    return {
      module: ProcessModule,
      imports: [
        SettingsModule.for(settings),
        LoggingModule.for(logger),
        ErrorsModule,
        HealthModule,
        MetricsModule,
        work,
      ],
      providers: [ProcessHealth],
    };
  }
}
