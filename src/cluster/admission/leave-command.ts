import { Injectable } from '@nestjs/common';

import { Settings } from '../../platform/settings/settings.js';
import { AdmissionService } from '../admission.service.js';
import { LeavingService } from '../leaving.service.js';
import { ClusterActs, MACHINE } from './cluster-acts.js';
import { WrongUsage, type ClusterCommand } from './command.js';

/**
 * On the admin node: no tenant moves to that node any more. On a switch node, without a name: it is no member any more,
 * which the admin node refuses while tenants are at home there.
 */
@Injectable()
export class LeaveCommand implements ClusterCommand {
  readonly name = 'leave';
  readonly usage = 'leave [NAME]';

  constructor(
    private readonly settings: Settings,
    private readonly acts: ClusterActs,
    private readonly admission: AdmissionService,
    private readonly leaving: LeavingService,
  ) {}

  async run([nodeId, ...more]: readonly string[]): Promise<readonly string[]> {
    if (more.length > 0 || this.settings.isAdmin !== (nodeId !== undefined)) throw new WrongUsage();
    if (nodeId === undefined) await this.leaving.leave();
    else await this.acts.change(MACHINE, (session, tell) => this.admission.setLeaving(session, tell, nodeId));
    return [];
  }
}
