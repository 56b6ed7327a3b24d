import { Module } from '@nestjs/common';

import { EngineDoors } from './engine-doors.js';

/** The way to the engines, for programs that ask them and show nothing of them. */
@Module({ providers: [EngineDoors], exports: [EngineDoors] })
export class EngineDoorsModule {}
