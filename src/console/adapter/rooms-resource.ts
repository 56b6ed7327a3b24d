import { BaseResource, type ActionContext, type Filter } from 'adminjs';

import type { ConsoleResource, Field } from '../resources/resource.js';
import type { ConsoleRecords, FoundPage } from './console-records.js';
import { listQueryOf, type ListWish } from './list-query.js';
import { RoomsProperty } from './rooms-property.js';
import { RoomsRecord } from './rooms-record.js';
import { actorBehind } from './signed-in.js';

const ID: Field = { name: 'id', kind: 'id', label: { zh: '编号', en: 'Id' }, on: [] };

/**
 * A described resource as AdminJS's: it reads. What changes things are the actions (actions.ts), so that no address of
 * AdminJS writes by a way of its own.
 */
export class RoomsResource extends BaseResource {
  private readonly all: readonly RoomsProperty[];
  /** AdminJS asks for a list and then for its length with the same context; the rooms give both at once. */
  private readonly totals = new WeakMap<object, number>();

  constructor(
    readonly described: ConsoleResource,
    readonly records: ConsoleRecords,
  ) {
    super(described);
    const fields = described.fields.some((field) => field.name === 'id') ? described.fields : [ID, ...described.fields];
    const title = described.fields.find((field) => field.kind !== 'id' && (field.on?.includes('list') ?? true));
    this.all = fields.map((field, index) => new RoomsProperty(field, index + 1, field === title));
  }

  override databaseName(): string {
    return this.described.module;
  }

  override databaseType(): string {
    return 'other';
  }

  override id(): string {
    return this.described.id;
  }

  override properties(): RoomsProperty[] {
    return [...this.all];
  }

  override property(path: string): RoomsProperty | null {
    return this.all.find((property) => property.name() === path) ?? null;
  }

  override async find(filter: Filter, wish: ListWish, context: ActionContext): Promise<RoomsRecord[]> {
    const { found, total } = await this.pageOf(filter, wish, context);
    this.totals.set(context, total);
    return found.map((one) => new RoomsRecord(one, this, this.described));
  }

  override async count(filter: Filter, context: ActionContext): Promise<number> {
    const known = this.totals.get(context);
    if (known !== undefined) return known;
    return (await this.pageOf(filter, { limit: 1, offset: 0 }, context)).total;
  }

  override async findOne(id: string, context: ActionContext): Promise<RoomsRecord | null> {
    const found = await this.records.find(this.described, actorBehind(context.currentAdmin), id);
    return found === undefined ? null : new RoomsRecord(found, this, this.described);
  }

  override async findMany(ids: (string | number)[], context: ActionContext): Promise<RoomsRecord[]> {
    const actor = actorBehind(context.currentAdmin);
    const found = await this.records.findMany(this.described, actor, ids.map(String));
    return found.map((one) => new RoomsRecord(one, this, this.described));
  }

  private async pageOf(filter: Filter, wish: ListWish, context: ActionContext): Promise<FoundPage> {
    const filters = filter.reduce<Record<string, unknown>>((memo, { path, value }) => ({ ...memo, [path]: value }), {});
    return this.records.page(
      this.described,
      actorBehind(context.currentAdmin),
      listQueryOf(this.described, filters, wish),
    );
  }
}
