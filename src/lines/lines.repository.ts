import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { ExtensionEntity } from './entities/extension.entity.js';
import { TrunkEntity } from './entities/trunk.entity.js';

@Injectable()
export class LinesRepository {
  trunks(session: DbSession): Promise<TrunkEntity[]> {
    return session.find(TrunkEntity, { order: { id: 'ASC' } });
  }

  extensions(session: DbSession): Promise<ExtensionEntity[]> {
    return session.find(ExtensionEntity, { order: { id: 'ASC' } });
  }

  findTrunk(session: DbSession, endpoint: string): Promise<TrunkEntity | null> {
    return session.findOneBy(TrunkEntity, { endpoint });
  }

  async insertTrunk(session: DbSession, trunk: TrunkEntity): Promise<void> {
    await session.insert(TrunkEntity, trunk);
  }

  async insertExtension(session: DbSession, extension: ExtensionEntity): Promise<void> {
    await session.insert(ExtensionEntity, extension);
  }

  async updateCredential(session: DbSession, endpoint: string, realm: string, md5Credential: string): Promise<boolean> {
    const { affected } = await session.update(ExtensionEntity, { endpoint }, { realm, md5Credential });
    return affected === 1;
  }
}
