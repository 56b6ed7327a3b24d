import { Module } from '@nestjs/common';

import { LinkModule } from '../platform/link/link.module.js';
import { EngineDoorsModule } from '../platform/local-api/engine-doors.module.js';
import { AdmissionModule } from './admission.module.js';
import { AddCommand } from './admission/add-command.js';
import type { ClusterCommand } from './admission/command.js';
import { DismissCommand } from './admission/dismiss-command.js';
import { InitCommand } from './admission/init-command.js';
import { LeaveCommand } from './admission/leave-command.js';
import { ListCommand } from './admission/list-command.js';
import { CommandsService } from './commands.service.js';
import { LeavingService } from './leaving.service.js';
import { FollowedMoves } from './moves/followed-moves.js';
import { MoveCommand } from './moves/move-command.js';
import { MovesCommand } from './moves/moves-command.js';
import { TakeOverCommand } from './moves/take-over-command.js';
import { MovesModule } from './moves.module.js';
import { OwnStatus } from './watch/own-status.js';
import { StatusesOfNodes } from './watch/statuses-of-nodes.js';
import { WatchRepository } from './watch/watch.repository.js';

/** In the order in which they are shown. */
const COMMANDS = [
  InitCommand,
  AddCommand,
  ListCommand,
  LeaveCommand,
  DismissCommand,
  MoveCommand,
  TakeOverCommand,
  MovesCommand,
];

@Module({
  imports: [AdmissionModule, EngineDoorsModule, LinkModule, MovesModule],
  providers: [
    ...COMMANDS,
    LeavingService,
    FollowedMoves,
    OwnStatus,
    StatusesOfNodes,
    WatchRepository,
    {
      provide: CommandsService,
      inject: COMMANDS,
      useFactory: (...commands: readonly ClusterCommand[]) => new CommandsService(commands),
    },
  ],
  exports: [CommandsService],
})
export class CommandsModule {}
