import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { ChargesOfMovesModule } from '../../src/billing/charges-of-moves.module.js';
import { CommandsModule } from '../../src/cluster/commands.module.js';
import { CommandsService } from '../../src/cluster/commands.service.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { MovingWorld } from '../fixtures/moving-world.js';

jest.setTimeout(60_000);

/** As main.cluster.ts puts it together. */
@Module({ imports: [DatabaseModule, CommandsModule, ChargesOfMovesModule] })
class ProgramModule {}

let world: MovingWorld;
let program: INestApplicationContext;
const run = (...words: string[]): Promise<readonly string[]> => program.get(CommandsService).run(words);

beforeAll(async () => {
  world = await MovingWorld.start();
}, 120_000);

afterAll(async () => {
  await world.stop();
});

beforeEach(async () => {
  await world.sql('DELETE FROM live.tenant_move');
  await world.sql("UPDATE config.tenant SET home_node_id = 'sw1', moving_to_node_id = NULL, leaving_node_id = NULL");
  Object.assign(world.says.sw1 ?? {}, { place: 'paused' });
  Object.assign(world.says.sw2 ?? {}, { place: null, kept: [] });
  const root = { module: ProgramModule, imports: [SettingsModule.for(world.settings)] };
  program = await NestFactory.createApplicationContext(root, { logger: ['error'], abortOnError: false });
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await program.close();
});

const told = (): readonly string[] => jest.mocked(process.stderr.write).mock.calls.map(([text]) => String(text).trim());
/** The last. */
const act = (): Promise<object[]> =>
  world.sql(
    'SELECT action, object_label AS label, operator_name AS name, after FROM access.audit_entry ORDER BY id DESC LIMIT 1',
  );

test('with the console down a tenant is moved by the program itself, which tells each phase', async () => {
  const moving = run('move', 'acme', 'sw2');
  await world.sql("INSERT INTO facts.charge_by_node VALUES ($1, 'sw1', 70)", world.tenantId);
  const isDraining = async (): Promise<boolean> => (await world.place())[2] === 'sw1';
  while (!(await isDraining())) await new Promise((resolve) => setTimeout(resolve, 50));
  Object.assign(world.says.sw1 ?? {}, { place: 'left' });
  expect(await moving).toEqual(['acme sw1 -> sw2: done / 已完成']);
  expect(await world.place()).toEqual(['sw2', null, null]);
  expect(told().at(0)).toBe('acme sw1 -> sw2: asked for / 等待开始');
  expect(told().at(-1)).toBe('acme sw1 -> sw2: done / 已完成');
  expect(await act()).toEqual([{ action: 'move', label: 'acme', name: 'appliance', after: { homeNodeId: 'sw2' } }]);
  // what the old home has charged goes along
  const carried = "SELECT charged_micro::int AS micro FROM config.carried_charge WHERE node_id = 'sw1'";
  expect(await world.sql(carried)).toEqual([{ micro: 70 }]);
  expect(await run('moves')).toEqual([expect.stringMatching(/^20\S+Z acme sw1 -> sw2: done \/ 已完成$/)]);
});

test('one that fails is said to, with why, and gives an error', async () => {
  Object.assign(world.says.sw1 ?? {}, { place: 'here' });
  const moving = run('move', 'acme', 'sw2');
  const failed = expect(moving).rejects.toMatchObject({ code: 'cluster.moves_unfinished' });
  const isPausing = async (): Promise<boolean> => (await world.place())[1] === 'sw2';
  while (!(await isPausing())) await new Promise((resolve) => setTimeout(resolve, 50));
  await world.sql("UPDATE live.tenant_move SET phase_at = phase_at - interval '41 seconds'");
  await failed;
  expect(told().at(-1)).toBe('acme sw1 -> sw2: failed: the old home did not pause in time / 失败：原节点没有及时暂停');
});

test('by force the tenants of a node are taken over, to the node that is named', async () => {
  expect(await run('take-over', 'sw1', '--to', 'sw2', '--force')).toEqual(['acme sw1 -> sw2: done / 已完成']);
  expect(await world.place()).toEqual(['sw2', null, null]);
  expect(await act()).toMatchObject([{ action: 'takeOver', label: 'sw1', after: { tenants: 1, to: 'sw2' } }]);
});

test.each([
  ['move acme', 'cluster.unknown_command'],
  ['move acme sw2 now', 'cluster.unknown_command'],
  ['move nobody sw2', 'platform.not_found'],
  ['take-over', 'cluster.unknown_command'],
  ['take-over --force', 'cluster.unknown_command'],
  ['take-over sw1 --to', 'cluster.unknown_command'],
  ['take-over sw1', 'cluster.node_answers'],
  ['take-over sw1 --to sw1', 'cluster.same_home'],
  ['take-over sw9 --force', 'cluster.unknown_node'],
  ['moves all', 'cluster.unknown_command'],
])('%s is refused', async (words, code) => {
  await expect(run(...words.split(' '))).rejects.toMatchObject({ code });
});
