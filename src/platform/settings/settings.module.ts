import { Module, type DynamicModule } from '@nestjs/common';

import { ClusterFiles } from './cluster-files.js';
import { Settings } from './settings.js';

@Module({})
export class SettingsModule {
  /** @param settings checked by loadSettings before Nest starts, so that a wrong variable ends the process at once */
  static for(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: Settings, useValue: settings }, ClusterFiles],
      exports: [Settings, ClusterFiles],
    };
  }
}
