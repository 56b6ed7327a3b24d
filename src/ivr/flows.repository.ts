import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';

import { mentions } from '../platform/database/mentions.js';
import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { FlowVersionEntity } from './entities/flow-version.entity.js';
import { FlowEntity } from './entities/flow.entity.js';

@Injectable()
export class FlowsRepository {
  flows(session: DbSession): Promise<FlowEntity[]> {
    return session.find(FlowEntity, { order: { id: 'ASC' } });
  }

  pageOfFlows(session: DbSession, query: ListQuery): Promise<Page<FlowEntity>> {
    return pageOf(session, FlowEntity, query, { name: 'text' });
  }

  flowById(session: DbSession, id: string): Promise<FlowEntity | null> {
    return rowById(session, FlowEntity, id);
  }

  /** Versions that new callers get, and those that were replaced after that instant. */
  versionsInUse(session: DbSession, replacedAfter: Date): Promise<FlowVersionEntity[]> {
    return session.find(FlowVersionEntity, {
      where: [{ replacedAt: IsNull() }, { replacedAt: MoreThan(replacedAfter) }],
      order: { id: 'ASC' },
    });
  }

  /** The newest first. */
  async versionsOf(session: DbSession, flowId: string): Promise<FlowVersionEntity[]> {
    if (!isId(flowId)) return [];
    return session.find(FlowVersionEntity, { where: { flowId }, order: { number: 'DESC' } });
  }

  /** Flows whose draft, or any version that callers may be in, names it: an id is in one thing's name only. */
  async flowsNaming(session: DbSession, id: string): Promise<FlowEntity[]> {
    if (!isId(id)) return [];
    const versions = await session.find(FlowVersionEntity, { where: { graph: mentions(id), replacedAt: IsNull() } });
    const named = versions.map(({ flowId }) => ({ id: flowId }));
    return session.find(FlowEntity, { where: [{ draft: mentions(id) }, ...named], order: { name: 'ASC' } });
  }

  async insertFlow(session: DbSession, flow: FlowEntity): Promise<void> {
    await session.insert(FlowEntity, flow);
  }

  async updateFlow(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<Pick<FlowEntity, 'name' | 'draft' | 'publishedId'>>,
  ): Promise<void> {
    await updateVersion(session, FlowEntity, id, version, values);
  }

  /** From now on it is the one that new callers get. */
  async insertVersion(session: DbSession, version: FlowVersionEntity): Promise<void> {
    const { flowId, publishedAt } = version;
    await session.update(FlowVersionEntity, { flowId, replacedAt: IsNull() }, { replacedAt: publishedAt });
    await session.insert(FlowVersionEntity, version);
  }

  async deleteFlow(session: DbSession, id: string): Promise<void> {
    await session.delete(FlowEntity, { id });
  }
}
