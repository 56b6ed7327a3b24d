import { Module } from '@nestjs/common';

import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { ChargesRepository } from './charges.repository.js';
import { ChargesService } from './charges.service.js';
import { TariffReader } from './tariff-reader.js';
import { TariffsRepository } from './tariffs.repository.js';
import { TariffsService } from './tariffs.service.js';

@Module({
  imports: [TenancyModule],
  providers: [
    AccountsRepository,
    AccountsService,
    ChargesRepository,
    ChargesService,
    TariffReader,
    TariffsRepository,
    TariffsService,
  ],
  exports: [AccountsService, ChargesService, TariffsRepository, TariffsService],
})
export class BillingModule {}
