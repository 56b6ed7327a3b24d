import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { ClusterEntity } from './entities/cluster.entity.js';
import { NodeEntity } from './entities/node.entity.js';

@Injectable()
export class ClusterRepository {
  pageOfNodes(session: DbSession, query: ListQuery): Promise<Page<NodeEntity>> {
    return pageOf(session, NodeEntity, query, {
      id: 'text',
      role: 'word',
      state: 'word',
      rtpTimeoutS: 'number',
      joinedAt: 'instant',
    });
  }

  node(session: DbSession, id: string): Promise<NodeEntity | null> {
    return session.findOneBy(NodeEntity, { id });
  }

  cluster(session: DbSession): Promise<ClusterEntity | null> {
    return session.findOneBy(ClusterEntity, { id: 1 });
  }

  async setSipDomain(session: DbSession, sipDomain: string | null): Promise<void> {
    await session.update(ClusterEntity, { id: 1 }, { sipDomain, version: () => 'version + 1' });
  }
}
