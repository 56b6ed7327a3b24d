import { Module } from '@nestjs/common';

import { StrayPurge } from './stray-purge.js';
import { StrayPurgeRepository } from './stray-purge.repository.js';

/** What a switch node deletes after tenants that are no more; of its process `web`. */
@Module({ providers: [StrayPurge, StrayPurgeRepository], exports: [StrayPurge] })
export class StrayPurgeModule {}
