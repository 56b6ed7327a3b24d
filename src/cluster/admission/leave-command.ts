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
  readonly usage = 'leave NAME | leave [--force]';

  constructor(
    private readonly settings: Settings,
    private readonly acts: ClusterActs,
    private readonly admission: AdmissionService,
    private readonly leaving: LeavingService,
  ) {}

  async run([word, ...more]: readonly string[]): Promise<readonly string[]> {
    if (more.length > 0) throw new WrongUsage();
    if (this.settings.isAdmin) await this.setLeaving(word);
    else if (word === undefined) await this.leaving.leave(tellBacklog);
    else await this.leaveByForce(word);
    return [];
  }

  private async setLeaving(nodeId: string | undefined): Promise<void> {
    if (nodeId === undefined || nodeId.startsWith('-')) throw new WrongUsage();
    await this.acts.change(MACHINE, (session, tell) => this.admission.setLeaving(session, tell, nodeId));
  }

  private async leaveByForce(option: string): Promise<void> {
    if (option !== '--force') throw new WrongUsage();
    if (await this.leaving.leaveByForce()) return;
    const { nodeName } = this.settings;
    process.stderr.write(
      `The admin node was not reached; there: node dismiss ${nodeName} / 未能联系管理节点，请在其上执行 node dismiss ${nodeName}\n`,
    );
  }
}

function tellBacklog(facts: number): void {
  process.stderr.write(`${facts} facts to go to the admin node / 还有 ${facts} 条数据待送达管理节点\n`);
}
