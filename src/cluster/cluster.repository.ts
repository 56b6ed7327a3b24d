import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NodeEntity } from './entities/node.entity.js';

@Injectable()
export class ClusterRepository {
  pageOfNodes(session: DbSession, query: ListQuery): Promise<Page<NodeEntity>> {
    return pageOf(session, NodeEntity, query, { id: 'text', rtpTimeoutS: 'number' });
  }

  node(session: DbSession, id: string): Promise<NodeEntity | null> {
    return session.findOneBy(NodeEntity, { id });
  }
}
