import { Injectable } from '@nestjs/common';

import { AdmissionService } from '../admission.service.js';
import { ClusterActs, MACHINE } from './cluster-acts.js';
import { WrongUsage, type ClusterCommand } from './command.js';

/** A node is no member any more, alive or dead. */
@Injectable()
export class DismissCommand implements ClusterCommand {
  readonly name = 'dismiss';
  readonly usage = 'dismiss NAME';

  constructor(
    private readonly acts: ClusterActs,
    private readonly admission: AdmissionService,
  ) {}

  async run([nodeId, ...more]: readonly string[]): Promise<readonly string[]> {
    if (nodeId === undefined || more.length > 0) throw new WrongUsage();
    await this.acts.change(MACHINE, (session, tell) => this.admission.dismiss(session, tell, nodeId));
    return [];
  }
}
