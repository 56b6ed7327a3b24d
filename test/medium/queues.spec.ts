import { ONLY_MUSIC } from '../../src/acd/core/queue-waiting.js';
import type { QueueWithAgents } from '../../src/console/resources/queues.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('queues at the console', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  const queueInput = (number: string, change: object = {}) => ({
    number,
    name: `Queue ${number}`,
    ringTimeoutS: '20',
    maxWaitS: '0',
    overflow: { to: 'hangUp' },
    wrapUpS: '5',
    record: 'true',
    answerBeforeAgent: false,
    agentIds: [],
    ...change,
  });
  const create = async (input: Record<string, unknown>, party = world.ours) =>
    (await world.records.create(world.resources.queue, party.admin, input)).record as QueueWithAgents;
  const update = (id: string, version: number, input: Record<string, unknown>, party = world.ours) =>
    world.records.update(world.resources.queue, party.admin, id, version, input);
  const remove = (id: string, party = world.ours) => world.records.remove(world.resources.queue, party.admin, id);
  const find = async (id: string, party = world.ours) =>
    (await world.records.find(world.resources.queue, party.admin, id))?.record as QueueWithAgents | undefined;

  it('is created with its agents, found, listed, changed and removed; each is in the audit log', async () => {
    const overflow = { to: 'play', promptId: world.ours.promptId };
    const made = await create(
      queueInput('2100', { agentIds: [world.ours.agentId], overflow: JSON.stringify(overflow) }),
    );
    expect(made).toEqual({
      id: made.id,
      version: 1,
      number: '2100',
      name: 'Queue 2100',
      ringTimeoutS: 20,
      maxWaitS: 0,
      overflow,
      wrapUpS: 5,
      record: true,
      answerBeforeAgent: false,
      ...{ serviceLevelS: 20, shortAbandonS: 5, evaluationFlowId: null, evaluationFromS: 10 },
      ...{ strategy: 'longest_idle', skill: '', skillLevel: 0, skillSteps: '', shares: '' },
      ...{ stickyS: 0, byArea: false, headStartS: 0 },
      ...ONLY_MUSIC,
      ...{ callbackKey: '', callbackFromS: 30, callbackDays: [1, 2, 3, 4, 5, 6, 7], callbackFrom: '00:00' },
      ...{ callbackTo: '00:00', callbackExpiryS: 14_400, callbackTries: 3, callbackPauseS: 600 },
      ...{ callerNumberIds: [], dispositionRequired: false },
      agentIds: [world.ours.agentId],
    });
    expect(await find(made.id)).toEqual(made);
    const { found, total } = await world.records.page(world.resources.queue, world.ours.admin, {
      ...WHOLE_LIST,
      sort: { by: 'number', descending: true },
    });
    expect({ total, ids: found.map(({ record }) => record.id) }).toEqual({
      total: 2,
      ids: [made.id, world.ours.queueId],
    });

    await update(made.id, 1, queueInput('2101', { ringTimeoutS: 30, serviceLevelS: '15', shortAbandonS: '0' }));
    const changed = { number: '2101', ringTimeoutS: 30, serviceLevelS: 15, shortAbandonS: 0, version: 2, agentIds: [] };
    expect(await find(made.id)).toMatchObject(changed);
    await remove(made.id);
    expect(await find(made.id)).toBeUndefined();

    const audit = (await world.auditOf(world.ours)).filter((entry) => entry.object_id === made.id);
    expect(audit).toMatchObject([
      { action: 'create', object_type: 'queue', object_label: '2100 Queue 2100', before: null, after: { overflow } },
      {
        action: 'update',
        before: { number: '2100', ringTimeoutS: 20, agentIds: [world.ours.agentId], overflow },
        after: { number: '2101', ringTimeoutS: 30, agentIds: [], overflow: { to: 'hangUp' } },
      },
      { action: 'delete', after: null },
    ]);
  });

  it('the same number twice is refused; the other tenant has that very number', async () => {
    await expect(create(queueInput('2000'))).rejects.toMatchObject({ code: 'acd.queue_exists', httpStatus: 409 });
    const theirs = await create(queueInput('2100'), world.theirs);
    const ours = await create(queueInput('2100'));
    await expect(update(ours.id, 1, queueInput('2000'))).rejects.toMatchObject({ code: 'acd.queue_exists' });
    await remove(theirs.id, world.theirs);
    await remove(ours.id);
  });

  it.each([
    ['number', { number: '' }],
    ['name', { name: '' }],
    ['ringTimeoutS', { ringTimeoutS: '0' }],
    ['ringTimeoutS', { ringTimeoutS: 'soon' }],
    ['maxWaitS', { maxWaitS: 86_401 }],
    ['wrapUpS', { wrapUpS: 1.5 }],
    ['serviceLevelS', { serviceLevelS: 0 }],
    ['shortAbandonS', { shortAbandonS: '301' }],
    ['record', { record: 'perhaps' }],
    ['overflow', { overflow: null }],
    ['overflow', { overflow: 'queue 2000' }],
    ['overflow', { overflow: { to: 'queue' } }],
    ['overflow', { overflow: { to: 'moon', moonId: newId() } }],
  ])('a wrong %s is told at its field, in both languages: %j', async (field, change) => {
    await expect(create(queueInput('2110', change))).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { [field]: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[ -~]+$/) } },
    });
  });

  it.each([['<script>alert(1)</script>'], ['☎️ 售后 👩‍💼'], ['队'.repeat(200)]])(
    'the name %s is kept as it is',
    async (name) => {
      const made = await create(queueInput('2111', { name }));
      expect(await find(made.id)).toMatchObject({ name });
      await remove(made.id);
    },
  );

  it("another tenant's things for overflow or agents are as unknown as what never was", async () => {
    const { theirs } = world;
    const choices: [string, (id: string) => object, string][] = [
      ['overflow', (id) => ({ overflow: { to: 'queue', queueId: id } }), theirs.queueId],
      ['overflow', (id) => ({ overflow: { to: 'menu', menuId: id } }), theirs.menuId],
      ['overflow', (id) => ({ overflow: { to: 'extension', extensionId: id } }), theirs.extensionId],
      ['overflow', (id) => ({ overflow: { to: 'play', promptId: id } }), theirs.promptId],
      ['whenNobody', (id) => ({ whenNobody: { to: 'menu', menuId: id } }), theirs.menuId],
      ['whenFull', (id) => ({ whenFull: { to: 'queue', queueId: id } }), theirs.queueId],
      ['firstPromptId', (id) => ({ firstPromptId: id }), theirs.promptId],
      ['periodicPromptId', (id) => ({ periodicPromptId: id }), theirs.promptId],
      ['agentIds', (id) => ({ agentIds: [id] }), theirs.agentId],
    ];
    for (const [field, changeTo, id] of choices) {
      const foreign = await create(queueInput('2112', changeTo(id))).catch((error: unknown) => error);
      const never = await create(queueInput('2112', changeTo(newId()))).catch((error: unknown) => error);
      expect(foreign).toMatchObject({ code: 'platform.invalid_input', fields: { [field]: expect.anything() } });
      expect(foreign).toEqual(never);
      const changed = update(world.ours.queueId, 1, queueInput('2000', changeTo(id)));
      await expect(changed).rejects.toMatchObject({ code: 'platform.invalid_input' });
    }
    expect(await find(world.ours.queueId)).toMatchObject({ version: 1, agentIds: [world.ours.agentId] });
  });

  it("another tenant's queue is not found, changed or removed, as one that never was", async () => {
    for (const id of [world.theirs.queueId, newId(), '../2000']) {
      expect(await find(id)).toBeUndefined();
      await expect(update(id, 1, queueInput('2113'))).rejects.toMatchObject({ code: 'platform.not_found' });
      await expect(remove(id)).rejects.toMatchObject({ code: 'platform.not_found' });
    }
  });

  it('what callers hear who wait, and where they are sent, is kept; a queue that they are sent to is kept', async () => {
    const { promptId } = world.ours;
    const other = await create(queueInput('2121'));
    const waiting = {
      firstPromptId: promptId,
      periodicPromptId: promptId,
      periodicEveryS: 90,
      tells: 'both',
      tellsFromS: 5,
      tellsEveryS: 45,
      announcesAgent: true,
      fullAt: 20,
      whenFull: { to: 'queue', queueId: other.id },
      whenNobody: { to: 'play', promptId },
      whenOnBreak: null,
    };
    const asText = { whenFull: JSON.stringify(waiting.whenFull), whenOnBreak: 'null', periodicEveryS: '90' };
    const made = await create(queueInput('2120', { ...waiting, ...asText }));
    expect(made).toMatchObject(waiting);
    expect(await find(made.id)).toEqual(made);
    await expect(remove(other.id)).rejects.toMatchObject({ code: 'platform.in_use' });
    const back = await update(made.id, 1, queueInput('2120'));
    expect(back.record).toMatchObject({ ...ONLY_MUSIC, version: 2 });
    await remove(other.id);
    await remove(made.id);
  });

  it('an overflow into the queue itself is refused, however its id is written', async () => {
    const made = await create(queueInput('2114'));
    for (const queueId of [made.id, made.id.toUpperCase()]) {
      await expect(
        update(made.id, 1, queueInput('2114', { overflow: { to: 'queue', queueId } })),
      ).rejects.toMatchObject({ fields: { overflow: { en: expect.stringContaining('this same queue') } } });
      await expect(
        update(made.id, 1, queueInput('2114', { whenNobody: { to: 'queue', queueId } })),
      ).rejects.toMatchObject({ fields: { whenNobody: { en: expect.stringContaining('this same queue') } } });
    }
    await remove(made.id);
  });

  it('of two who save the same queue the later is told, and nothing of theirs is saved', async () => {
    const made = await create(queueInput('2115', { agentIds: [world.ours.agentId] }));
    await update(made.id, 1, queueInput('2115', { name: 'first', agentIds: [world.ours.agentId] }));
    await expect(update(made.id, 1, queueInput('2115', { name: 'second' }))).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
    });
    expect(await find(made.id)).toMatchObject({ name: 'first', agentIds: [world.ours.agentId] });
    await remove(made.id);
  });

  it('whoever has an agent open in a form is told when their queues have changed', async () => {
    const versionOfAgent = async () =>
      (await world.query<{ version: number }>('SELECT version FROM config.agent WHERE id = $1', world.ours.agentId))[0]!
        .version;
    const before = await versionOfAgent();
    const made = await create(queueInput('2116', { agentIds: [world.ours.agentId] }));
    expect(await versionOfAgent()).toBe(before + 1);
    await update(made.id, 1, queueInput('2116', { name: 'renamed only', agentIds: [world.ours.agentId] }));
    expect(await versionOfAgent()).toBe(before + 1);
    await update(made.id, 2, queueInput('2116'));
    expect(await versionOfAgent()).toBe(before + 2);
    await remove(made.id);
  });

  it('its agents are listed by number, in whatever order they were chosen', async () => {
    const numbers = ['1200', '999', '1100'];
    const agents: string[] = [];
    for (const number of numbers) {
      const input = { number, name: `Agent ${number}`, extensionId: world.ours.extensionId };
      agents.push((await world.records.create(world.resources.agent, world.ours.admin, input)).record.id);
    }
    const made = await create(queueInput('2118', { agentIds: agents }));
    expect(made.agentIds).toEqual([agents[1], agents[2], agents[0]]);
    await remove(made.id);
    for (const id of agents) await world.records.remove(world.resources.agent, world.ours.admin, id);
  });

  it('agents serve a removed queue no longer; they are no reason to keep it', async () => {
    const made = await create(queueInput('2117', { agentIds: [world.ours.agentId] }));
    await remove(made.id);
    expect(await world.query('SELECT * FROM config.queue_agent WHERE queue_id = $1', made.id)).toEqual([]);
  });
});
