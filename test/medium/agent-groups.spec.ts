import { AgentGroupsService } from '../../src/agents/agent-groups.service.js';
import { AgentMessagesService, MOST_MESSAGES } from '../../src/agents/agent-messages.service.js';
import { agentGroupsResource } from '../../src/console/resources/agent-groups.js';
import { References } from '../../src/platform/references/references.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { OperatorsRepository } from '../../src/platform/access/operators.repository.js';
import { OperatorsService } from '../../src/platform/access/operators.service.js';
import { RolesRepository } from '../../src/platform/access/roles.repository.js';
import type { RolesService } from '../../src/platform/access/roles.service.js';
import type { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('groups of agents, and what supervisors write to them', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(async () => {
    await world.stop();
  });

  const agentGroups = () => agentGroupsResource(world.get(AgentGroupsService));
  const asOurs = <T>(fn: (session: DbSession) => Promise<T>): Promise<T> =>
    world.databases.asTenant(world.ours.tenantId, fn);

  it('a group holds agents of its own tenant only', async () => {
    const groups = world.get(AgentGroupsService);
    const { tenantId, agentId } = world.ours;
    const made = await asOurs((session) =>
      groups.createGroup(session, tenantId, { name: 'Early', agentIds: [agentId] }),
    );
    expect(made).toMatchObject({ version: 1, name: 'Early', agentIds: [agentId] });
    const theirs = asOurs((session) =>
      groups.createGroup(session, tenantId, { name: 'Late', agentIds: [world.theirs.agentId] }),
    );
    await expect(theirs).rejects.toMatchObject({ code: 'platform.invalid_input' });
    const again = asOurs((session) => groups.createGroup(session, tenantId, { name: 'Early' }));
    await expect(again).rejects.toMatchObject({ code: 'agents.group_exists' });
    const emptied = await asOurs((session) => groups.updateGroup(session, made.id, 1, { name: 'Early', agentIds: [] }));
    expect(emptied).toMatchObject({ version: 2, agentIds: [] });
  });

  it('who looks after some groups reaches their agents and no others; nobody once the group is gone', async () => {
    const groups = world.get(AgentGroupsService);
    const { tenantId, agentId, admin } = world.ours;
    const [full, empty] = await asOurs(async (session) => [
      await groups.createGroup(session, tenantId, { name: 'Full', agentIds: [agentId] }),
      await groups.createGroup(session, tenantId, { name: 'Empty' }),
    ]);
    const reaches = (groupIds: readonly string[] | undefined) =>
      asOurs((session) =>
        groups.mustReach(session, { ...admin, ...(groupIds === undefined ? {} : { groupIds }) }, [agentId]),
      );
    await reaches(undefined);
    await reaches([empty.id, full.id]);
    await expect(reaches([empty.id])).rejects.toMatchObject({ code: 'agents.not_in_your_groups', httpStatus: 403 });
    await asOurs((session) => groups.removeGroup(session, full.id));
    await expect(reaches([full.id])).rejects.toMatchObject({ code: 'agents.not_in_your_groups' });
  });

  it('a group that a supervisor is limited to is not deleted: they would be limited no more', async () => {
    const groups = world.get(AgentGroupsService);
    const [operators, roles] = [new OperatorsRepository(), new RolesRepository()];
    // tells the register whom it has
    new OperatorsService(operators, roles, {} as RolesService, {} as Passwords, world.get(References));
    const { tenantId } = world.ours;
    const { id } = await asOurs((session) => groups.createGroup(session, tenantId, { name: 'Looked after' }));
    await world.query(
      `INSERT INTO access.operator (id, tenant_id, login, name, language, builtin_role, password_hash, agent_group_ids)
       VALUES ($1, $2, 'wang', 'Wang', 'zh', 'supervisor', 'x', ARRAY[$3]::uuid[])`,
      newId(),
      tenantId,
      id,
    );
    const removed = asOurs((session) => groups.removeGroup(session, id));
    await expect(removed).rejects.toMatchObject({ code: 'platform.in_use', text: { zh: /操作员 wang/ } });
    await world.query("DELETE FROM access.operator WHERE login = 'wang'");
    await asOurs((session) => groups.removeGroup(session, id));
  });

  it('a message has several lines; of all tenants the old ones go', async () => {
    const messages = world.get(AgentMessagesService);
    const { tenantId, agentId } = world.ours;
    const [sent] = await asOurs((session) =>
      messages.send(session, tenantId, { name: 'Wang' }, [agentId], { text: ' first\r\n\tsecond\n' }),
    );
    expect(sent?.text).toBe('first\n\tsecond');
    const bell = asOurs((session) => messages.send(session, tenantId, { name: 'W' }, [agentId], { text: 'a\u0007b' }));
    await expect(bell).rejects.toMatchObject({ code: 'platform.invalid_input' });
    const sweep = () => world.databases.transaction('operator', (session) => messages.forgetOld(session));
    const kept = async () => (await asOurs((session) => messages.messagesOf(session, agentId))).map(({ id }) => id);
    await sweep();
    expect(await kept()).toContain(sent?.id);
    await world.query(`UPDATE live.agent_message SET at = now() - interval '31 days' WHERE id = $1`, sent?.id ?? '');
    await sweep();
    expect(await kept()).not.toContain(sent?.id);
  });

  it('a supervisor of other groups neither commands an agent, writes to them nor makes them a PIN, and nothing is kept of it', async () => {
    const { admin, agentId } = world.ours;
    const { agent } = world.resources;
    const stranger = { ...admin, groupIds: ['01a20604-4127-7b0f-8ce7-e299298db94b'] };
    const before = (await world.auditOf(world.ours)).length;
    for (const [name, input] of [
      ['goNotReady', {}],
      ['message', { text: 'Come here' }],
      ['newPin', {}],
    ] as const) {
      const action = agent.actions?.find((one) => one.name === name);
      const done = world.records.perform(agent, action!, stranger, agentId, input);
      await expect(done).rejects.toMatchObject({ code: 'agents.not_in_your_groups' });
    }
    expect(await world.auditOf(world.ours)).toHaveLength(before);
    const message = agent.actions?.find(({ name }) => name === 'message');
    await world.records.perform(agent, message!, admin, agentId, { text: 'Come here' });
    expect((await world.auditOf(world.ours)).at(-1)).toMatchObject({ action: 'message', object_id: agentId });
  });

  it('who is limited to some groups changes none', async () => {
    const limited = { ...world.ours.admin, groupIds: ['01a20604-4127-7b0f-8ce7-e299298db94b'] };
    const made = asOurs((session) => agentGroups().create!(session, { name: 'Mine' }, limited));
    await expect(made).rejects.toMatchObject({ code: 'access.not_permitted' });
    const mine = await asOurs((session) => agentGroups().create!(session, { name: 'Mine' }, world.ours.admin));
    const { id, version } = mine.record as { readonly id: string; readonly version: number };
    const agentIds = [world.ours.agentId];
    const grown = asOurs((session) => agentGroups().update!(session, id, version, { name: 'Mine', agentIds }, limited));
    await expect(grown).rejects.toMatchObject({ code: 'access.not_permitted' });
  });

  it('of an agent the newest messages are kept, and each is read once', async () => {
    const messages = world.get(AgentMessagesService);
    const { tenantId, agentId } = world.ours;
    const kept = await asOurs(async (session) => {
      for (let n = 0; n <= MOST_MESSAGES; n += 1)
        await messages.send(session, tenantId, { name: 'Wang' }, [agentId], { text: `no. ${n}` });
      return messages.messagesOf(session, agentId);
    });
    expect(kept).toHaveLength(MOST_MESSAGES);
    expect(kept.map(({ text }) => text)).toContain(`no. ${MOST_MESSAGES}`);
    const id = kept[0]?.id ?? '';
    await asOurs((session) => messages.markRead(session, agentId, id));
    const read = await asOurs((session) => messages.messagesOf(session, agentId));
    const at = read.find((one) => one.id === id)?.readAt;
    expect(at).not.toBeNull();
    await asOurs((session) => messages.markRead(session, agentId, id));
    const again = await asOurs((session) => messages.messagesOf(session, agentId));
    expect(again.find((one) => one.id === id)?.readAt).toEqual(at);
    const theirs = asOurs((session) => messages.markRead(session, world.theirs.agentId, id));
    await expect(theirs).rejects.toMatchObject({ code: 'platform.not_found' });
  });
});
