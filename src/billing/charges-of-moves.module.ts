import { Module } from '@nestjs/common';

import { MoveAccounting } from '../cluster/move-accounting.service.js';
import { MovesModule } from '../cluster/moves.module.js';
import { CarriedChargesModule } from './carried-charges.module.js';
import { CarriedCharges } from './carried-charges.service.js';

/** A tenant that moves brings along what its old home has charged it. */
@Module({ imports: [CarriedChargesModule, MovesModule] })
export class ChargesOfMovesModule {
  constructor(moves: MoveAccounting, charges: CarriedCharges) {
    moves.register((session, tenantId) => charges.refresh(session, tenantId));
  }
}
