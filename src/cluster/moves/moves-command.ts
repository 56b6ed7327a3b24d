import { Injectable } from '@nestjs/common';

import { WrongUsage, type ClusterCommand } from '../admission/command.js';
import { FollowedMoves } from './followed-moves.js';

/** The latest moves of tenants and what has become of them. */
@Injectable()
export class MovesCommand implements ClusterCommand {
  readonly name = 'moves';
  readonly usage = 'moves';

  constructor(private readonly followed: FollowedMoves) {}

  async run(args: readonly string[]): Promise<readonly string[]> {
    if (args.length > 0) throw new WrongUsage();
    return this.followed.latest();
  }
}
