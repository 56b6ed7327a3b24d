import 'reflect-metadata';

import { NodePageService } from './cluster/node-page.service.js';
import { ConsoleService } from './console/console.service.js';
import { OpenApiService } from './openapi/openapi.service.js';
import { startProcess } from './platform/startup/start-process.js';
import { SwitchModule } from './switch.module.js';
import { WebModule } from './web.module.js';

await startProcess({
  program: 'web',
  work: ({ isAdmin }) => (isAdmin ? WebModule : SwitchModule),
  open: async (app, { web, isAdmin }) => {
    if (isAdmin) {
      app.get(ConsoleService).mount(app);
      app.get(OpenApiService).mount(app);
    } else {
      app.use(app.get(NodePageService).serve);
    }
    await app.listen(web.port, web.bind);
  },
});
