import { newId } from '../../src/platform/database/new-id.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';
import { hearEachOther, saying, TONES, type Hearing } from '../fixtures/sip/hearing.js';

const [CUSTOMER_HZ, AGENT_HZ, BOSS_HZ] = TONES;

const ZH = { listen: '监听', extension: '用这部内线的话机' };
const EN: Words = { listen: 'Listen', extension: 'By the telephone of this extension' };
type Words = typeof ZH;

describe('a supervisor at the live page', () => {
  const scene = useBox('supervisor-console', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { tenant, hotline: await config.hotline(tenant, 1), boss: await config.extension(tenant) };
  });
  let browser: TestBrowser;
  const people: Person[] = [];

  beforeAll(async () => {
    const { box, plan } = scene();
    const supervisor = { tenantId: plan.tenant.id, role: 'supervisor' } as const;
    await addOperators(box, [
      { ...supervisor, login: 'boss' },
      { ...supervisor, login: 'lead', language: 'en' },
      { ...supervisor, login: 'other' },
    ]);
    const groupId = newId();
    await box.query(`INSERT INTO config.agent_group (id, tenant_id, name) VALUES ($1, $2, 'Elsewhere')`, [
      groupId,
      plan.tenant.id,
    ]);
    await box.query('INSERT INTO config.agent_group_member (tenant_id, group_id, agent_id) VALUES ($1, $2, $3)', [
      plan.tenant.id,
      groupId,
      plan.hotline.agents[0]!.id,
    ]);
    await box.query(`UPDATE access.operator SET agent_group_ids = ARRAY[$1]::uuid[] WHERE login = 'other'`, [groupId]);
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
  });
  afterEach(async () => {
    for (const person of people.splice(0)) await person.context.close();
  });
  afterAll(async () => {
    await browser.stop();
  });

  /** Somebody talks to the agent; the supervisor is at the live page and asks to listen by the telephone beside them. */
  async function asksToListen(
    login: string,
    words: Words,
    meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
    const own = await stage.telephone(plan.boss, { does: 'answer', after: 0, says: saying(BOSS_HZ) });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    const person = await browser.person(login, box.origin, LARGE);
    people.push(person);
    const { page } = person;
    await signIn(person, 'demo', login);
    await page.goto('/console/pages/live');
    const line = page.locator('tr', { hasText: caller.number });
    await line.locator('summary').click();
    await person.picture(`live-acts-${login}`);
    await line.getByRole('button', { name: words.listen, exact: true }).click();
    await page.getByLabel(words.extension).fill(plan.boss.dn);
    await page.getByRole('option', { name: plan.boss.dn }).click();
    await person.picture(`live-listen-${login}`);
    expect(await person.barriers('.cr-live')).toEqual([]);
    await meanwhile();
    await page.getByTestId('do-it').click();
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      agent: { ear: telephone.ear, hz: AGENT_HZ },
      boss: { ear: own.ear, hz: BOSS_HZ },
    };
    const acts = async () =>
      box.query<{ action: string }>(
        'SELECT action FROM access.audit_entry WHERE operator_login = $1 AND object_id = $2',
        [login, await caller.callId()],
      );
    return { caller, own, person, acts, hear: (expected: Hearing) => hearEachOther(talkers, expected) };
  }

  it.each([
    ['boss', ZH],
    ['lead', EN],
  ])('%s listens to a call by the telephone that they choose, and hears both', async (login, words) => {
    const { caller, person, acts, hear } = await asksToListen(login, words);
    await hear({ customer: ['agent'], agent: ['customer'], boss: ['agent', 'customer'] });
    expect(await acts()).toEqual([{ action: 'listen' }]);
    await caller.sip.hangsUp();
    expect(person.complaints).toEqual([]);
  });

  it('whose group the agent has left is told so, hears nothing, and sees the call no more', async () => {
    const { box } = scene();
    const leaves = () => box.query('DELETE FROM config.agent_group_member');
    const { caller, own, person, acts, hear } = await asksToListen('other', ZH, leaves);
    await person.page.getByText('不属于您负责的班组').waitFor();
    await hear({ customer: ['agent'], agent: ['customer'], boss: [] });
    expect(own.timesCalled).toBe(0);
    expect(await acts()).toEqual([]);
    await person.page.reload();
    await person.page.getByText('现在没有通话').waitFor();
    expect(await person.page.locator('tr', { hasText: caller.number }).count()).toBe(0);
    await caller.sip.hangsUp();
  });
});
