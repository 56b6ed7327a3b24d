import { Injectable } from '@nestjs/common';

import { LinkClient } from '../platform/link/link.client.js';
import { NotAMember } from '../platform/link/link.errors.js';
import { ClusterFiles } from '../platform/settings/cluster-files.js';

/** On a switch node: takes it out of its cluster. */
@Injectable()
export class LeavingService {
  constructor(
    private readonly files: ClusterFiles,
    private readonly link: LinkClient,
  ) {}

  /** @throws NotAMember, NodeUnreachable, LinkRefused while tenants are at home here */
  async leave(): Promise<void> {
    const admin = this.files.isMember ? this.files.admin() : null;
    if (admin === null) throw new NotAMember();
    const node = { id: admin.nodeId, address: admin.address, linkPort: admin.linkPort };
    await this.link.request(node, 'POST', '/link/v1/leave');
  }
}
