import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';

const PASSWORD = 'correct horse battery';
/** Names of the product, of other things, and what people have typed in here: no words of a language. */
const NAMES = /demo|CallRack|boss|admin|中文|English|Asia\/Shanghai/g;

/** Every screen that the menu leads to, with its lists and forms: whatever is added there is looked at here. */
describe('every screen of the console', () => {
  const scene = useBox('console-screens', async (config) => {
    await config.trunk('city', TRUNK_ADDRESS);
    const full = await config.tenant('full');
    const [one, two] = [await config.hotline(full, 3), await config.hotline(full, 2)];
    await config.dutyRule(one, one.agents);
    return { full, empty: await config.tenant('empty'), one, two };
  });
  let browser: TestBrowser;

  beforeAll(async () => {
    const { box, plan } = scene();
    const hash = await new Passwords().hash(PASSWORD);
    for (const tenant of [plan.full, plan.empty, null]) {
      await box.query(
        `INSERT INTO access.operator
          (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
          VALUES ($1, $2, 'boss', 'boss', 'zh', $3, $4, false)`,
        [newId(), tenant?.id ?? null, tenant === null ? 'platform_admin' : 'tenant_admin', hash],
      );
    }
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
  });

  const signedIn = async (company: string, english: boolean): Promise<Person> => {
    const person = await browser.person(company, scene().box.origin, {
      width: (english ? LARGE : SMALL).width,
      height: 2000,
    });
    const { page } = person;
    await page.goto('/sign-in');
    await page.fill('input[name=company]', company);
    await page.fill('input[name=login]', 'boss');
    await page.fill('input[name=password]', PASSWORD);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL(/\/console$/);
    if (english) {
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: '中文' }).waitFor();
    }
    return person;
  };

  /** Where the menu leads, and from there the first record and the forms. */
  const screens = async ({ page }: Person): Promise<readonly string[]> => {
    const found: string[] = [];
    const hrefs = async (selector: string): Promise<string[]> =>
      page.locator(selector).evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
    await page.goto('/console');
    await page.locator('.cr-cards a').first().waitFor();
    const menu = new Set([page.url(), ...(await hrefs('.cr-cards a'))]);
    for (const href of menu) {
      found.push(href);
      if (!href.includes('/resources/')) continue;
      await page.goto(href);
      await page.waitForLoadState('networkidle');
      await page.locator('.cr-list, .cr-empty, table').first().waitFor();
      const links = (await hrefs('a')).filter((link) => link.startsWith(`${href}/`));
      const first = (form: RegExp): string[] => links.filter((link) => form.test(link)).slice(0, 1);
      const forms = links.filter((link) => /\/resources\/[^/]+\/actions\/[^/]+$/.test(link));
      found.push(...new Set([...forms, ...first(/\/show$/), ...first(/\/edit$/)]));
    }
    return found;
  };

  it.each([
    ['full', false],
    ['full', true],
    ['empty', false],
    ['', true],
  ])(
    'of tenant "%s" (English: %s) is whole, in its language, and fits',
    async (company, english) => {
      const person = await signedIn(company, english);
      const { page } = person;
      const all = await screens(person);
      expect(all.length).toBeGreaterThan(15);
      const found: object[] = [];
      for (const href of all) {
        await page.goto(href);
        await page.waitForLoadState('networkidle');
        for (const section of await page.locator('.cr-section > summary').all()) await section.click();
        const path = new URL(href).pathname.replace('/console', '').replaceAll(/[0-9a-f-]{36}/g, 'one');
        const folder = `all/${company === '' ? 'platform' : company}-${english ? 'en' : 'zh'}`;
        await person.picture(`${folder}${path === '' ? '/home' : path.replaceAll('/', '-').replace('-', '/')}`);
        const text = (await page.locator('body').innerText()).replaceAll(NAMES, '');
        const wrong = {
          ...((await person.fits()) ? {} : { fits: false }),
          ...(english && /\p{Script=Han}/u.test(text) ? { chinese: /\p{Script=Han}+/u.exec(text)?.[0] } : {}),
          ...(english || company === 'empty' ? {} : { barriers: await person.barriers() }),
        };
        if (Object.values(wrong).some((value) => !Array.isArray(value) || value.length > 0))
          found.push({ path, ...wrong });
      }
      expect(found).toEqual([]);
      expect(person.complaints).toEqual([]);
      await person.leaves();
    },
    300_000,
  );
});
