import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';

jest.setTimeout(180_000);

describe('calendars and prompts, by hand, in the browser', () => {
  const scene = useBox('console-calendars', async (config) => {
    await config.trunk('city', TRUNK_ADDRESS);
    return { tenant: await config.tenant('jiangnan') };
  });
  let browser: TestBrowser;
  let boss: ConsoleUser;

  beforeAll(async () => {
    const { box, plan } = scene();
    await addOperators(box, [{ tenantId: plan.tenant.id, login: 'boss', role: 'tenant_admin' }]);
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
    const person = await browser.person('boss', box.origin, SMALL);
    await signIn(person, 'jiangnan', 'boss');
    boss = new ConsoleUser(person);
  });
  afterAll(() => browser.stop());

  it('a year’s public holidays are added with one click, and the year is seen at a glance', async () => {
    const { page } = boss;
    await boss.news('calendar');
    await boss.fills({ 名称: '客服中心' });
    await page.getByRole('button', { name: '添加班次' }).click();
    await page.getByRole('button', { name: '加入 2026 年法定节假日和调休' }).click();
    await boss.sees('2026-10-01 国庆节');
    await boss.person.picture('calendars/form');
    await boss.saves();
    await boss.isTold('已创建');
    await boss.opens('resources/calendar');
    await page.locator('tr', { hasText: '客服中心' }).first().click();
    await page.locator('.cr-calendar-year').waitFor();
    for (let year = new Date().getFullYear(); year > 2026; year -= 1) {
      await page.getByRole('button', { name: '上一年' }).click();
    }
    const kindOf = (date: string): Promise<string | null> =>
      page.locator(`.cr-calendar-year td[title^="${date}"]`).getAttribute('data-kind');
    // a Thursday; the Saturday that is worked for it; a Saturday; a Monday
    const dates = ['2026-10-01', '2026-10-10', '2026-10-17', '2026-10-19'];
    expect(await Promise.all(dates.map(kindOf))).toEqual(['holiday', 'working', 'rest', 'working']);
    expect(await boss.person.barriers()).toEqual([]);
    await boss.person.picture('calendars/year');
    await page.setViewportSize(LARGE);
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('caption', { hasText: 'Month 10' }).waitFor();
    await boss.person.picture('calendars/year-english');
    await page.getByRole('button', { name: '中文' }).click();
    await page.setViewportSize(SMALL);
  });

  it('a prompt is spoken from a text, from another, and sounds as it did before again', async () => {
    const { page } = boss;
    await boss.opens('resources/prompt/actions/speak');
    await boss.fills({ 名称: '欢迎', 文字: '您好，欢迎致电江南公司。' });
    await page.getByTestId('speak').click();
    await boss.isTold('已生成');
    await boss.sees('没有更早的声音');
    const shown = page.url();
    await page.goto(shown.replace('/show', '/speakAgain').split('?')[0]!);
    await boss.fills({ 文字: '您好。' });
    await page.getByTestId('speak').click();
    await boss.isTold('已生成');
    await page.getByTestId('earlier-sound').waitFor();
    await boss.sees('您好，欢迎致电江南公司。');
    expect(await boss.person.barriers()).toEqual([]);
    await boss.person.picture('prompts/earlier');
    await page.getByRole('button', { name: '恢复使用' }).click();
    await page
      .getByTestId('earlier-sound')
      .filter({ hasText: /您好。$|· 您好。/ })
      .waitFor();
    const [prompt] = await scene().box.query<{ spoken_text: string }>(
      "SELECT spoken_text FROM config.prompt WHERE name = '欢迎'",
    );
    expect(prompt).toEqual({ spoken_text: '您好，欢迎致电江南公司。' });
  });
});
