import type { TenantId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import type { Permission } from '../../platform/access/core/permissions.js';
import type { ListQuery, Page } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';

/** The modules on top of the console, in their order. */
export const MODULES = ['live', 'inbound', 'statistics', 'billing', 'system'] as const;
export type ModuleName = (typeof MODULES)[number];

/** Parts of a long form that most people leave as they are: closed until somebody opens them. */
export const SECTIONS = ['selection', 'waiting', 'overflow', 'callback', 'figures'] as const;
export type SectionName = (typeof SECTIONS)[number];

/**
 * How a field is shown and edited. `destination` and `menuAction` travel as JSON text; `money` is MicroText in the room and
 * an amount such as "0.15" on the screen.
 */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'durationMs'
  | 'money'
  | 'choice'
  | 'choices'
  | 'reference'
  | 'references'
  | 'destination'
  | 'menuAction'
  | 'permissions'
  | 'json'
  | 'id';

export interface Field {
  /** Property of the record. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly label: Text;
  /** What it is for and what may be in it, shown under the input. */
  readonly hint?: Text;
  readonly required?: boolean;
  /** What it means where a number or an amount is empty, such as "no limit"; shown on the record's page. */
  readonly none?: Text;
  /** What the form of a new record begins with. */
  readonly initial?: string | number | boolean;
  /** Of `choice`, and of `choices`, which is a list of them. */
  readonly choices?: readonly { readonly value: string; readonly label: Text }[];
  /** Of `reference` and `references`: id of the other resource. */
  readonly to?: string;
  /** Where it appears; everywhere when left out. The first field that is listed is the record's title. */
  readonly on?: readonly ('list' | 'show' | 'create' | 'edit' | 'filter')[];
  /** May the list be sorted by it. */
  readonly sortable?: boolean;
  /** Of `number`: a name rather than a quantity, such as a port: written without separators. */
  readonly isName?: boolean;
  /** Of `money`: the field that holds the currency, ISO 4217. */
  readonly currency?: string;
  /** Component of its own (name in console/components) in place of the kind's. */
  readonly component?: string;
  /** In which part of the form it stands; those without one come first. */
  readonly section?: SectionName;
}

/** A record as a room gives it; `version` where two may edit it. */
export interface ConsoleRecord {
  readonly id: string;
  readonly version?: number;
}

export interface Change {
  readonly record: ConsoleRecord;
  /** Shown once after the change, such as a new telephone's password; in nobody's log. */
  readonly once?: Text;
}

/**
 * One resource of the console over a room's service. All functions run within Gate: the permission is checked, the
 * session sees what the actor may see, and the audit entry (before, after) is written by the adapter from the records
 * that find, create and update give. Errors are CallRackErrors.
 */
export interface ConsoleResource {
  /** As in the audit log and in addresses: "queue". */
  readonly id: string;
  readonly module: ModuleName;
  /** false: only chosen in forms, such as what is shared with a tenant. */
  readonly inMenu?: boolean;
  /** Lucide/Feather icon name as AdminJS knows it. */
  readonly icon: string;
  readonly label: Text;
  /** What these are for, above the list and on the empty list. */
  readonly about: Text;
  readonly fields: readonly Field[];
  readonly permissions: {
    readonly read: Permission;
    readonly create?: Permission;
    readonly update?: Permission;
    readonly delete?: Permission;
  };
  /** What people call the record. */
  title(record: ConsoleRecord): string;
  page(session: DbSession, query: ListQuery, actor: Actor): Promise<Page<ConsoleRecord>>;
  /** undefined: the session sees none. */
  find(session: DbSession, id: string, actor: Actor): Promise<ConsoleRecord | undefined>;
  create?(session: DbSession, input: Readonly<Record<string, unknown>>, actor: Actor): Promise<Change>;
  update?(
    session: DbSession,
    id: string,
    version: number,
    input: Readonly<Record<string, unknown>>,
    actor: Actor,
  ): Promise<Change>;
  remove?(session: DbSession, id: string, actor: Actor): Promise<void>;
  /** Further actions on one record or on the resource. */
  readonly actions?: readonly ConsoleAction[];
}

/** A button beside the built-in ones, such as "suspend" or "create in bulk". */
export interface ConsoleAction {
  readonly name: string;
  readonly on: 'record' | 'resource';
  readonly label: Text;
  readonly icon: string;
  readonly permission: Permission;
  /** Asked before it is done; none when left out. */
  readonly confirm?: Text;
  /** Shown in place of doing at once (name in console/components): a form of its own, which posts `input`. */
  readonly component?: string;
  /** Only records it makes sense for. */
  appliesTo?(record: ConsoleRecord): boolean;
  /** `id` is '' for actions on the resource. Whoever changes several things tells each in `told`. */
  perform(
    session: DbSession,
    id: string,
    input: Readonly<Record<string, unknown>>,
    actor: Actor,
  ): Promise<ActionResult>;
}

export interface ActionResult {
  /** Told to the person. */
  readonly done: Text;
  /** For the audit log, one each. */
  readonly told: readonly {
    /** Where it is of another kind than the resource; as in permissions. */
    readonly objectType?: string;
    /** Whose log it goes to; the actor's own when left out. For acts of the platform on a tenant. */
    readonly tenantId?: TenantId;
    readonly id: string | null;
    readonly label: string;
    readonly before?: object | null;
    readonly after?: object | null;
  }[];
  /** Shown once, such as passwords; in nobody's log. */
  readonly once?: Text;
  /** For the action's own component. */
  readonly data?: object;
  /**
   * What is done outside of the database, such as a command to the engine: done once `told` is surely kept, so that none
   * is ever done without an entry. Where it fails there is an entry of that too, and the error is the person's.
   */
  readonly afterCommit?: () => Promise<void>;
}
