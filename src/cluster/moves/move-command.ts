import { Injectable } from '@nestjs/common';

import { NotFound } from '../../platform/errors/record.errors.js';
import { ClusterActs, MACHINE } from '../admission/cluster-acts.js';
import { WrongUsage, type ClusterCommand } from '../admission/command.js';
import { MovesService } from '../moves.service.js';
import { FollowedMoves } from './followed-moves.js';

/** A tenant goes to another node, without losing a call; ends when nothing of it is left on its old home. */
@Injectable()
export class MoveCommand implements ClusterCommand {
  readonly name = 'move';
  readonly usage = 'move TENANT NODE';

  constructor(
    private readonly acts: ClusterActs,
    private readonly moves: MovesService,
    private readonly followed: FollowedMoves,
  ) {}

  async run([tenantCode, toNodeId, ...more]: readonly string[]): Promise<readonly string[]> {
    if (tenantCode === undefined || toNodeId === undefined || more.length > 0) throw new WrongUsage();
    const id = await this.acts.change(MACHINE, async (session, tell) => {
      const tenant = (await this.moves.homes(session)).find(({ code }) => code === tenantCode);
      if (tenant === undefined) throw new NotFound();
      const move = await this.moves.move(session, tenant.id, { toNodeId }, MACHINE.name);
      tell({
        ...{ action: 'move', objectType: 'tenant', objectId: tenant.id, objectLabel: tenantCode },
        ...{ before: { homeNodeId: move.fromNodeId }, after: { homeNodeId: toNodeId } },
      });
      return move.id;
    });
    return this.followed.follow([id]);
  }
}
