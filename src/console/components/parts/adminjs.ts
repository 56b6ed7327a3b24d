import { useTranslation } from 'adminjs';

/** What AdminJS gives the component of a field, as far as ours use it. */
export interface FieldProperty {
  readonly path: string;
  readonly label: string;
  readonly resourceId: string;
  readonly isRequired: boolean;
  readonly description?: string;
  readonly reference: string | null;
  readonly availableValues: readonly { readonly value: string | number }[] | null;
  readonly custom: {
    readonly kind?: string;
    readonly on?: readonly string[] | null;
    readonly to?: string;
    readonly currency?: string;
    /** A number that is no quantity. */
    readonly isName?: boolean;
  };
}

export interface ShownRecord {
  readonly id: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly populated: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, { readonly message: string } | undefined>>;
}

export interface ValueProps {
  readonly property: FieldProperty;
  readonly record: ShownRecord;
  readonly where: 'list' | 'show';
}

export interface EditProps {
  readonly property: FieldProperty;
  readonly record: ShownRecord;
  readonly onChange: (path: string, value: string | number | boolean | null) => void;
}

export interface FilterProps {
  readonly property: FieldProperty;
  readonly filter: Readonly<Record<string, string | undefined>>;
  readonly onChange: (path: string, value: string) => void;
}

export type Values = Readonly<Record<string, string | number>>;

export interface Words {
  /** A text of the console's own: words/console-words.ts. */
  readonly say: (name: string, values?: Values) => string;
  readonly property: (property: FieldProperty) => string;
  readonly choice: (property: FieldProperty, value: string) => string;
  /** A text of a resource, such as `about` or `hint_name`; '' where it has none. */
  readonly message: (name: string, resourceId: string) => string;
  readonly action: (name: string, resourceId: string) => string;
  readonly resource: (resourceId: string) => string;
  readonly page: (name: string) => string;
  readonly permission: (name: string) => string;
}

/** The words of the console in the person's language. */
export function useWords(): Words {
  const { t, tp, tl, tm, ta } = useTranslation() as unknown as Translation;
  return {
    say: (name, values) => t(`console.${name}`, values),
    property: (property) => tp(property.label, property.resourceId),
    // as words/locale.ts: to i18next a colon ends the name of a namespace
    choice: (property, value) =>
      tl(`${property.path}.${value.replaceAll(':', '-')}`, property.resourceId, { defaultValue: value }),
    message: (name, resourceId) => tm(name, resourceId, { defaultValue: '' }),
    action: (name, resourceId) => ta(name, resourceId),
    resource: (resourceId) => tl(resourceId, resourceId),
    page: (name) => t(`pages.${name}`),
    permission: (name) => t(`permissions.${name}`),
  };
}

type Translate = (name: string, resourceId: string, options?: Readonly<Record<string, unknown>>) => string;
interface Translation {
  readonly t: (key: string, values?: Values) => string;
  readonly tp: Translate;
  readonly tl: Translate;
  readonly tm: Translate;
  readonly ta: Translate;
}

/** A field's value as text; '' where there is none. */
export function textOf(record: ShownRecord, path: string): string {
  const value = record.params[path];
  return value === null || value === undefined ? '' : String(value);
}

/** A field's JSON; undefined where there is none, or it is none. */
export function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Titles of the things that a field names, as the server knows them. */
export function titlesIn(record: ShownRecord, path: string): Readonly<Record<string, string>> {
  const populated = record.populated[path] as { readonly titles?: Readonly<Record<string, string>> } | null | undefined;
  return populated?.titles ?? {};
}
