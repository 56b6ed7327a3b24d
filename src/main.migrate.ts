import 'reflect-metadata';

import { migrate } from './platform/database/migrator/migrator.js';
import { runProgram } from './platform/errors/program.js';
import { loadSettings } from './platform/settings/settings.js';

await runProgram('migrate', async () => {
  const done = await migrate(loadSettings(process.env, 'migrate'));
  process.stdout.write(
    done.length === 0 ? 'migrate: nothing to do\n' : done.map((line) => `migrate: ${line}\n`).join(''),
  );
});
