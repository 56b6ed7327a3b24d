import { Injectable } from '@nestjs/common';

import type { ListQuery, Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { ClusterRepository } from './cluster.repository.js';
import type { NodeEntity } from './entities/node.entity.js';

/** A node as its own settings describe it. */
export interface NodeRecord {
  /** Its name. */
  readonly id: string;
  readonly name: string;
  /** A leg whose media has been silent for so long has vanished, seconds; ten times as long on hold. */
  readonly rtpTimeoutS: number;
}

@Injectable()
export class ClusterService {
  constructor(private readonly cluster: ClusterRepository) {}

  async pageOfNodes(session: DbSession, query: ListQuery): Promise<Page<NodeRecord>> {
    const { name, ...filter } = query.filter;
    const { items, total } = await this.cluster.pageOfNodes(session, {
      ...query,
      filter: { ...filter, ...(name === undefined ? {} : { id: name }) },
      sort: query.sort?.by === 'name' ? { ...query.sort, by: 'id' } : query.sort,
    });
    return { items: items.map(toRecord), total };
  }

  async findNode(session: DbSession, id: string): Promise<NodeRecord | undefined> {
    const row = await this.cluster.node(session, id);
    return row === null ? undefined : toRecord(row);
  }
}

function toRecord({ id, rtpTimeoutS }: NodeEntity): NodeRecord {
  return { id, name: id, rtpTimeoutS };
}
