import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Permission } from './core/permissions.js';

/** Who asks: a person signed in at the console, or a program by its key, as they were found at this request. */
export interface Actor {
  /** Of a program the id of its key. */
  readonly operatorId: string;
  readonly login: string;
  readonly name: string;
  /** null: an operator of the platform. */
  readonly tenantId: TenantId | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly language: Language;
  /** Network address the request came from. */
  readonly address: string;
  /** Of the session; null: acts of the product itself, whom nobody has signed in and nothing is looked up of. */
  readonly epoch: number | null;
  /** Groups of agents that a person's acts are limited to; left out: all agents of the tenant. */
  readonly groupIds?: readonly string[];
  /** A program, whose key may be revoked; left out for people. */
  readonly isProgram?: true;
}
