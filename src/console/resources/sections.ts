import type { Field, SectionName } from './resource.js';

export function inSection(section: SectionName, fields: readonly Field[]): readonly Field[] {
  return fields.map((field) => ({ ...field, section }));
}
