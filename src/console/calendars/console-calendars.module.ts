import { Injectable, Module } from '@nestjs/common';

import { CalendarsModule } from '../../calendars/calendars.module.js';
import { CalendarsService } from '../../calendars/calendars.service.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { ConsoleRegister } from '../console-register.js';
import { calendarsResource } from './calendars.js';

@Injectable()
class CalendarResources {
  constructor(register: ConsoleRegister, calendars: CalendarsService) {
    register.addResource(calendarsResource(calendars));
  }
}

/** When companies work, at the console. */
@Module({ imports: [ConsoleRegisterModule, CalendarsModule], providers: [CalendarResources] })
export class ConsoleCalendarsModule {}
