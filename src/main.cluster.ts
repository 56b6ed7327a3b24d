import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { ChargesOfMovesModule } from './billing/charges-of-moves.module.js';
import { CommandsModule } from './cluster/commands.module.js';
import { CommandsService } from './cluster/commands.service.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { runProgram } from './platform/errors/program.js';
import { SettingsModule } from './platform/settings/settings.module.js';
import { loadSettings } from './platform/settings/settings.js';

@Module({ imports: [DatabaseModule, CommandsModule, ChargesOfMovesModule] })
class ClusterProgramModule {}

/** main.cluster.js COMMAND …: the nodes of the cluster, from the machine itself. */
await runProgram('cluster', async () => {
  const root = { module: ClusterProgramModule, imports: [SettingsModule.for(loadSettings(process.env, 'cluster'))] };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error', 'fatal'], abortOnError: false });
  try {
    const lines = await app.get(CommandsService).run(process.argv.slice(2));
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  } finally {
    await app.close();
  }
});
