import { Injectable, Module } from '@nestjs/common';

import { ConnectionsModule } from '../../connections/connections.module.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { ConsoleRegister } from '../console-register.js';
import { connectionsResource } from './connections.js';

@Injectable()
class ConnectionResources {
  constructor(register: ConsoleRegister, connections: ConnectionsService) {
    register.addResource(connectionsResource(connections));
  }
}

/** Systems of companies at the console. */
@Module({ imports: [ConsoleRegisterModule, ConnectionsModule], providers: [ConnectionResources] })
export class ConsoleConnectionsModule {}
