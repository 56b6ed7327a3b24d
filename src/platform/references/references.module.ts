import { Global, Module } from '@nestjs/common';

import { References } from './references.js';

/** Global: there is one register, whoever asks. */
@Global()
@Module({ providers: [References], exports: [References] })
export class ReferencesModule {}
