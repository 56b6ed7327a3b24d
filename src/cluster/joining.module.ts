import { Module } from '@nestjs/common';

import { JoiningService } from './joining.service.js';

/** On a machine that is to be a switch node; there is no database yet. */
@Module({ providers: [JoiningService], exports: [JoiningService] })
export class JoiningModule {}
