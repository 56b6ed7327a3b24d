import { Global, Module } from '@nestjs/common';

import { ConsoleRegister } from './console-register.js';

/** Global: there is one console, whoever adds to it. */
@Global()
@Module({ providers: [ConsoleRegister], exports: [ConsoleRegister] })
export class ConsoleRegisterModule {}
