import { Module } from '@nestjs/common';

import { LineCertificates } from './line-certificates.service.js';
import { TelephonyService } from './telephony.service.js';

@Module({ providers: [LineCertificates, TelephonyService], exports: [LineCertificates, TelephonyService] })
export class TelephonyModule {}
