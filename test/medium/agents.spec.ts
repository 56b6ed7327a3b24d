import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { AgentsService } from '../../src/agents/agents.service.js';
import type { AgentRecord } from '../../src/agents/core/agent-record.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { References } from '../../src/platform/references/references.js';
import { actorWith } from '../fixtures/gate-actors.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('agents at the console', () => {
  let world: TwoTenants;
  let home: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'callrack-agents-'));
    world = await TwoTenants.start({ CALLRACK_HOME: home });
  });
  afterAll(async () => {
    await world.stop();
    rmSync(home, { recursive: true });
  });

  const agentInput = (number: string, change: object = {}) => ({
    number,
    name: `Agent ${number}`,
    extensionId: world.ours.extensionId,
    queueIds: [world.ours.queueId],
    ...change,
  });
  const create = async (input: Record<string, unknown>, party = world.ours) =>
    (await world.records.create(world.resources.agent, party.admin, input)).record as AgentRecord;
  const update = (id: string, version: number, input: Record<string, unknown>, party = world.ours) =>
    world.records.update(world.resources.agent, party.admin, id, version, input);
  const remove = (id: string, party = world.ours) => world.records.remove(world.resources.agent, party.admin, id);
  const find = async (id: string, party = world.ours) =>
    (await world.records.find(world.resources.agent, party.admin, id))?.record as AgentRecord | undefined;
  const agentsOf = async (tenantId: string) =>
    world.query<{ number: string }>('SELECT number FROM config.agent WHERE tenant_id = $1 ORDER BY number', tenantId);
  const versionOfQueue = async () =>
    (await world.query<{ version: number }>('SELECT version FROM config.queue WHERE id = $1', world.ours.queueId))[0]
      ?.version;

  it('a new PIN is shown once; the engine has what it is compared with, people and the audit log have not', async () => {
    const made = await create(agentInput('1150'));
    const action = world.resources.agent.actions?.find(({ name }) => name === 'newPin');
    const { once } = await world.records.perform(world.resources.agent, action!, world.ours.admin, made.id, {});
    const pin = /[0-9]{6}$/.exec(once?.en ?? '')?.[0] ?? '';
    const agents = world.get(AgentsService);
    const profiles = await world.databases.snapshot('node', (session) => agents.listAgents(session));
    const { pinHash = '' } = profiles.find(({ id }) => id === made.id) ?? {};
    expect(await agents.isRightPin(pinHash, pin)).toBe(true);
    expect(await agents.isRightPin(pinHash, '000000' === pin ? '111111' : '000000')).toBe(false);
    const told = JSON.stringify([await find(made.id), await world.auditOf(world.ours)]);
    expect(told).not.toContain(pin);
    expect(told).not.toContain(pinHash);
    const unread = world.databases.snapshotOfTenant(world.ours.tenantId, (session) =>
      session.query('SELECT pin_hash FROM config.agent'),
    );
    await expect(unread).rejects.toThrow(/permission denied/);

    const takeBack = world.resources.agent.actions?.find(({ name }) => name === 'removePin');
    await world.records.perform(world.resources.agent, takeBack!, world.ours.admin, made.id, {});
    const without = await world.databases.snapshot('node', (session) => agents.listAgents(session));
    expect(without.find(({ id }) => id === made.id)).not.toHaveProperty('pinHash');
    await remove(made.id);
  });

  it('the numbers that may be shown are the company’s own, and are not taken away meanwhile', async () => {
    const number = (party: typeof world.ours) =>
      world.query<{ id: string }>('SELECT id FROM config.access_number WHERE tenant_id = $1', party.tenantId);
    const [[ours], [theirs]] = await Promise.all([number(world.ours), number(world.theirs)]);
    const made = await create(agentInput('1151', { callerNumberIds: [ours!.id] }));
    expect(made.callerNumberIds).toEqual([ours!.id]);
    expect((await update(made.id, 1, agentInput('1151'))).record).toMatchObject({ callerNumberIds: [ours!.id] });
    await expect(create(agentInput('1152', { callerNumberIds: [theirs!.id] }))).rejects.toMatchObject({
      fields: { callerNumberIds: expect.anything() },
    });
    const uses = await world.databases.snapshotOfTenant(world.ours.tenantId, (session) =>
      world.get(References).usesOf(session, { kind: 'access_number', id: ours!.id }),
    );
    expect(uses).toContainEqual({ kind: 'agent', id: made.id, label: '1151 Agent 1151' });
    await remove(made.id);
  });

  it('is created, found, listed by queue, changed and removed; each is in the audit log', async () => {
    const made = await create(agentInput('1100'));
    expect(made).toEqual({
      ...agentInput('1100'),
      id: made.id,
      version: 1,
      skills: '',
      areas: '',
      callerNumberIds: [],
      openLine: 'no',
    });
    expect(await find(made.id)).toEqual(made);
    const ofQueue = { ...WHOLE_LIST, filter: { queueIds: world.ours.queueId, number: '110' } };
    const { found, total } = await world.records.page(world.resources.agent, world.ours.admin, ofQueue);
    expect({ total, numbers: found.map(({ record }) => (record as AgentRecord).number) }).toEqual({
      total: 1,
      numbers: ['1100'],
    });

    await update(made.id, 1, agentInput('1101', { name: '张三', queueIds: [] }));
    expect(await find(made.id)).toMatchObject({ number: '1101', name: '张三', version: 2, queueIds: [] });
    await remove(made.id);
    expect(await find(made.id)).toBeUndefined();

    const audit = (await world.auditOf(world.ours)).filter((entry) => entry.object_id === made.id);
    expect(audit).toMatchObject([
      { action: 'create', object_type: 'agent', object_label: '1100 Agent 1100', before: null },
      {
        action: 'update',
        object_label: '1101 张三',
        before: { number: '1100', name: 'Agent 1100', queueIds: [world.ours.queueId] },
        after: { number: '1101', name: '张三', queueIds: [] },
      },
      { action: 'delete', object_label: '1101 张三', after: null },
    ]);
    expect(Object.keys(audit[1]?.after ?? {}).sort()).toEqual(['name', 'number', 'queueIds']);
  });

  it('queues left out of a change stay as they are', async () => {
    const made = await create(agentInput('1105'));
    await update(made.id, 1, { number: '1106', name: 'Agent', extensionId: world.ours.extensionId });
    expect(await find(made.id)).toMatchObject({ number: '1106', queueIds: [world.ours.queueId] });
    await remove(made.id);
  });

  it('the same number twice is refused; the other tenant has that very number', async () => {
    await expect(create(agentInput('7001'))).rejects.toMatchObject({ code: 'agents.agent_exists', httpStatus: 409 });
    const made = await create(agentInput('7002'));
    await expect(update(made.id, 1, agentInput('7001'))).rejects.toMatchObject({ code: 'agents.agent_exists' });
    expect(await agentsOf(world.theirs.tenantId)).toEqual([{ number: '7001' }]);
    await remove(made.id);
  });

  it.each([
    ['number', { number: '10a1' }],
    ['number', { number: '12345678901' }],
    ['name', { name: '   ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['name', { name: 'two\nlines' }],
    ['extensionId', { extensionId: null }],
    ['extensionId', { extensionId: "' OR true --" }],
    ['queueIds', { queueIds: ['nothing'] }],
    ['queueIds', { queueIds: { length: 1 } }],
  ])('a wrong %s is told at its field, in both languages: %j', async (field, change) => {
    await expect(create(agentInput('1110', change))).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { [field]: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[ -~]+$/) } },
    });
  });

  it.each([['<script>alert(1)</script>'], ['🎧 座席 👩‍💼'], ['名'.repeat(200)], ["Robert'); DROP TABLE agent;--"]])(
    'the name %s is kept as it is',
    async (name) => {
      const made = await create(agentInput('1111', { name }));
      expect(await find(made.id)).toMatchObject({ name });
      await remove(made.id);
    },
  );

  it("another tenant's telephone or queue is as unknown as one that never was", async () => {
    const never = newId();
    for (const party of [world.ours, world.theirs]) {
      const other = party === world.ours ? world.theirs : world.ours;
      const errors = [];
      for (const change of [
        { extensionId: other.extensionId, queueIds: [] },
        { extensionId: never, queueIds: [] },
        { extensionId: party.extensionId, queueIds: [other.queueId] },
        { extensionId: party.extensionId, queueIds: [never] },
      ]) {
        errors.push(await create(agentInput('1112', change), party).catch((error: unknown) => error));
      }
      expect(errors[0]).toMatchObject({ code: 'platform.invalid_input', fields: { extensionId: expect.anything() } });
      expect(errors[0]).toEqual(errors[1]);
      expect(errors[2]).toMatchObject({ code: 'platform.invalid_input', fields: { queueIds: expect.anything() } });
      expect(errors[2]).toEqual(errors[3]);
    }
  });

  it("another tenant's agent is not found, changed, removed or commanded, as one that never was", async () => {
    for (const id of [world.theirs.agentId, newId(), 'no id at all']) {
      expect(await find(id)).toBeUndefined();
      await expect(update(id, 1, agentInput('1113'))).rejects.toMatchObject({ code: 'platform.not_found' });
      await expect(remove(id)).rejects.toMatchObject({ code: 'platform.not_found' });
    }
    expect(await find(world.theirs.agentId, world.theirs)).toMatchObject({ number: '7001', version: 1 });
  });

  it('of two who save the same agent the later is told, and nothing of theirs is saved', async () => {
    const made = await create(agentInput('1114'));
    await update(made.id, 1, agentInput('1114', { name: 'first' }));
    await expect(update(made.id, 1, agentInput('1114', { name: 'second', queueIds: [] }))).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
      httpStatus: 409,
    });
    expect(await find(made.id)).toMatchObject({ name: 'first', queueIds: [world.ours.queueId] });
    await remove(made.id);
  });

  it('whoever has a queue open in a form is told when its agents have changed', async () => {
    const before = await versionOfQueue();
    const made = await create(agentInput('1115'));
    expect(await versionOfQueue()).toBe(before! + 1);
    await update(made.id, 1, agentInput('1115', { name: 'renamed only' }));
    expect(await versionOfQueue()).toBe(before! + 1);
    await update(made.id, 2, agentInput('1115', { queueIds: [] }));
    expect(await versionOfQueue()).toBe(before! + 2);
    await remove(made.id);
  });

  it('an agent has memberships of queues, and no more of them after being removed', async () => {
    const made = await create(agentInput('1116'));
    await remove(made.id);
    expect(await world.query('SELECT * FROM config.queue_agent WHERE agent_id = $1', made.id)).toEqual([]);
  });

  it('who may only read changes nothing', async () => {
    const reader = actorWith(world.ours.tenantId, 'agent.read');
    const denied = { code: 'access.not_permitted', httpStatus: 403 };
    await expect(world.records.create(world.resources.agent, reader, agentInput('1117'))).rejects.toMatchObject(denied);
    await expect(
      world.records.update(world.resources.agent, reader, world.ours.agentId, 1, agentInput('1117')),
    ).rejects.toMatchObject(denied);
    await expect(world.records.remove(world.resources.agent, reader, world.ours.agentId)).rejects.toMatchObject(denied);
    expect(await world.records.find(world.resources.agent, reader, world.ours.agentId)).toBeDefined();
  });

  it('the engine gets the agents of all its tenants, with their queues', async () => {
    const listed = await world.databases.snapshot('node', (session) => world.get(AgentsService).listAgents(session));
    expect(listed.map(({ id, queueIds }) => ({ id, queueIds }))).toEqual(
      [world.ours, world.theirs].map(({ agentId, queueId }) => ({ id: agentId, queueIds: [queueId] })),
    );
  });

  describe('commanded', () => {
    let engine: Server;
    const heard: { path: string | undefined; body: string }[] = [];
    /** What the engine answers; undefined: nothing at all. */
    let answer: { status: number; body: object };

    const perform = (name: string, id: string, input: Record<string, unknown> = {}, actor = world.ours.admin) => {
      const action = world.resources.agent.actions?.find((candidate) => candidate.name === name);
      return world.records.perform(world.resources.agent, action!, actor, id, input);
    };

    beforeAll(async () => {
      engine = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          heard.push({ path: request.url, body });
          response.writeHead(answer.status, { 'Content-Type': 'application/json' });
          response.end(JSON.stringify(answer.body));
        });
      });
      mkdirSync(dirname(world.settings.localApiSocket), { recursive: true });
      engine.listen(world.settings.localApiSocket);
      await once(engine, 'listening');
    });
    beforeEach(() => {
      heard.length = 0;
      answer = { status: 200, body: { tenant: 'ours', number: '7001', phase: 'ready' } };
    });
    afterAll(() => {
      engine.close();
    });

    it.each([
      ['logIn', {}, '/v1/agents/ours/7001/login', '{}'],
      ['logOut', {}, '/v1/agents/ours/7001/logout', '{}'],
      ['goReady', {}, '/v1/agents/ours/7001/ready', '{}'],
      ['goNotReady', {}, '/v1/agents/ours/7001/not-ready', '{}'],
      ['goNotReady', { reason: '开会' }, '/v1/agents/ours/7001/not-ready', '{"reason":"开会"}'],
    ])('%s %j goes to the engine, and into the audit log', async (name, input, path, body) => {
      await perform(name, world.ours.agentId, input);
      expect(heard).toEqual([{ path, body }]);
      expect((await world.auditOf(world.ours)).at(-1)).toMatchObject({
        action: name,
        object_type: 'agent',
        object_id: world.ours.agentId,
        object_label: '7001 Agent',
        ...(Object.keys(input).length > 0 ? { after: input } : {}),
      });
    });

    it('what the engine refuses is told in its words, and kept as refused', async () => {
      const already = (await world.auditOf(world.ours)).length;
      answer = {
        status: 409,
        body: { code: 'acd.agent_not_logged_in', message: { zh: '座席未签入', en: 'The agent is not logged in' } },
      };
      await expect(perform('goReady', world.ours.agentId)).rejects.toMatchObject({ code: 'acd.agent_not_logged_in' });
      expect((await world.auditOf(world.ours)).slice(already)).toMatchObject([
        { action: 'goReady', object_id: world.ours.agentId },
        { action: 'goReady', object_id: world.ours.agentId, after: { failure: 'acd.agent_not_logged_in' } },
      ]);
    });

    it('the engine hears nothing of what could not be kept', async () => {
      await world.query("ALTER TABLE access.audit_entry ADD CONSTRAINT no_more CHECK (action <> 'logOut') NOT VALID");
      try {
        await expect(perform('logOut', world.ours.agentId)).rejects.toThrow('no_more');
      } finally {
        await world.query('ALTER TABLE access.audit_entry DROP CONSTRAINT no_more');
      }
      expect(heard).toEqual([]);
    });

    it("another tenant's agent is not commanded, nor any by who may not", async () => {
      for (const id of [world.theirs.agentId, newId()]) {
        await expect(perform('logOut', id)).rejects.toMatchObject({ code: 'platform.not_found' });
      }
      const reader = actorWith(world.ours.tenantId, 'agent.read');
      await expect(perform('logOut', world.ours.agentId, {}, reader)).rejects.toMatchObject({
        code: 'access.not_permitted',
      });
      expect(heard).toEqual([]);
    });
  });
});
