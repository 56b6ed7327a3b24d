import { Injectable } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import { ClusterActs, MACHINE } from '../admission/cluster-acts.js';
import { WrongUsage, type ClusterCommand } from '../admission/command.js';
import { MovesService } from '../moves.service.js';
import { FollowedMoves } from './followed-moves.js';

interface Order {
  readonly nodeId: string;
  readonly to?: string;
  readonly force: boolean;
}

/** The tenants of a dead node are brought up on others, from the configuration and the last copy of their work. */
@Injectable()
export class TakeOverCommand implements ClusterCommand {
  readonly name = 'take-over';
  readonly usage = 'take-over NODE [--to NODE] [--force]';

  constructor(
    private readonly databases: Databases,
    private readonly acts: ClusterActs,
    private readonly moves: MovesService,
    private readonly followed: FollowedMoves,
  ) {}

  async run(args: readonly string[]): Promise<readonly string[]> {
    const order = orderOf(args);
    const homes = await this.databases.snapshot('operator', (session) => this.moves.homes(session));
    const plan = await this.moves.planTakeOver(order, homes);
    const ids = await this.acts.change(MACHINE, async (session, tell) => {
      const moves = await this.moves.takeOver(session, plan, MACHINE.name);
      tell({
        ...{ action: 'takeOver', objectType: 'node', objectId: order.nodeId, objectLabel: order.nodeId },
        after: { tenants: moves.length, to: order.to ?? '', force: order.force },
      });
      return moves.map(({ id }) => id);
    });
    return this.followed.follow(ids);
  }
}

/** @throws WrongUsage */
function orderOf(args: readonly string[]): Order {
  let force = false;
  let to: string | undefined;
  const names: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--force') force = true;
    else if (word === '--to') {
      at += 1;
      to = args[at];
      if (to === undefined) throw new WrongUsage();
    } else names.push(word);
  }
  const [nodeId, ...more] = names;
  if (nodeId === undefined || more.length > 0 || nodeId.startsWith('-')) throw new WrongUsage();
  return { nodeId, force, ...(to === undefined ? {} : { to }) };
}
