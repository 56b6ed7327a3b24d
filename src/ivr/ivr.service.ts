import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { MenuId, PromptId, TenantId } from '../kernel/ids.js';
import { listing, storedDestination, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import type { Menu } from './core/menu.js';
import { MenuExists } from './ivr.errors.js';
import { IvrRepository } from './ivr.repository.js';

const storedAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('go'), destination: storedDestination }),
  z.object({
    kind: z.literal('keys'),
    keys: z.record(z.string().regex(/^[0-9*#A-D]$/), storedDestination),
    keyTimeoutMs: z.int().min(0).max(60_000),
    attempts: z.int().min(1).max(20),
    otherwise: storedDestination,
  }),
]) satisfies z.ZodType<Menu['action']>;

@Injectable()
export class IvrService {
  constructor(private readonly ivr: IvrRepository) {}

  async listMenus(session: DbSession): Promise<Listing<Menu>> {
    return listing('menu', await this.ivr.menus(session), (row) => ({
      id: row.id as MenuId,
      tenantId: row.tenantId as TenantId,
      promptId: row.promptId as PromptId,
      action: storedAction.parse(row.action),
    }));
  }

  /** @throws MenuExists */
  async createMenu(session: DbSession, menu: Omit<Menu, 'id'> & { readonly name: string }): Promise<MenuId> {
    const id = newId();
    try {
      await this.ivr.insertMenu(session, { ...menu, id });
    } catch (error) {
      throw isUniqueViolation(error) ? new MenuExists(menu.name) : error;
    }
    return id as MenuId;
  }
}
