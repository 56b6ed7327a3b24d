import { Module } from '@nestjs/common';

import { CarriedChargesRepository } from './carried-charges.repository.js';
import { CarriedCharges } from './carried-charges.service.js';

/** Of the process `web` of the admin node. */
@Module({ providers: [CarriedChargesRepository, CarriedCharges], exports: [CarriedCharges] })
export class CarriedChargesModule {}
