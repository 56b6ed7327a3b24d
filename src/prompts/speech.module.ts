import { Module } from '@nestjs/common';

import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { PromptsModule } from './prompts.module.js';
import { Speech } from './speech/speech.js';

export { Speech };

/** Of the engine: texts that change from call to call. */
@Module({ imports: [MetricsModule, PromptsModule], providers: [Speech], exports: [Speech] })
export class SpeechModule {}
