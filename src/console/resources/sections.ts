import type { Field } from './resource.js';

/** Parts of a long form that most people leave as they are: closed until somebody opens them. */
export const SECTIONS = ['selection', 'waiting', 'callback', 'overflow', 'figures'] as const;
export type SectionName = (typeof SECTIONS)[number];

export function inSection(section: SectionName, fields: readonly Field[]): readonly Field[] {
  return fields.map((field) => ({ ...field, section }));
}
