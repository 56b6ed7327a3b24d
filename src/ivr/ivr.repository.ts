import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { MenuEntity } from './entities/menu.entity.js';

@Injectable()
export class IvrRepository {
  menus(session: DbSession): Promise<MenuEntity[]> {
    return session.find(MenuEntity, { order: { id: 'ASC' } });
  }

  async insertMenu(session: DbSession, menu: MenuEntity): Promise<void> {
    await session.insert(MenuEntity, menu);
  }
}
