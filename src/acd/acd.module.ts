import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { AcdRepository } from './acd.repository.js';
import { AcdService } from './acd.service.js';
import { DutyRulesRepository } from './duty-rules.repository.js';
import { DutyRulesService } from './duty-rules.service.js';
import { QueueSharesRepository } from './queue-shares.repository.js';
import { QueueSharesService } from './queue-shares.service.js';
import { VipCallersRepository } from './vip-callers.repository.js';
import { VipCallersService } from './vip-callers.service.js';

@Module({
  imports: [ReferencesModule],
  providers: [
    AcdRepository,
    AcdService,
    DutyRulesRepository,
    DutyRulesService,
    QueueSharesRepository,
    QueueSharesService,
    VipCallersRepository,
    VipCallersService,
  ],
  exports: [AcdService, DutyRulesService, QueueSharesService, VipCallersService],
})
export class AcdModule {}
