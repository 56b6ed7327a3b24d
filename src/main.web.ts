import 'reflect-metadata';

import { ConsoleService } from './console/console.service.js';
import { OpenApiService } from './openapi/openapi.service.js';
import { startProcess } from './platform/startup/start-process.js';
import { WebModule } from './web.module.js';

await startProcess({
  program: 'web',
  work: WebModule,
  open: async (app, { web }) => {
    app.get(ConsoleService).mount(app);
    app.get(OpenApiService).mount(app);
    await app.listen(web.port, web.bind);
  },
});
