import { Injectable } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import { AdmissionService, type NodeStanding } from '../admission.service.js';
import type { NodeStatus } from '../core/node-status.js';
import { StatusesOfNodes } from '../watch/statuses-of-nodes.js';
import type { ClusterCommand } from './command.js';

/**
 * Prints the nodes, one a line, tabs between: name, role, state, address, tenants at home there; version, seconds that
 * its copy is behind, calls; each - where it is not known. The state is as people have said, else whether it answers.
 */
@Injectable()
export class ListCommand implements ClusterCommand {
  readonly name = 'list';
  readonly usage = 'list';

  constructor(
    private readonly databases: Databases,
    private readonly admission: AdmissionService,
    private readonly statuses: StatusesOfNodes,
  ) {}

  async run(): Promise<readonly string[]> {
    const nodes = await this.databases.snapshot('operator', (session) => this.admission.standings(session));
    const statuses = await this.statuses.ask();
    return nodes.map((node) => lineOf(node, statuses.get(node.id) ?? null));
  }
}

function lineOf({ id, role, state, address, tenants }: NodeStanding, status: NodeStatus | null): string {
  const lag = status?.replication?.lagS ?? null;
  const told = [status?.version, lag === null ? null : Math.round(lag), status?.engine?.calls];
  const so = state === 'left' || state === 'leaving' ? state : status === null ? 'unreachable' : 'up';
  return [id, role, so, address, tenants, ...told].map((value) => String(value ?? '-')).join('\t');
}
