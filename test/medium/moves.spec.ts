import { MoveAccounting } from '../../src/cluster/move-accounting.service.js';
import { NodeLooks } from '../../src/cluster/moves/node-looks.js';
import { WorkCopier } from '../../src/cluster/work/work-copier.js';
import { WorkOfNodes } from '../../src/cluster/work/work-of-nodes.js';
import { newId } from '../../src/platform/database/new-id.js';
import { MovingWorld } from '../fixtures/moving-world.js';
import { eventually } from '../fixtures/eventually.js';

jest.setTimeout(60_000);

let world: MovingWorld;
const agentId = newId();

beforeAll(async () => {
  world = await MovingWorld.start();
}, 120_000);

afterAll(async () => {
  await world.stop();
});

const says = (node: string, what: Partial<MovingWorld['says'][string]>): void => {
  Object.assign(world.says[node] ?? {}, what);
};

/** As at first: at home on sw1, with work there. */
beforeEach(async () => {
  if (world.admin === undefined) await world.startAdmin();
  await world.sql('DELETE FROM live.tenant_move');
  await world.sql("UPDATE config.tenant SET home_node_id = 'sw1', moving_to_node_id = NULL, leaving_node_id = NULL");
  for (const node of ['sw1', 'sw2']) {
    await world.at(node, 'DELETE FROM work.agent_duty');
    says(node, { place: null, calls: 0, agentsInCall: [], kept: null });
  }
  await world.sql('DELETE FROM work.agent_duty');
  await world.at(
    'sw1',
    `INSERT INTO work.agent_duty (tenant_id, agent_id, phase, reason, queue_ids, since, seq, refusals)
     VALUES ($1, $2, 'notReady', 'l''unch "x"', ARRAY[$2::uuid], '2026-01-02 03:04:05.678901+00', 7, 1)`,
    ...[world.tenantId, agentId],
  );
  says('sw1', { place: 'here' });
});

const dutyAt = (node: string): Promise<object[]> => world.at(node, 'SELECT * FROM work.agent_duty');

test('a tenant moves: paused, its work copied, at home there, and left when its calls and their agents are done', async () => {
  const told: unknown[] = [];
  world.get(MoveAccounting).register(async (session, tenantId) => {
    told.push([tenantId, await session.query('SELECT home_node_id FROM config.tenant WHERE id = $1', [tenantId])]);
  });
  const { id } = await world.move();
  await world.reaches(id, 'pausing');
  expect(await world.place()).toEqual(['sw1', 'sw2', null]);
  expect(await dutyAt('sw2')).toEqual([]);

  says('sw1', { place: 'paused', calls: 2, agentsInCall: ['1002'] });
  await world.reaches(id, 'draining');
  expect(await world.place()).toEqual(['sw2', null, 'sw1']);
  expect(await dutyAt('sw2')).toEqual(await dutyAt('sw1'));
  expect(told).toEqual([[world.tenantId, [{ home_node_id: 'sw2' }]]]);

  // the new home has adopted it; one of two agents talks on at the old one
  says('sw2', { kept: ['1001', '1002'] });
  await eventually(() => {
    expect(world.says.sw2?.kept).toEqual(['1002']);
  });
  says('sw1', { place: 'left', calls: 1, agentsInCall: [] });
  await eventually(() => {
    expect(world.says.sw2?.kept).toEqual([]);
  });
  expect(await world.place()).toEqual(['sw2', null, 'sw1']);
  says('sw1', { calls: 0 });
  const { finishedAt } = await world.reaches(id, 'done');
  expect(finishedAt).not.toBeNull();
  expect(await world.place()).toEqual(['sw2', null, null]);
  expect(world.nodes.sw2?.asked.filter((asked) => asked.includes('/1/ready'))).toEqual([]);
});

test.each([
  ['where it is at home', 'sw1', 'cluster.same_home'],
  ['to the admin node, which serves no calls', 'boss', 'cluster.no_home_for_tenants'],
  ['to nowhere', 'sw9', 'cluster.unknown_node'],
  ['to what is no name', 'Sw 2', 'platform.invalid_input'],
])('it is not moved %s', async (_where, to, code) => {
  await expect(world.move(to)).rejects.toMatchObject({ code });
});

test('nor to a node that is being emptied, nor twice at once', async () => {
  await world.sql("UPDATE config.node SET state = 'leaving' WHERE id = 'sw2'");
  await expect(world.move()).rejects.toMatchObject({ code: 'cluster.no_home_for_tenants' });
  await world.sql("UPDATE config.node SET state = 'active' WHERE id = 'sw2'");
  await world.move();
  await expect(world.move()).rejects.toMatchObject({ code: 'cluster.moves_already' });
});

