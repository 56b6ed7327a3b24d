import { ALWAYS } from '../../src/acd/core/queue-callback.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';

const CALLBACK = { key: '9', fromS: 1, hours: ALWAYS, expiryS: 600, tries: 2, pauseS: 30 };

describe('supervisors and those who wait to be called back', () => {
  const scene = useBox('console-callbacks', async (config) => {
    const tenant = await config.tenant('demo');
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    return { tenant, hotline: await config.hotline(tenant, 1, { callback: CALLBACK }) };
  });
  let browser: TestBrowser;
  const people: Person[] = [];

  beforeAll(async () => {
    const { box, plan } = scene();
    const supervisor = { tenantId: plan.tenant.id, role: 'supervisor' } as const;
    await addOperators(box, [
      { ...supervisor, login: 'boss' },
      { ...supervisor, login: 'lead', language: 'en' },
    ]);
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

  async function signedIn(login: string): Promise<Person> {
    const person = await browser.person(login, scene().box.origin, login === 'boss' ? SMALL : LARGE);
    people.push(person);
    await signIn(person, 'demo', login);
    return person;
  }

  it.each([
    ['boss', { tab: '等待回呼', waits: '排队中', do: '操作', cancel: '取消回呼', nobody: '没有等待回呼的客户' }],
    [
      'lead',
      {
        ...{ tab: 'Callbacks', waits: 'In the line', do: 'Actions', cancel: 'Cancel the callback' },
        nobody: 'Nobody waits to be called back',
      },
    ],
  ] as const)('%s sees who waits to be called back at the live page, and cancels', async (login, words) => {
    const { scene: stage, box, plan } = scene();
    const caller = await stage.caller(plan.hotline.number, { says: 't400:3000 | D9 s2500 D1 t400:20000' });
    await caller.sip.hears(promptHz('callback-press'));
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('callback-noted'));
    await caller.sip.hangsUp();
    await caller.record();
    const person = await signedIn(login);
    const { page } = person;
    await page.goto('/console/pages/live');
    await page.getByRole('tab', { name: words.tab }).click();
    const line = page.locator('#live-panel tr', { hasText: caller.number });
    await line.waitFor();
    const cells = await line.locator('td').allInnerTexts();
    expect(cells.slice(1, 4)).toEqual([expect.stringContaining('2001'), words.waits, '1']);
    expect(await person.barriers('.cr-live')).toEqual([]);
    await line.locator('summary').click();
    await line.getByRole('button', { name: words.cancel, exact: true }).click();
    await person.picture(`live-callback-${login}`);
    await page.getByTestId('do-it').click();
    await page.getByText(words.nobody).waitFor();
    const acts = await box.query<{ action: string; object_type: string }>(
      'SELECT action, object_type FROM access.audit_entry WHERE operator_login = $1 AND object_id = $2',
      [login, await caller.callId()],
    );
    expect(acts).toEqual([{ action: 'cancel', object_type: 'callback' }]);
    expect(person.complaints).toEqual([]);
  });
});
