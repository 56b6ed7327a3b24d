import { Global, Module } from '@nestjs/common';

import { ActorLoader } from './actor-loader.js';
import { ActorsRepository } from './actors.repository.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { ReferencesModule } from '../references/references.module.js';
import { FirstOperator } from './first-operator.js';
import { Gate } from './gate.js';
import { AccessHttp } from './http/access-http.js';
import { KeyDoor } from './http/key-door.js';
import { KeyLookUps } from './http/key-look-ups.js';
import { OperatorsRepository } from './operators.repository.js';
import { OperatorsService } from './operators.service.js';
import { RolesRepository } from './roles.repository.js';
import { RolesService } from './roles.service.js';
import { SignInRepository } from './sign-in.repository.js';
import { AccountService } from './sign-in/account.service.js';
import { Passwords } from './sign-in/passwords.js';
import { SecondFactor } from './sign-in/second-factor.js';
import { SignInLog } from './sign-in/sign-in-log.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { WebSessionsRepository } from './web-sessions.repository.js';

const repositories = [
  ActorsRepository,
  ApiKeysRepository,
  AuditRepository,
  OperatorsRepository,
  RolesRepository,
  SignInRepository,
  WebSessionsRepository,
];
const services = [
  AccountService,
  ApiKeysService,
  AuditService,
  FirstOperator,
  OperatorsService,
  RolesService,
  SignInService,
];

/** Global: whoever serves people asks who they are and what they may. */
@Global()
@Module({
  imports: [ReferencesModule],
  providers: [
    ...repositories,
    ...services,
    ActorLoader,
    Gate,
    AccessHttp,
    KeyDoor,
    KeyLookUps,
    Passwords,
    SecondFactor,
    SignInLog,
  ],
  exports: [Gate, AccessHttp, KeyDoor, AuditRepository, ...services],
})
export class AccessModule {}
