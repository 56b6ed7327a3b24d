import { Module } from '@nestjs/common';

import { TelephonyService } from './telephony.service.js';

@Module({ providers: [TelephonyService], exports: [TelephonyService] })
export class TelephonyModule {}
