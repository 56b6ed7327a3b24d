import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Journal } from './journal.js';
import { SqliteJournal } from './sqlite-journal.js';

/** The journal closes in the last phase of a shutdown: the engine stops in onModuleDestroy, the shipper before this phase. */
@Global()
@Module({
  providers: [
    {
      provide: Journal,
      inject: [Settings],
      useFactory: (settings: Settings): Journal => new SqliteJournal(settings.journalFile, systemClock),
    },
  ],
  exports: [Journal],
})
export class JournalModule implements OnApplicationShutdown {
  constructor(@Inject(Journal) private readonly journal: Journal) {}

  onApplicationShutdown(): void {
    this.journal.close();
  }
}
