import { Injectable } from '@nestjs/common';
import { Raw } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { MenuEntity } from './entities/menu.entity.js';

@Injectable()
export class IvrRepository {
  menus(session: DbSession): Promise<MenuEntity[]> {
    return session.find(MenuEntity, { order: { id: 'ASC' } });
  }

  pageOfMenus(session: DbSession, query: ListQuery): Promise<Page<MenuEntity>> {
    return pageOf(session, MenuEntity, query, { name: 'text', promptId: 'id' });
  }

  menuById(session: DbSession, id: string): Promise<MenuEntity | null> {
    return rowById(session, MenuEntity, id);
  }

  /** Menus whose prompt it is, or one of whose destinations leads to it: an id is in one thing's name only. */
  menusNaming(session: DbSession, id: string): Promise<MenuEntity[]> {
    return session.find(MenuEntity, {
      where: [
        { promptId: id },
        { action: Raw((column) => `CAST(${column} AS text) ILIKE :mention`, { mention: `%"${id}"%` }) },
      ],
      order: { name: 'ASC' },
    });
  }

  async insertMenu(session: DbSession, menu: MenuEntity): Promise<void> {
    await session.insert(MenuEntity, menu);
  }

  async updateMenu(
    session: DbSession,
    id: string,
    version: number,
    values: Pick<MenuEntity, 'name' | 'promptId' | 'action'>,
  ): Promise<void> {
    await updateVersion(session, MenuEntity, id, version, values);
  }

  async deleteMenu(session: DbSession, id: string): Promise<void> {
    await session.delete(MenuEntity, { id });
  }
}
