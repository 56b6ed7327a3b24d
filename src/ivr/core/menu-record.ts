import type { Menu } from './menu.js';

/** A menu as people see and edit one. */
export interface MenuRecord extends Omit<Menu, 'tenantId'> {
  readonly version: number;
  readonly name: string;
}
