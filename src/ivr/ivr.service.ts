import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { MenuId, PromptId, TenantId } from '../kernel/ids.js';
import { listing, storedDestination, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { mustBeThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { thingOf, type Thing, type Use } from '../platform/references/thing.js';
import { validInput } from '../platform/validation/valid-input.js';
import type { Menu } from './core/menu.js';
import type { MenuRecord } from './core/menu-record.js';
import { menuInput } from './dto/menu-input.js';
import type { MenuEntity } from './entities/menu.entity.js';
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
  constructor(
    private readonly ivr: IvrRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'menu',
      label: async (session, id) => (await this.ivr.menuById(session, id))?.name,
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine. */
  async listMenus(session: DbSession): Promise<Listing<Menu>> {
    return listing('menu', await this.ivr.menus(session), (row) => ({
      id: row.id as MenuId,
      tenantId: row.tenantId as TenantId,
      promptId: row.promptId as PromptId,
      action: storedAction.parse(row.action),
    }));
  }

  async pageOfMenus(session: DbSession, query: ListQuery): Promise<Page<MenuRecord>> {
    const page = await this.ivr.pageOfMenus(session, query);
    return { items: page.items.map(toRecord), total: page.total };
  }

  async findMenu(session: DbSession, id: string): Promise<MenuRecord | undefined> {
    const row = await this.ivr.menuById(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, MenuExists */
  async createMenu(session: DbSession, tenantId: TenantId, input: unknown): Promise<MenuRecord> {
    const menu = validInput(menuInput, input);
    await this.mustHaveItsThings(session, menu);
    const row: MenuEntity = { ...menu, id: newId(), tenantId, version: 1 };
    try {
      await this.ivr.insertMenu(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new MenuExists(menu.name) : error;
    }
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, MenuExists */
  async updateMenu(session: DbSession, id: string, version: number, input: unknown): Promise<MenuRecord> {
    const menu = validInput(menuInput, input);
    const before = await this.ivr.menuById(session, id);
    if (before === null) throw new NotFound();
    await this.mustHaveItsThings(session, menu);
    try {
      await this.ivr.updateMenu(session, before.id, version, menu);
    } catch (error) {
      throw isUniqueViolation(error) ? new MenuExists(menu.name) : error;
    }
    return { ...menu, id: before.id as MenuId, version: version + 1 };
  }

  /** A menu that leads to itself is no reason to keep it. @throws NotFound, InUse */
  async removeMenu(session: DbSession, id: string): Promise<void> {
    const menu = await this.ivr.menuById(session, id);
    if (menu === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'menu', id: menu.id });
    await this.ivr.deleteMenu(session, menu.id);
  }

  private async usesOf(session: DbSession, thing: Thing): Promise<Use[]> {
    const menus = await this.ivr.menusNaming(session, thing.id);
    return menus
      .filter((menu) => menu.id !== thing.id)
      .map((menu) => ({ kind: 'menu', id: menu.id, label: menu.name }));
  }

  private async mustHaveItsThings(session: DbSession, menu: Pick<Menu, 'promptId' | 'action'>): Promise<void> {
    await mustBeThere(this.references, session, {
      promptId: { kind: 'prompt', id: menu.promptId },
      ...destinationsOf(menu.action),
    });
  }
}

/** What an action leads to, by the field under which people are told of it. */
function destinationsOf(action: Menu['action']): Record<string, Thing | null> {
  if (action.kind === 'go') return { 'action.destination': thingOf(action.destination) };
  const ofKeys = Object.entries(action.keys).map(([key, to]) => [`action.keys.${key}`, thingOf(to)] as const);
  return { ...Object.fromEntries(ofKeys), 'action.otherwise': thingOf(action.otherwise) };
}

function toRecord(row: MenuEntity): MenuRecord {
  return {
    id: row.id as MenuId,
    version: row.version,
    name: row.name,
    promptId: row.promptId as PromptId,
    action: row.action as Menu['action'],
  };
}
