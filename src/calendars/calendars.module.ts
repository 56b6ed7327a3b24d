import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { CalendarsRepository } from './calendars.repository.js';
import { CalendarsService } from './calendars.service.js';

@Module({
  imports: [ReferencesModule],
  providers: [CalendarsRepository, CalendarsService],
  exports: [CalendarsRepository, CalendarsService],
})
export class CalendarsModule {}