test('a move is cancelled while the tenant is where it was, and not later', async () => {
  const { id } = await world.move();
  await world.reaches(id, 'pausing');
  await world.change((session) => world.moves.cancel(session, id));
  expect(await world.place()).toEqual(['sw1', null, null]);
  says('sw1', { place: 'paused' });
  const again = await world.move();
  await world.reaches(again.id, 'draining');
  for (const late of [id, again.id]) {
    const cancelled = world.change((session) => world.moves.cancel(session, late));
    await expect(cancelled).rejects.toMatchObject({ code: 'cluster.too_late_to_cancel' });
  }
});

test('an old home that does not pause goes on serving the tenant', async () => {
  const { id } = await world.move();
  await world.reaches(id, 'pausing');
  await world.age(id, 41);
  expect((await world.reaches(id, 'failed')).why).toBe('not_paused');
  expect(await world.place()).toEqual(['sw1', null, null]);
});

test('a target that lags is waited for, and given up', async () => {
  const { sw2 } = world.nodes;
  if (sw2 === undefined) throw new Error('no sw2');
  sw2.lagS = 30;
  // a look at a node is shared for a while: the move must not begin with one of before
  await eventually(async () => {
    expect((await world.get(NodeLooks).look('sw2')).seen.lagS).toBeGreaterThanOrEqual(30);
  });
  const { id } = await world.move();
  const asked = world.nodes.sw1?.asked.length ?? 0;
  await eventually(() => {
    expect(world.nodes.sw1?.asked.length).toBeGreaterThan(asked + 1);
  });
  expect(await world.place()).toEqual(['sw1', null, null]);
  await world.age(id, 61);
  expect((await world.reaches(id, 'failed')).why).toBe('target_lagging');
  sw2.lagS = 1;
});

test('the target goes away when the tenant is paused: it goes on where it was', async () => {
  const { id } = await world.move();
  await world.reaches(id, 'pausing');
  await world.nodes.sw2?.stopWeb();
  // before it is seen to be away, some time may go by with copying
  says('sw1', { place: 'paused' });
  await eventually(async () => {
    await world.age(id, 21);
    const move = await world.change((session) => world.moves.findMove(session, id));
    expect(move?.why).toMatch(/^(target_unreachable|copy_failed)$/);
  });
  expect(await world.place()).toEqual(['sw1', null, null]);
  await world.nodes.sw2?.startWeb();
});

test('what calls of before the pause cost is at the admin node before the new home begins', async () => {
  const { sw1 } = world.nodes;
  if (sw1 === undefined) throw new Error('no sw1');
  sw1.unsentMs = 3_600_000;
  says('sw1', { place: 'paused' });
  const late = await world.move();
  await world.reaches(late.id, 'copying');
  await world.age(late.id, 21);
  expect((await world.reaches(late.id, 'failed')).why).toBe('facts_waiting');
  expect(await world.place()).toEqual(['sw1', null, null]);

  const { id } = await world.move();
  await world.reaches(id, 'copying');
  sw1.unsentMs = null;
  await world.reaches(id, 'draining');
});

test('an admin node that is started anew goes on where the last one stopped', async () => {
  const { id } = await world.move();
  await world.reaches(id, 'pausing');
  await world.admin?.close();
  says('sw1', { place: 'paused' });
  await world.startAdmin();
  await world.reaches(id, 'draining');
  await world.admin?.close();
  says('sw1', { place: 'left' });
  says('sw2', { kept: [] });
  await world.startAdmin();
  await world.reaches(id, 'done');
});

test('of two processes one moves tenants, and the other when that one is gone', async () => {
  const first = world.admin;
  const { id } = await world.move();
  await world.reaches(id, 'pausing');
  await world.startAdmin();
  const holders = (): Promise<object[]> =>
    world.sql("SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 2000815402 AND granted");
  expect(await holders()).toHaveLength(1);
  await first?.close();
  says('sw1', { place: 'paused' });
  await world.reaches(id, 'draining');
  expect(await holders()).toHaveLength(1);
});

test('the tenants of a dead node are taken over with the last copy of their work, those of one that lives are not', async () => {
  await world.get(WorkCopier).run();
  expect(await world.sql('SELECT * FROM work.agent_duty')).toEqual(await dutyAt('sw1'));
  const expected = await dutyAt('sw1');
  const homes = await world.change((session) => world.moves.homes(session));
  const plan = (): Promise<Parameters<typeof world.moves.takeOver>[1]> =>
    world.moves.planTakeOver({ nodeId: 'sw1' }, homes);
  await expect(plan()).rejects.toMatchObject({ code: 'cluster.node_answers' });
  await world.nodes.sw1?.stop();
  const { homes: places } = await plan();
  expect([...places]).toEqual([[world.tenantId, 'sw2']]);
  const [move] = await world.change(async (session) => world.moves.takeOver(session, await plan(), 'Somebody'));
  await world.reaches(move?.id ?? '', 'draining');
  expect(await world.place()).toEqual(['sw2', null, null]);
  expect(await dutyAt('sw2')).toEqual(expected);
  says('sw2', { kept: ['1001'] });
  await world.reaches(move?.id ?? '', 'done');
  expect(world.says.sw2?.kept).toEqual([]);
  await world.nodes.sw1?.startEngine();
  await world.nodes.sw1?.startWeb();
});

