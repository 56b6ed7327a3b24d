import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';

import { EventStreams } from './event-streams.js';
import { EventsController } from './events.controller.js';
import { FACT_SOURCE, type FactSource } from './fact-source.js';
import { LocalApiServer } from './local-api.server.js';

/** The engine's side of the local API; commands and status are controllers of the rooms. */
@Module({})
export class LocalApiServerModule {
  /**
   * @param source class or token under which the journal is provided
   * @param imports modules that export it, unless it is global
   */
  static for(
    source: symbol | string | (abstract new (...args: never[]) => FactSource),
    imports: NonNullable<ModuleMetadata['imports']> = [],
  ): DynamicModule {
    const journal: Provider = { provide: FACT_SOURCE, useExisting: source };
    return {
      module: LocalApiServerModule,
      imports,
      controllers: [EventsController],
      providers: [journal, EventStreams, LocalApiServer],
      exports: [LocalApiServer],
    };
  }
}
