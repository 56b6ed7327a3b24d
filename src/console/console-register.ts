import { Injectable } from '@nestjs/common';

import type { Actor } from '../platform/access/actor.js';
import type { Permission } from '../platform/access/core/permissions.js';
import type { Text } from '../platform/errors/callrack-error.js';
import type { ConsoleResource, ModuleName } from './resources/resource.js';

/** A page of the console that is no list of records, such as the live status; its address is /console/pages/<name>. */
export interface ConsolePage {
  readonly name: string;
  readonly module: ModuleName;
  /** Feather icon name. */
  readonly icon: string;
  readonly label: Text;
  /** Name of the component: `LivePage` is console/components/live-page.tsx. */
  readonly component: string;
  /** Any of these opens it. */
  readonly permissions: readonly Permission[];
  /** What GET /console/api/pages/<name> answers; asked only for who may see the page. */
  data?(actor: Actor): Promise<object>;
}

/**
 * What the console is made of. Whoever has a resource or a page tells it here in a constructor; the console is put
 * together from it when all modules are there.
 */
@Injectable()
export class ConsoleRegister {
  private readonly resourcesById = new Map<string, ConsoleResource>();
  private readonly pagesByName = new Map<string, ConsolePage>();

  addResource(...resources: readonly ConsoleResource[]): void {
    for (const resource of resources) {
      if (this.resourcesById.has(resource.id))
        throw new Error(`two resources of the console are called ${resource.id}`);
      this.resourcesById.set(resource.id, resource);
    }
  }

  addPage(...pages: readonly ConsolePage[]): void {
    for (const page of pages) {
      if (this.pagesByName.has(page.name)) throw new Error(`two pages of the console are called ${page.name}`);
      this.pagesByName.set(page.name, page);
    }
  }

  /** In the order they were told, which is the order of the menus. */
  get resources(): readonly ConsoleResource[] {
    return [...this.resourcesById.values()];
  }

  get pages(): readonly ConsolePage[] {
    return [...this.pagesByName.values()];
  }

  resource(id: string): ConsoleResource | undefined {
    return this.resourcesById.get(id);
  }

  page(name: string): ConsolePage | undefined {
    return this.pagesByName.get(name);
  }
}
