import { BaseRecord, type BaseResource, type CurrentAdmin, type RecordJSON } from 'adminjs';

import type { ConsoleRecord, ConsoleResource } from '../resources/resource.js';
import type { Found } from './console-records.js';
import { paramsOf } from './params.js';

/** A record of a room as AdminJS's. */
export class RoomsRecord extends BaseRecord {
  readonly source: ConsoleRecord;
  private readonly titleText: string;

  constructor({ record, titles }: Found, resource: BaseResource, described: ConsoleResource) {
    super(paramsOf(described, record), resource);
    this.source = record;
    this.titleText = described.title(record);
    this.populated = Object.fromEntries(
      Object.entries(titles).map(([field, ofField]) => [field, { titles: ofField }]),
    ) as unknown as BaseRecord['populated'];
  }

  override title(): string {
    return this.titleText;
  }

  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    return { ...super.toJSON(currentAdmin), title: this.titleText };
  }
}
