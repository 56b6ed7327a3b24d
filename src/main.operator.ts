import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AccessModule } from './platform/access/access.module.js';
import { FIRST_LOGIN, FirstOperator } from './platform/access/first-operator.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { runProgram } from './platform/errors/program.js';
import { SettingsModule } from './platform/settings/settings.module.js';
import { loadSettings } from './platform/settings/settings.js';

@Module({ imports: [DatabaseModule, AccessModule] })
class OperatorModule {}

/**
 * main.operator.js            makes the first operator of the platform where there is none
 * main.operator.js reset NAME gives `login` or `company/login` a new first password
 *
 * Prints the login and its first password on one line, and nothing where nothing was done.
 */
await runProgram('operator', async () => {
  const settings = loadSettings(process.env, 'operator');
  const root = { module: OperatorModule, imports: [SettingsModule.for(settings)] };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error', 'fatal'], abortOnError: false });
  try {
    const [action, name] = process.argv.slice(2);
    const operators = app.get(FirstOperator);
    if (action === 'reset' && name !== undefined) {
      process.stdout.write(`${name} ${await operators.reset(name)}\n`);
    } else if (action === undefined) {
      const made = await operators.ensure();
      if (made !== undefined) process.stdout.write(`${FIRST_LOGIN} ${made.password}\n`);
    } else {
      throw new Error('usage: main.operator.js [reset LOGIN|COMPANY/LOGIN]');
    }
  } finally {
    await app.close();
  }
});
