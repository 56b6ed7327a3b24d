import { Module } from '@nestjs/common';

import { AgentsModule } from '../agents/agents.module.js';
import { SystemsModule } from '../connections/systems.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { NoticesModule } from '../platform/local-api/notices.module.js';
import { ShipperModule } from '../platform/shipper/shipper.module.js';
import { SpeechModule } from '../prompts/speech.module.js';
import { RecordingModule } from '../recording/recording.module.js';
import { TelephonyModule } from '../telephony/telephony.module.js';
import { CallsController } from './calls.controller.js';
import { CallsService, FAIL_STOP } from './calls.service.js';
import { CallsWatch } from './calls-watch.js';
import { DutyKeeper } from './duty-keeper.service.js';
import { Inquirer } from './inquirer.js';
import { LineKeeper } from './line-keeper.service.js';
import { WorkRepository } from './work.repository.js';
import { ConfigModule } from './config/config.module.js';

/** How long the last log lines may take to be written before the process ends, milliseconds. */
const LAST_WORDS_MS = 200;

@Module({
  imports: [
    AgentsModule,
    ConfigModule,
    DatabaseModule,
    TelephonyModule,
    RecordingModule,
    ShipperModule,
    NoticesModule,
    SpeechModule,
    SystemsModule,
  ],
  controllers: [CallsController],
  providers: [
    CallsService,
    CallsWatch,
    DutyKeeper,
    Inquirer,
    LineKeeper,
    WorkRepository,
    {
      provide: FAIL_STOP,
      useValue: (): void => {
        setTimeout(() => process.exit(1), LAST_WORDS_MS);
      },
    },
  ],
  exports: [CallsService, DutyKeeper],
})
export class CallsModule {}
