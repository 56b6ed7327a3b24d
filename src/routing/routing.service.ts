import { Injectable } from '@nestjs/common';

import type { TenantId } from '../kernel/ids.js';
import { listing, storedDestination, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import type { AccessNumber } from './core/route.js';
import { AccessNumberTaken } from './routing.errors.js';
import { RoutingRepository } from './routing.repository.js';

@Injectable()
export class RoutingService {
  constructor(private readonly routing: RoutingRepository) {}

  async listAccessNumbers(session: DbSession): Promise<Listing<AccessNumber>> {
    return listing('access_number', await this.routing.accessNumbers(session), (row) => ({
      number: row.number,
      tenantId: row.tenantId as TenantId,
      destination: storedDestination.parse(row.destination),
      language: row.language,
    }));
  }

  /** @throws AccessNumberTaken */
  async createAccessNumber(session: DbSession, accessNumber: AccessNumber): Promise<void> {
    try {
      await this.routing.insertAccessNumber(session, { ...accessNumber, id: newId() });
    } catch (error) {
      throw isUniqueViolation(error) ? new AccessNumberTaken(accessNumber.number) : error;
    }
  }
}
