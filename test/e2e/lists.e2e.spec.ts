import { readFileSync } from 'node:fs';

import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';

const PASSWORD = 'correct horse battery';
const BLOCKED = '17012340001';
const ALLOWED = '17012340002';
const VIP = '17012350003';

describe('callers on the lists of a tenant', () => {
  const scene = useBox('lists', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    await config.account(tenant, await config.tariff([{}]));
    return {
      tenant,
      hotline: await config.hotline(tenant, 1),
      other: await config.hotline(await config.tenant('other'), 1),
      entries: {
        blocked: await config.listed(tenant, 'blocked', '+861701234', { is_prefix: true }),
        allowed: await config.listed(tenant, 'allowed', ALLOWED),
        vip: await config.vip(tenant, VIP, 3600),
      },
    };
  });

  it('a blocked beginning is refused before the answer, one allowed number of it waits, a VIP is served first', async () => {
    const { scene: stage, box, plan } = scene();
    const refused = await stage.caller(plan.hotline.number, { from: BLOCKED });
    expect(await refused.sip.refused()).toBe('403');
    const record = await refused.record();
    expect(record).toMatchObject({
      ...{ tenant_id: plan.tenant.id, lost_reason: 'blacklisted', cause_code: 21, answered_at: null },
    });
    expect(await box.query('SELECT FROM facts.charge WHERE call_id = $1', [record.call_id])).toEqual([]);

    const first = await stage.caller(plan.hotline.number, { from: ALLOWED });
    await first.reaches('queue.entered');
    const vip = await stage.caller(plan.hotline.number, { from: VIP });
    await vip.reaches('queue.entered');
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: 't900:90000' });
    await Promise.all([vip.sip.hears(900), telephone.hears(400)]);
    expect(await first.steps()).not.toContain('agent.offered');
    await vip.sip.hangsUp();
    await first.reaches('party.connected');
    await first.sip.hangsUp();
    expect(await first.record()).toMatchObject({ lost_reason: null, agent_id: agent!.id });

    const hits = await box.query<{ entry_id: string; hits: number }>(
      'SELECT entry_id, hits FROM reports.list_hit ORDER BY entry_id',
    );
    expect(new Map(hits.map((row) => [row.entry_id, row.hits]))).toEqual(
      new Map(Object.values(plan.entries).map((id) => [id, 1])),
    );
  });

  it("one tenant's list says nothing to another", async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.other.number, { from: '17012340004' });
    await caller.reaches('queue.entered');
    expect(await caller.steps()).not.toContain('list.matched');
    await caller.sip.hangsUp();
    await caller.record();
  });

  describe('as people keep them', () => {
    const people: Person[] = [];
    let browser: TestBrowser;

    beforeAll(async () => {
      const { box, plan } = scene();
      const hash = await new Passwords().hash(PASSWORD);
      for (const language of ['zh', 'en']) {
        await box.query(
          `INSERT INTO access.operator
            (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
            VALUES ($1, $2, $3, $3, $3, 'tenant_admin', $4, false)`,
          [newId(), plan.tenant.id, language, hash],
        );
      }
      box.web.start();
      await box.webIsUp();
      browser = await TestBrowser.start();
    });
    afterEach(async () => {
      for (const person of people.splice(0)) await person.context.close();
    });
    afterAll(() => browser.stop());

    async function signedIn(login: string): Promise<Person> {
      const person = await browser.person(login, scene().box.origin, login === 'zh' ? SMALL : LARGE);
      people.push(person);
      const { page } = person;
      await page.goto('/sign-in');
      await page.fill('input[name=company]', 'demo');
      await page.fill('input[name=login]', login);
      await page.fill('input[name=password]', PASSWORD);
      await page.press('input[name=password]', 'Enter');
      await page.waitForURL(/\/console$/);
      return person;
    }

    it.each([
      ['zh', '170555', { hits: '命中次数', blocked: '黑名单' }],
      ['en', '170666', { hits: 'Hits', blocked: 'Blocked' }],
    ])(
      '%s: good lines of a file are taken, bad ones come back with the reason; the list goes out again',
      async (login, prefix, words) => {
        const person = await signedIn(login);
        const { page } = person;
        await page.goto('/console/resources/blocked_number/actions/importList');
        const csv = `number,isPrefix,name\n${prefix},yes,骚扰\nnobody,no,x\n`;
        await page
          .locator('input[type=file]')
          .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
        await person.picture('import');
        await page.getByTestId('import-list').click();
        const rejected = await person.downloads(() => page.getByTestId('save-rejected').click());
        expect(readFileSync(await rejected.path(), 'utf8')).toMatch(/nobody,no,x,3,"?number: /);
        await person.picture('imported');
        await page.goto('/console/resources/blocked_number');
        const line = page.locator('tr', { hasText: prefix });
        await line.getByText(words.blocked).waitFor();
        await page.getByText(words.hits).first().waitFor();
        await person.picture('list');
        await page.goto('/console/resources/blocked_number/actions/exportList');
        const whole = await person.downloads(() => page.getByTestId('export-list').click());
        expect(readFileSync(await whole.path(), 'utf8')).toContain(`${prefix},blocked,true,骚扰,`);
      },
    );

    it('a caller is blocked from the record of the call', async () => {
      const { scene: stage, box, plan } = scene();
      const caller = await stage.caller(plan.hotline.number, { from: '13500000001' });
      await caller.reaches('queue.entered');
      await caller.sip.hangsUp();
      const { call_id: callId } = await caller.record();
      const person = await signedIn('zh');
      const { page } = person;
      await page.goto(`/console/resources/call_record/records/${callId}/show`);
      await page.getByText('加入黑名单').first().click();
      await person.picture('block-caller');
      await page.getByTestId('confirm').click();
      await page.getByText('13500000001 已加入黑名单').first().waitFor();
      expect(await box.query('SELECT list FROM config.blocked_number WHERE number = $1', ['13500000001'])).toEqual([
        { list: 'blocked' },
      ]);
    });
  });
});
