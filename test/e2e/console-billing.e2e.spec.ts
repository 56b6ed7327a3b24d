import { readFileSync } from 'node:fs';

import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';

jest.setTimeout(120_000);

const PASSWORDS = { admin: 'Rack-of-calls-2026', boss: 'Southern-river-42' };
const CALLER = '13900001111';
const ABROAD = '0012125550100';
/** What people have typed in here, and what came of it. */
const OURS = /标准资费|来话|市话|国际|年初定价|更正来话单价|银行转账/g;
const HEAD = 'code,name,direction,prefix,class,setup,steps';
const RATES = [
  HEAD,
  'in,来话,inbound,,normal,0.05,0.15/60',
  'city,市话,outbound,,normal,0,0+180: 0.20/180; 180+60: 0.10/60',
  'abroad,国际,outbound,00,international,0,2.40/60',
];
/** A price with a comma in place of the point. */
const BAD_LINE = 'mobile,市话,outbound,13,normal,0,"0,12/60"';
/** Both versions hold since then, in the tariff's zone. */
const SINCE = `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 8)}01T00:00:00`;

/** A story in chapters: each begins where the one before has ended. */
describe('the money of a tenant, from the tariff to a corrected bill, in the browser', () => {
  const scene = useBox('console-billing', async (config) => {
    const tenant = await config.tenant('demo', { recordedSeatLimit: 5 });
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    return { tenant, hotline: await config.hotline(tenant, 1, { record: true }) };
  });
  const people: Person[] = [];
  let browser: TestBrowser;
  let admin: ConsoleUser;
  let boss: ConsoleUser;

  beforeAll(async () => {
    const { box, plan } = scene();
    const firstPassword = await box.firstOperator();
    const insert = `INSERT INTO access.operator
      (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
      VALUES ($1, $2, $3, $3, 'zh', 'tenant_admin', $4, false)`;
    await box.query(insert, [newId(), plan.tenant.id, 'boss', await new Passwords().hash(PASSWORDS.boss)]);
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
    admin = await newUser('admin');
    await admin.signsIn('', 'admin', firstPassword);
    await admin.changesFirstPassword(firstPassword, PASSWORDS.admin);
    boss = await newUser('boss');
    await boss.signsIn('demo', 'boss', PASSWORDS.boss);
  });
  afterAll(async () => {
    await browser.stop();
  });

  /** How each chapter ended, also one that failed. */
  afterEach(async () => {
    const chapter = expect.getState().currentTestName?.split(' in the browser ')[1] ?? '';
    for (const person of people)
      await person.picture(`end/billing-${chapter.replaceAll(/[^a-z]+/g, '-').slice(0, 40)}-${person.name}`);
  });

  const newUser = async (name: string): Promise<ConsoleUser> => {
    const person = await browser.person(name, scene().box.origin);
    people.push(person);
    return new ConsoleUser(person);
  };

  /** Goes by the list, as people do. */
  async function opensFirst({ page }: ConsoleUser, resource: string): Promise<void> {
    await page.goto(`/console/resources/${resource}`);
    await page.getByRole('link', { name: '查看' }).first().click();
    await page.waitForURL('**/show');
  }

  async function asks({ page }: ConsoleUser, direction: string, number: string, seconds: string): Promise<string> {
    await page.getByLabel('方向').selectOption({ label: direction });
    await page.getByLabel('被叫号码').fill(number);
    await page.getByLabel('通话秒数').fill(seconds);
    await page.getByTestId('ask-quote').click();
    const answer = page.getByTestId('quote');
    await answer.waitFor();
    return answer.innerText();
  }

  /** A figure on the account page, as soon as it is so. */
  async function figure({ page }: ConsoleUser, name: string, value: string): Promise<void> {
    const tile = page.locator('dl div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
    await tile.filter({ hasText: value }).waitFor();
  }

  /** Nothing of the page is beside the window. */
  async function isWhole({ person }: ConsoleUser, language: string, path: string): Promise<void> {
    await person.picture(`${language}-${path.replaceAll('/', '-')}`);
    expect({ path, fits: await person.fits() }).toEqual({ path, fits: true });
  }

  it('the operator makes a tariff; a line that is wrong is refused with its reason, and nothing that was pasted is lost', async () => {
    await admin.news('tariff');
    await admin.fills({ 名称: '标准资费' });
    await admin.saves();
    await admin.isTold('已创建');
    await opensFirst(admin, 'tariff');
    await admin.sees('还没有版本');
    await admin.person.picture('tariff-without-version');
    await admin.page.getByRole('link', { name: '新建版本' }).click();
    await admin.page.getByRole('button', { name: '导入 CSV' }).click();
    const pasted = [...RATES.slice(0, 2), BAD_LINE, ...RATES.slice(2)].join('\n');
    const paste = admin.page.getByLabel('或粘贴到这里');
    await paste.fill(pasted);
    await admin.page.getByTestId('import').click();
    const refused = admin.page.getByRole('alert').filter({ hasText: '第 3 行' });
    expect(await refused.innerText()).toContain('0,12');
    expect(await paste.inputValue()).toBe(pasted);
    expect(await admin.person.barriers('dialog')).toEqual([]);
    await admin.person.picture('rates-refused');
    await paste.fill(pasted.replace('"0,12/60"', '0.12/60'));
    await admin.page.getByTestId('import').click();
    await admin.sees('共 4 条');
    await admin.page.getByTestId('check-version').click();
    await admin.sees('没有发现错误');
    expect(await admin.person.barriers()).toEqual([]);
  });

  it('it is published, told as it is, and downloaded as a file under its name', async () => {
    await admin.page.getByLabel('指定时间').check();
    await admin.page.getByLabel(/^生效时间/).fill(SINCE);
    await admin.page.getByLabel('备注').fill('年初定价');
    await admin.person.picture('tariff-editor');
    await admin.page.getByTestId('save-version').click();
    await admin.sees('版本 1 已保存');
    await admin.page.getByRole('link', { name: '返回资费' }).click();
    await admin.sees('年初定价');
    await admin.person.picture('tariff');
    expect(await admin.person.barriers()).toEqual([]);
    const file = await admin.person.downloads(() => admin.page.getByRole('link', { name: '下载 CSV' }).click());
    expect(file.suggestedFilename()).toBe('标准资费-1.csv');
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[3]).toContain('0+180: 0.20/180; 180+60: 0.10/60');
  });

  it('the calculator says what a call costs, and why', async () => {
    await admin.page.getByRole('link', { name: '试算' }).click();
    const answer = await asks(admin, '外呼', '02012345678', '181');
    expect(answer).toContain('这通电话收费 0.30 CNY');
    expect(answer).toContain('每 180 秒 0.20，不足按一个计：1 × 0.20 = 0.20');
    expect(answer).toContain('第 180 秒起，每分钟 0.10，不足按一个计：1 × 0.10 = 0.10');
    await admin.person.picture('calculator');
    expect(await admin.person.barriers()).toEqual([]);
    expect(await asks(admin, '外呼', '02012345678', '180')).toContain('这通电话收费 0.20 CNY');
    expect(await asks(admin, '来话', '95500', '61')).toContain('这通电话收费 0.35 CNY');
  });

  it('the tenant is given the tariff, prepaid, and pays in; what the balance will be is shown before', async () => {
    await admin.page.goto('/console/resources/tenant_account');
    await admin.page.getByRole('link', { name: '编辑' }).first().click();
    await admin.picks('资费', '标准资费');
    await admin.page.getByLabel('付费方式').selectOption({ label: '预付费' });
    await admin.fills({ 余额告警线: '10' });
    await admin.person.picture('account-of-a-tenant');
    expect(await admin.person.barriers()).toEqual([]);
    await admin.saves();
    await admin.isTold(/已(保存|更新|修改)/);
    await admin.page.goto('/console/resources/tenant_account');
    await admin.page.getByRole('link', { name: '充值' }).first().click();
    await admin.fills({ 金额: '100,5' });
    await admin.page.getByTestId('next').click();
    await admin.sees('请填写金额');
    await admin.fills({ 金额: '100', 备注: '银行转账' });
    await admin.page.getByTestId('next').click();
    await admin.page.locator('tr').filter({ hasText: '入账后的余额' }).filter({ hasText: '100.00 CNY' }).waitFor();
    await admin.person.picture('pay-in');
    expect(await admin.person.barriers()).toEqual([]);
    await admin.page.getByTestId('confirm').click();
    await admin.isTold('已入账 100.00 CNY');
  });

  it('the administrator of the tenant sees the balance, and what calls will cost', async () => {
    await boss.opens('pages/account');
    await figure(boss, '余额', '100.00 CNY');
    await boss.sees('银行转账');
    expect(await boss.person.barriers()).toEqual([]);
    await boss.opens('pages/call-quote');
    const answer = await asks(boss, '来话', scene().plan.hotline.number, '59');
    expect(answer).toContain('这通电话收费 0.20 CNY');
    expect(answer).toContain('接通费 0.05');
    await boss.person.picture('own-calculator');
    expect(await boss.person.barriers()).toEqual([]);
  });

  it('a call is answered and ends: it is charged, and its page leads to why', async () => {
    const { scene: stage, plan } = scene();
    await stage.agent(plan.hotline.agents[0]!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number, { from: CALLER });
    await caller.sip.hears(900);
    await boss.opens('pages/account');
    await figure(boss, '正在计费的通话', '1');
    const recorded = boss.page.locator('tr').filter({ hasText: '同时录音' });
    expect((await recorded.innerText()).split(/\s+/)).toEqual(expect.arrayContaining(['1', '5']));
    await boss.person.picture('account-while-talking');
    await opensFirst(admin, 'tenant');
    await admin.sees(/呼叫 1，签入座席 1，来话菜单 0，录音 1/);
    await caller.sip.hangsUp();
    const { call_id: callId } = await caller.record();
    await stage.rows('SELECT FROM facts.charge WHERE call_id = $1', [callId]);
    await opensFirst(boss, 'call_record');
    const charge = boss.page.getByRole('link', { name: '0.20 CNY' });
    await charge.scrollIntoViewIfNeeded();
    await boss.person.picture('call-record-charged');
    expect(await boss.person.barriers()).toEqual([]);
    await charge.click();
    await boss.sees('接通费 0.05');
    await boss.sees('每分钟 0.15，不足按一个计：1 × 0.15 = 0.15');
    await boss.person.picture('charge');
    expect(await boss.person.barriers()).toEqual([]);
    await boss.opens('resources/charge');
    await boss.page.locator('tbody tr').filter({ hasText: '0.20' }).waitFor();
    await boss.opens('pages/account');
    await figure(boss, '余额', '99.80 CNY');
  });

  it('the session ends while a version is edited: the person signs in beside it, and saves what was typed', async () => {
    await opensFirst(admin, 'tariff');
    await admin.page.getByRole('link', { name: '新建版本' }).click();
    await admin.page.getByRole('button', { name: '编辑：in', exact: true }).click();
    await admin.page.getByLabel('价格，第 1 行').fill('0.10');
    await admin.page.getByRole('button', { name: '确定' }).click();
    await admin.page.getByLabel('备注').fill('更正来话单价');
    await admin.page.getByLabel('指定时间').check();
    await admin.page.getByLabel(/^生效时间/).fill(SINCE);
    const beside = await admin.person.context.newPage();
    await beside.goto('/console');
    await beside.getByText('admin').first().click();
    await beside.getByText('退出登录').click();
    await beside.waitForURL('**/sign-in**');
    await admin.page.getByTestId('save-version').click();
    const signIn = admin.page.locator('.cr-notice').getByRole('link', { name: '登录' });
    await signIn.waitFor();
    await admin.person.picture('session-over-in-the-editor');
    const [another] = await Promise.all([admin.person.context.waitForEvent('page'), signIn.click()]);
    await another.getByLabel('用户名').fill('admin');
    await another.getByLabel('密码').fill(PASSWORDS.admin);
    await another.getByRole('button', { name: '登录' }).click();
    await another.waitForURL('**/console');
    await another.close();
    await beside.close();
    await admin.page.getByTestId('save-version').click();
    await admin.sees('版本 2 已保存');
    expect(await admin.page.locator('.cr-notice').count()).toBe(0);
  });

  it('the calls since then are priced again, first as a trial, then for real', async () => {
    await admin.page.getByRole('link', { name: '去重新计费' }).click();
    await admin.page.getByTestId('try-rerating').click();
    const done = (kind: string) =>
      admin.page
        .locator('tr[data-status=done]')
        .filter({ has: admin.page.locator('.cr-badge').getByText(kind, { exact: true }) })
        .filter({ hasText: '企业共少付 0.05 CNY' });
    await done('预演').filter({ hasText: '会改变 1 笔' }).waitFor();
    await admin.person.picture('pricing-again-tried');
    expect(await admin.person.barriers()).toEqual([]);
    await admin.page.getByTestId('do-rerating').click();
    await admin.person.picture('pricing-again-sure');
    expect(await admin.person.barriers('dialog')).toEqual([]);
    await admin.page.getByTestId('confirm-rerating').click();
    await done('正式').filter({ hasText: '改变 1 笔' }).waitFor();
    expect(await admin.page.getByTestId('do-rerating').count()).toBe(0);
    await admin.person.picture('pricing-again-done');
  });

  it('the tenant sees what was taken back and what was put in its place; the balance is exact', async () => {
    await boss.opens('resources/charge');
    for (const entry of ['冲销', '重新计费']) await boss.page.locator('tbody tr').filter({ hasText: entry }).waitFor();
    await boss.person.picture('charges-corrected');
    expect(await boss.person.barriers()).toEqual([]);
    await opensFirst(boss, 'call_record');
    await boss.page.getByRole('link', { name: '0.15 CNY' }).click();
    await boss.sees('按更正的资费重新计费');
    await boss.sees('−0.20 CNY');
    await boss.sees('每分钟 0.10，不足按一个计：1 × 0.10 = 0.10');
    await boss.person.picture('charge-corrected');
    expect(await boss.person.barriers()).toEqual([]);
    await boss.opens('pages/account');
    await figure(boss, '余额', '99.85 CNY');
    await boss.page.locator('tr').filter({ hasText: '重新计费' }).filter({ hasText: '0.05 CNY' }).waitFor();
  });

  it('a call abroad is refused, and said to be among the limits that were met', async () => {
    const { box, scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    await stage.agent(agent!, { does: 'answer', after: 0 });
    const path = `/v1/agents/demo/${agent!.number}/calls`;
    expect(await box.api.ask('POST', path, { to: ABROAD, showing: null })).toMatchObject({ status: 403 });
    await stage.rows('SELECT FROM facts.limit_reached', []);
    await boss.opens('resources/limit_reached');
    await boss.page.locator('tbody tr').filter({ hasText: '国际' }).filter({ hasText: '已拒绝' }).waitFor();
    await boss.person.picture('limits-reached');
    expect(await boss.person.barriers()).toEqual([]);
  });

  it('another language, other widths: the same pages', async () => {
    const pages = {
      admin: ['resources/tariff', 'pages/reratings', 'resources/tenant_account', 'resources/platform_charge'],
      boss: ['pages/account', 'pages/call-quote', 'resources/charge', 'resources/movement', 'resources/limit_reached'],
    };
    for (const [user, paths] of [[admin, pages.admin] as const, [boss, pages.boss] as const]) {
      await user.page.setViewportSize(LARGE);
      for (const path of paths) {
        await user.opens(path);
        await user.page.waitForLoadState('networkidle');
        await isWhole(user, 'zh', path);
      }
      await user.page.getByRole('button', { name: 'English' }).click();
      await user.page.getByRole('button', { name: '中文' }).waitFor();
      for (const path of paths) {
        await user.opens(path);
        await user.page.waitForLoadState('networkidle');
        await isWhole(user, 'en', path);
        expect({ path, barriers: await user.person.barriers() }).toEqual({ path, barriers: [] });
        const text = (await user.reads()).replaceAll(OURS, '').replaceAll('中文', '');
        expect({ path, chinese: /\p{Script=Han}+/u.exec(text)?.[0] }).toEqual({ path, chinese: undefined });
        await user.page.setViewportSize(SMALL);
        await isWhole(user, 'en', path);
        await user.page.setViewportSize(LARGE);
      }
    }
  });

  it('no page asked another host for anything, and no browser complained', () => {
    for (const { name, trespasses, complaints } of people) {
      expect({ name, trespasses }).toEqual({ name, trespasses: [] });
      // what the test itself provoked: a line that is refused, a session that has ended
      const others = complaints.filter((one) => !/status of (401|403|422|400)/.test(one));
      expect({ name, others }).toEqual({ name, others: [] });
    }
  });
});
