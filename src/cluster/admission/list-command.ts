import { Injectable } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import { AdmissionService } from '../admission.service.js';
import type { ClusterCommand } from './command.js';

/** Prints the nodes, one a line: name, role, state, address, tenants at home there; tabs between. */
@Injectable()
export class ListCommand implements ClusterCommand {
  readonly name = 'list';
  readonly usage = 'list';

  constructor(
    private readonly databases: Databases,
    private readonly admission: AdmissionService,
  ) {}

  async run(): Promise<readonly string[]> {
    const nodes = await this.databases.snapshot('operator', (session) => this.admission.standings(session));
    return nodes.map(({ id, role, state, address, tenants }) =>
      [id, role, state, address ?? '-', String(tenants)].join('\t'),
    );
  }
}
