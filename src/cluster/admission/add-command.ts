import { Injectable } from '@nestjs/common';

import { AdmissionService } from '../admission.service.js';
import { ClusterActs, MACHINE } from './cluster-acts.js';
import { WrongUsage, type ClusterCommand } from './command.js';

/** Prints the code by which a machine joins. */
@Injectable()
export class AddCommand implements ClusterCommand {
  readonly name = 'add';
  readonly usage = 'add NAME [--replaces DEAD]';

  constructor(
    private readonly acts: ClusterActs,
    private readonly admission: AdmissionService,
  ) {}

  async run([nodeId, option, replaces, ...more]: readonly string[]): Promise<readonly string[]> {
    const isReplacing = option === '--replaces' && replaces !== undefined;
    if (nodeId === undefined || more.length > 0 || (option !== undefined && !isReplacing)) throw new WrongUsage();
    const { code } = await this.acts.change(MACHINE, (session, tell) =>
      this.admission.createCode(session, tell, MACHINE.name, nodeId, replaces ?? null),
    );
    return [code];
  }
}
