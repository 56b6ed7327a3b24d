import 'reflect-metadata';

import { CallsService } from './calls/calls.service.js';
import { DutyKeeper } from './calls/duty-keeper.service.js';
import { EngineModule } from './engine.module.js';
import { LocalApiServer } from './platform/local-api/local-api.server.js';
import { ShipperService } from './platform/shipper/shipper.service.js';
import { startProcess } from './platform/startup/start-process.js';

await startProcess({
  program: 'calls',
  work: () => EngineModule,
  open: async (app) => {
    // The socket first: where another engine listens already, this one must not command Asterisk.
    await app.get(LocalApiServer).listen(app);
    await app.get(CallsService).start();
    app.get(DutyKeeper).start();
    app.get(ShipperService).start();
  },
});
