import { Module } from '@nestjs/common';

import { AccessModule } from '../../platform/access/access.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { AccessResources } from './access-resources.js';

@Module({ imports: [AccessModule, ConsoleRegisterModule], providers: [AccessResources] })
export class AccessResourcesModule {}
