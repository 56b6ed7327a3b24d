import { Module } from '@nestjs/common';

import { CalendarsModule } from '../calendars/calendars.module.js';
import { ReferencesModule } from '../platform/references/references.module.js';
import { AcdRepository } from './acd.repository.js';
import { AcdService } from './acd.service.js';
import { BlockedNumbersRepository } from './blocked-numbers.repository.js';
import { BlockedNumbersService } from './blocked-numbers.service.js';
import { DispositionsRepository } from './dispositions.repository.js';
import { DispositionsService } from './dispositions.service.js';
import { DutyRulesRepository } from './duty-rules.repository.js';
import { DutyRulesService } from './duty-rules.service.js';
import { NotReadyReasonsRepository } from './not-ready-reasons.repository.js';
import { NotReadyReasonsService } from './not-ready-reasons.service.js';
import { QueueSharesRepository } from './queue-shares.repository.js';
import { QueueSharesService } from './queue-shares.service.js';
import { VipCallersRepository } from './vip-callers.repository.js';
import { VipCallersService } from './vip-callers.service.js';

@Module({
  imports: [CalendarsModule, ReferencesModule],
  providers: [
    AcdRepository,
    AcdService,
    BlockedNumbersRepository,
    BlockedNumbersService,
    DispositionsRepository,
    DispositionsService,
    DutyRulesRepository,
    DutyRulesService,
    NotReadyReasonsRepository,
    NotReadyReasonsService,
    QueueSharesRepository,
    QueueSharesService,
    VipCallersRepository,
    VipCallersService,
  ],
  exports: [
    AcdService,
    BlockedNumbersService,
    DispositionsService,
    DutyRulesService,
    NotReadyReasonsService,
    QueueSharesService,
    VipCallersService,
  ],
})
export class AcdModule {}
