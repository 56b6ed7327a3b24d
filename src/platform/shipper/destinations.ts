import { Injectable } from '@nestjs/common';

import type { Fact } from '../../kernel/domain-events.js';
import { AdminDatabase } from '../database/admin-database.js';
import { Databases } from '../database/databases.js';
import { Settings } from '../settings/settings.js';
import { FactsRepository } from './facts.repository.js';

export type DestinationName = 'node' | 'admin';

/** A PostgreSQL that facts are carried to. */
export interface Destination {
  /** Also the name of its cursor in the journal. */
  readonly name: DestinationName;
  /** All in one transaction. Facts that are there already are passed over. */
  insert(facts: readonly Fact[]): Promise<void>;
}

/** The node's own PostgreSQL, and on a switch node that of the admin, whether it has joined already or not. */
@Injectable()
export class Destinations {
  readonly all: readonly Destination[];

  constructor(databases: Databases, admin: AdminDatabase, facts: FactsRepository, settings: Settings) {
    const { nodeName, nodeRole } = settings;
    const own: Destination = {
      name: 'node',
      insert: (made) => databases.transaction('node', (session) => facts.insert(session, made, nodeName)),
    };
    const admins: Destination = {
      name: 'admin',
      insert: (made) => admin.transaction((session) => facts.insert(session, made, nodeName)),
    };
    this.all = nodeRole === 'switch' ? [own, admins] : [own];
  }
}
