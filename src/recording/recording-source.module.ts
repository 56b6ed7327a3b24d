import { Module } from '@nestjs/common';

import { LinkModule } from '../platform/link/link.module.js';
import { RecordingFiles } from './recording-files.js';
import { RecordingSource } from './recording-source.js';

/** Of the process `web` of a switch node. */
@Module({ imports: [LinkModule], providers: [RecordingFiles, RecordingSource] })
export class RecordingSourceModule {}
