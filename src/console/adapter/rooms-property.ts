import { BaseProperty } from 'adminjs';

import type { Field, FieldKind } from '../resources/resource.js';

type PropertyType = ReturnType<BaseProperty['type']>;

/** AdminJS's type of a kind. What it has no word for is text, with a component of ours. */
const TYPES: Readonly<Record<FieldKind, PropertyType>> = {
  text: 'string',
  longText: 'textarea',
  number: 'number',
  boolean: 'boolean',
  instant: 'datetime',
  durationMs: 'number',
  money: 'string',
  choice: 'string',
  choices: 'string',
  reference: 'string',
  references: 'string',
  destination: 'string',
  menuAction: 'string',
  permissions: 'string',
  json: 'string',
  id: 'string',
};

/** A described field as AdminJS's property. */
export class RoomsProperty extends BaseProperty {
  constructor(
    readonly field: Field,
    private readonly place: number,
    private readonly first: boolean,
  ) {
    super({ path: field.name, type: TYPES[field.kind], isId: field.name === 'id' });
  }

  override position(): number {
    return this.place;
  }

  override isTitle(): boolean {
    return this.first;
  }

  override isVisible(): boolean {
    return true;
  }

  override isEditable(): boolean {
    return this.field.kind !== 'id';
  }

  override isSortable(): boolean {
    return this.field.sortable === true;
  }

  override isRequired(): boolean {
    return this.field.required === true;
  }

  override availableValues(): string[] | null {
    const { kind, choices = [] } = this.field;
    return kind === 'choice' || kind === 'choices' ? choices.map(({ value }) => value) : null;
  }
}
