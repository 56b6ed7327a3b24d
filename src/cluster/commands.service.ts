import { Injectable } from '@nestjs/common';

import { DatabaseAway } from '../platform/database/database.errors.js';
import { isDatabaseAway } from '../platform/database/transaction.js';
import { CallRackError } from '../platform/errors/callrack-error.js';
import { WrongUsage, type ClusterCommand } from './admission/command.js';
import { UnknownCommand } from './cluster.errors.js';

/** The commands of main.cluster.js. */
@Injectable()
export class CommandsService {
  constructor(private readonly commands: readonly ClusterCommand[]) {}

  /** @returns lines for standard output. @throws UnknownCommand, DatabaseAway */
  async run([name, ...args]: readonly string[]): Promise<readonly string[]> {
    const command = this.commands.find((one) => one.name === name);
    if (command === undefined) throw new UnknownCommand(this.commands.map(({ usage }) => usage));
    try {
      return await command.run(args);
    } catch (error) {
      if (error instanceof WrongUsage) throw new UnknownCommand([command.usage]);
      throw !(error instanceof CallRackError) && isDatabaseAway(error) ? new DatabaseAway(error) : error;
    }
  }
}
