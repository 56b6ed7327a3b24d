import { Module } from '@nestjs/common';

import { AgentMessagesModule } from './agents/agent-messages.module.js';
import { CarriedChargesModule } from './billing/carried-charges.module.js';
import { ChargesOfMovesModule } from './billing/charges-of-moves.module.js';
import { ReratingsModule } from './billing/reratings.module.js';
import { AdmissionModule } from './cluster/admission.module.js';
import { ClusterDoorsModule } from './cluster/doors.module.js';
import { MembershipModule } from './cluster/membership.module.js';
import { MovesModule } from './cluster/moves.module.js';
import { RelayModule } from './cluster/relay.module.js';
import { ConsolePartsModule } from './console/console-parts.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { AccessModule } from './platform/access/access.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { DatabaseHealth } from './platform/health/database-health.js';
import { LocalApiClientModule } from './platform/local-api/local-api-client.module.js';
import { MediaSourceModule } from './prompts/media.module.js';

/** The work of the process `web`: people's and programs' doors; the rooms of floor 6 come in here. */
@Module({
  imports: [
    DatabaseModule,
    LocalApiClientModule,
    AccessModule,
    AgentMessagesModule,
    ReratingsModule,
    CarriedChargesModule,
    MediaSourceModule,
    ChargesOfMovesModule,
    ClusterDoorsModule,
    MovesModule,
    AdmissionModule,
    MembershipModule,
    RelayModule,
    ConsolePartsModule,
    OpenApiModule,
  ],
  providers: [DatabaseHealth],
})
export class WebModule {}
