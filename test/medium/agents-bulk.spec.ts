import { newId } from '../../src/platform/database/new-id.js';
import { actorWith, tenantActor } from '../fixtures/gate-actors.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('many agents in one go', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  const create = (number: string) =>
    world.records.create(world.resources.agent, world.ours.admin, {
      number,
      name: `Agent ${number}`,
      extensionId: world.ours.extensionId,
    });
  const agentsOf = async (tenantId: string) =>
    world.query<{ number: string }>('SELECT number FROM config.agent WHERE tenant_id = $1 ORDER BY number', tenantId);
  const action = (name: string) => world.resources.agent.actions!.find((candidate) => candidate.name === name)!;
  const bulk = (input: Record<string, unknown>, actor = world.ours.admin) =>
    world.records.perform(world.resources.agent, action('createMany'), actor, '', input);
  const range = (change: object = {}) => ({
    from: '1000',
    to: '1049',
    namePrefix: 'Agent',
    makeExtensions: true,
    queueIds: [world.ours.queueId],
    ...change,
  });
  const removeAll = async () => {
    await world.query("DELETE FROM config.agent WHERE tenant_id = $1 AND number <> '7001'", world.ours.tenantId);
    await world.query("DELETE FROM config.extension WHERE tenant_id = $1 AND dn <> '1001'", world.ours.tenantId);
  };
  const setLimits = (limit: number) =>
    world.query(
      'UPDATE config.tenant SET agent_limit = $2, extension_limit = $2 WHERE id = $1',
      world.ours.tenantId,
      limit,
    );

  afterEach(async () => {
    await removeAll();
    await setLimits(100);
  });

  it('2000 to 2049 in one go, with telephones and a queue; each is in the audit log, the passwords are not', async () => {
    const already = (await world.auditOf(world.ours)).length;
    const result = await bulk(range({ from: '2000', to: '2049' }));
    expect(result.done.zh).toBe('已创建 50 个座席（2000–2049）和 50 个内线。请立即保存话机密码，之后不再显示');
    expect(result.done.en).toMatch(/^Created 50 agents \(2000–2049\) and 50 extensions\. Save the passwords/);
    const agents = await world.query<{ number: string; name: string; dn: string; queues: string }>(
      `SELECT number, name, dn, (SELECT count(*) FROM config.queue_agent WHERE agent_id = a.id) AS queues
       FROM config.agent a JOIN config.extension e ON e.id = a.extension_id
       WHERE a.tenant_id = $1 AND number LIKE '20%' ORDER BY number`,
      world.ours.tenantId,
    );
    expect(agents).toHaveLength(50);
    expect(agents[49]).toEqual({ number: '2049', name: 'Agent 2049', dn: '2049', queues: '1' });
    const audit = (await world.auditOf(world.ours)).slice(already);
    const ofAgents = audit.filter((entry) => entry.object_type === 'agent');
    expect(ofAgents).toHaveLength(50);
    expect(audit.filter((entry) => entry.object_type === 'extension')).toHaveLength(50);
    expect(ofAgents.find((entry) => entry.object_label === '2049 Agent 2049')).toMatchObject({
      action: 'createMany',
      before: null,
      after: { number: '2049', queueIds: [world.ours.queueId] },
    });
    const { csv, fileName } = result.data as { csv: string; fileName: string };
    expect(fileName).toBe('extensions-2000-2049.csv');
    const [heading, first, ...others] = csv.trim().split('\r\n');
    expect(heading).toMatch(/dn,label,user,password,server,port$/);
    expect(others).toHaveLength(49);
    const [dn, label, user, password = ''] = first!.split(',');
    expect([dn, label, user]).toEqual(['2000', 'Agent 2000', 'ours-2000']);
    expect(password.length).toBeGreaterThan(15);
    expect(JSON.stringify(audit)).not.toContain(password);
  });

  it('numbers that exist are told all at once, and nothing is created', async () => {
    for (const number of ['3003', '3017']) await create(number);
    await expect(bulk(range({ from: '3000', to: '3049' }))).rejects.toMatchObject({
      code: 'agents.agents_exist',
      numbers: ['3003', '3017'],
      text: { en: 'These agents exist already, none was created: 3003, 3017' },
    });
    expect(await agentsOf(world.ours.tenantId)).toHaveLength(3);
    expect(await world.query('SELECT dn FROM config.extension WHERE tenant_id = $1', world.ours.tenantId)).toEqual([
      { dn: '1001' },
    ]);
  });

  it('without making telephones those of the same numbers are taken; the missing ones are told all at once', async () => {
    await bulk(range({ from: '1001', to: '1001', makeExtensions: false }));
    expect(await agentsOf(world.ours.tenantId)).toEqual([{ number: '1001' }, { number: '7001' }]);
    await expect(bulk(range({ from: '1002', to: '1003', makeExtensions: false }))).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { makeExtensions: { en: expect.stringContaining('no extensions 1002, 1003.') } },
    });
  });

  it('a telephone that is there already is told, and nothing is created', async () => {
    await expect(bulk(range())).rejects.toMatchObject({ code: 'lines.extension_exists' });
    expect(await agentsOf(world.ours.tenantId)).toEqual([{ number: '7001' }]);
  });

  it('leading zeros are kept, and numbers of more than four digits have telephones of their own', async () => {
    await bulk(range({ from: '0009', to: '0011' }));
    expect((await agentsOf(world.ours.tenantId)).map((agent) => agent.number)).toEqual([
      '0009',
      '0010',
      '0011',
      '7001',
    ]);
    await expect(bulk(range({ from: '50000', to: '50001' }))).rejects.toMatchObject({
      fields: { makeExtensions: { en: expect.stringContaining('4 digits') } },
    });
  });

  it.each([
    ['to', { from: '1049', to: '1000' }],
    ['to', { from: '998', to: '1002' }],
    ['from', { from: '' }],
    ['namePrefix', { namePrefix: '' }],
    ['queueIds', { queueIds: [newId()] }],
  ])('a wrong %s is told at its field: %j', async (field, change) => {
    await expect(bulk(range(change))).rejects.toMatchObject({ fields: { [field]: expect.anything() } });
  });

  it('10,000 agents in one form are refused with a reason, before anything is done', async () => {
    await expect(bulk(range({ from: '0000', to: '9999' }))).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: {
        to: {
          zh: '一次最多创建 1000 个座席，请分多次创建',
          en: 'At most 1000 agents are created in one go; do it in several',
        },
      },
    });
    expect(await agentsOf(world.ours.tenantId)).toEqual([{ number: '7001' }]);
  });

  it('1,000 with telephones and a queue are one transaction of seconds', async () => {
    await setLimits(2000);
    const started = performance.now();
    await bulk(range({ from: '4000', to: '4999' }));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await agentsOf(world.ours.tenantId)).toHaveLength(1001);
  });

  it('more than the quota allows are refused, one by one and in bulk', async () => {
    await setLimits(2);
    await expect(bulk(range({ from: '5000', to: '5001' }))).rejects.toMatchObject({
      code: 'platform.quota_reached',
      text: { en: 'The quota is reached: at most 2 agents' },
    });
    await create('5000');
    await expect(create('5001')).rejects.toMatchObject({ code: 'platform.quota_reached' });
    expect(await agentsOf(world.theirs.tenantId)).toHaveLength(1);
  });

  it('who may make agents but no telephones makes no telephones this way either', async () => {
    const actor = actorWith(world.ours.tenantId, 'agent.read', 'agent.create');
    await expect(bulk(range({ from: '6000', to: '6001' }), actor)).rejects.toMatchObject({
      code: 'access.not_permitted',
    });
    await expect(bulk(range(), tenantActor(world.ours.tenantId, 'supervisor'))).rejects.toMatchObject({
      code: 'access.not_permitted',
    });
  });

  it("another tenant's queue is as unknown as one that never was", async () => {
    const errors = [];
    for (const id of [world.theirs.queueId, newId()]) {
      errors.push(await bulk(range({ queueIds: [id] })).catch((error: unknown) => error));
    }
    expect(errors[0]).toEqual(errors[1]);
  });
});
