import 'reflect-metadata';

import { startProcess } from './platform/startup/start-process.js';
import { WebModule } from './web.module.js';

await startProcess({
  program: 'web',
  work: WebModule,
  open: async (app, { web }) => {
    await app.listen(web.port, web.bind);
  },
});
