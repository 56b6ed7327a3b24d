import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../platform/database/transaction.js';

/** A node as other nodes find it. */
export interface NodePlace {
  readonly id: string;
  readonly role: 'single' | 'admin' | 'switch';
  readonly state: 'active' | 'leaving' | 'left';
  /** null, both: it is alone. */
  readonly address: string | null;
  readonly linkPort: number | null;
}

@Injectable()
export class PlacesRepository {
  nodePlaces(session: DbSession): Promise<NodePlace[]> {
    return session.query<NodePlace[]>(
      `SELECT id, role, state, host(address) AS address, link_port AS "linkPort" FROM config.node ORDER BY id`,
    );
  }
}
