import { Injectable } from '@nestjs/common';

import { WrongUsage, type ClusterCommand } from './admission/command.js';
import { UnknownCommand } from './cluster.errors.js';

/** The commands of main.cluster.js. */
@Injectable()
export class CommandsService {
  constructor(private readonly commands: readonly ClusterCommand[]) {}

  /** @returns lines for standard output. @throws UnknownCommand */
  async run([name, ...args]: readonly string[]): Promise<readonly string[]> {
    const command = this.commands.find((one) => one.name === name);
    if (command === undefined) throw new UnknownCommand(this.commands.map(({ usage }) => usage));
    try {
      return await command.run(args);
    } catch (error) {
      throw error instanceof WrongUsage ? new UnknownCommand([command.usage]) : error;
    }
  }
}
