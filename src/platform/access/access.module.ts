import { Global, Module } from '@nestjs/common';

import { ActorLoader } from './actor-loader.js';
import { ActorsRepository } from './actors.repository.js';
import { AuditRepository } from './audit.repository.js';
import { Gate } from './gate.js';
import { AccessHttp } from './http/access-http.js';

/** Global: whoever serves people asks who they are and what they may. */
@Global()
@Module({ providers: [ActorsRepository, ActorLoader, AuditRepository, Gate, AccessHttp], exports: [Gate, AccessHttp] })
export class AccessModule {}
