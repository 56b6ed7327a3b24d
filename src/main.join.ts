import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';

import { JoiningModule } from './cluster/joining.module.js';
import { JoiningService } from './cluster/joining.service.js';
import { runProgram } from './platform/errors/program.js';
import { SettingsModule } from './platform/settings/settings.module.js';
import { loadSettings } from './platform/settings/settings.js';

/** main.join.js CODE: this machine becomes a switch node of the cluster whose admin node gave the code; prints its name. */
await runProgram('join', async () => {
  const root = { module: JoiningModule, imports: [SettingsModule.for(loadSettings(process.env, 'join'))] };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error', 'fatal'], abortOnError: false });
  try {
    process.stdout.write(`${await app.get(JoiningService).join(process.argv.slice(2).join(''))}\n`);
  } finally {
    await app.close();
  }
});