test('calls of before go on at their node when the new home is taken over', async () => {
  await world.addNode('sw3');
  says('sw1', { place: 'paused' });
  const { id } = await world.move();
  await world.reaches(id, 'draining');
  says('sw1', { place: 'left', calls: 1, agentsInCall: ['1002'] });
  const homes = await world.change((session) => world.moves.homes(session));
  const plan = await world.moves.planTakeOver({ nodeId: 'sw2', to: 'sw3', force: true }, homes);
  const [taken] = await world.change((session) => world.moves.takeOver(session, plan, 'Somebody'));
  expect((await world.reaches(id, 'done')).why).toBeNull();
  expect((await world.place())[2]).toBe('sw1');
  await world.reaches(taken?.id ?? '', 'draining');
  expect(await world.place()).toEqual(['sw3', null, 'sw1']);
  says('sw3', { kept: ['1001', '1002'] });
  await eventually(() => {
    expect(world.says.sw3?.kept).toEqual(['1002']);
  });
  says('sw1', { calls: 0, agentsInCall: [] });
  await world.reaches(taken?.id ?? '', 'done');
  expect(await world.place()).toEqual(['sw3', null, null]);
  await world.sql("UPDATE config.tenant SET home_node_id = 'sw1'");
  await world.sql("DELETE FROM config.node WHERE id = 'sw3'");
  await world.nodes.sw3?.stop();
});

test('what the admin node keeps is of the move itself, and nothing that a former home says later', async () => {
  await world.get(WorkCopier).run();
  await world.at('sw1', 'UPDATE work.agent_duty SET phase = $1, reason = NULL, seq = 8', 'ready');
  says('sw1', { place: 'paused' });
  const { id } = await world.move();
  await world.reaches(id, 'draining');
  const moved = await dutyAt('sw2');
  expect(moved).toMatchObject([{ phase: 'ready', seq: 8 }]);
  expect(await world.sql('SELECT * FROM work.agent_duty')).toEqual(moved);

  await world.at('sw1', "UPDATE work.agent_duty SET phase = 'loggedOut', reason = 'moved', seq = 9");
  const work = world.get(WorkOfNodes);
  const late = await work.take('sw1', world.tenantId);
  if (late === null) throw new Error('no work at sw1');
  for (const why of ['copy', 'move'] as const) {
    expect(await work.keep(world.tenantId, late, 'sw1', why)).toBe(false);
  }
  expect(await world.sql('SELECT * FROM work.agent_duty')).toEqual(moved);
  await world.get(WorkCopier).run();
  expect(await world.sql('SELECT * FROM work.agent_duty')).toEqual(moved);
});

test('work of a later build goes along too: any table of the schema, whatever its columns', async () => {
  const table = `CREATE TABLE work.forwarding (tenant_id uuid, n bigint, secret bytea, "to" text[], note text)`;
  for (const node of ['sw1', 'sw2']) {
    await world.at(node, table);
    await world.at(node, 'GRANT SELECT, INSERT, UPDATE, DELETE ON work.forwarding TO callrack_operator');
  }
  // the target is a build behind with this one column, and ahead with another
  await world.at('sw2', "ALTER TABLE work.forwarding DROP COLUMN note, ADD COLUMN kind text DEFAULT 'always'");
  const row = "($1, 9007199254740993, '\\x00ff', ARRAY['a,b', NULL, '\"'], 'x'), ($2, 1, NULL, NULL, 'of another')";
  await world.at('sw1', `INSERT INTO work.forwarding VALUES ${row}`, world.tenantId, newId());
  says('sw1', { place: 'paused' });
  const { id } = await world.move();
  await world.reaches(id, 'draining');
  expect(await world.at('sw2', 'SELECT n::text, secret::text, "to", kind FROM work.forwarding')).toEqual([
    { n: '9007199254740993', secret: '\\x00ff', to: ['a,b', null, '"'], kind: 'always' },
  ]);
  for (const node of ['sw1', 'sw2']) await world.at(node, 'DROP TABLE work.forwarding');
});

test('work of a table that the target has not got is not lost on the way: the tenant stays', async () => {
  await world.at('sw1', 'CREATE TABLE work.newer AS SELECT $1::uuid AS tenant_id', world.tenantId);
  await world.at('sw1', 'GRANT SELECT ON work.newer TO callrack_operator');
  says('sw1', { place: 'paused' });
  const { id } = await world.move();
  await world.reaches(id, 'copying');
  await world.age(id, 21);
  expect((await world.reaches(id, 'failed')).why).toBe('copy_failed');
  expect(await world.place()).toEqual(['sw1', null, null]);
  await world.at('sw1', 'DROP TABLE work.newer');
});

test('a tenant is placed where least is to do', async () => {
  expect(await world.moves.suggestHome()).toBe('sw2');
  await eventually(async () => {
    expect(await world.moves.suggestHome('sw2')).toBe('sw1');
  });
});
