import type { FlowGraph, FlowNode } from '../../src/ivr/core/flow-graph.js';
import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, TestBrowser } from '../fixtures/browser/browser.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';

jest.setTimeout(180_000);

const PASSWORD = 'correct horse battery';

/** A story in chapters: each begins where the one before has ended. */
describe('a hotline is drawn by hand, in the browser, and takes a call', () => {
  const scene = useBox('console-flows', async (config) => {
    await config.trunk('city', TRUNK_ADDRESS);
    const tenant = await config.tenant('jiangnan');
    const welcome = await config.prompt(tenant, 'welcome');
    const menu = await config.prompt(tenant, 'second-menu');
    const number = await config.accessNumber(tenant, { to: 'hangUp' });
    return {
      tenant,
      number,
      welcome,
      menu,
      sales: await config.hotline(tenant, 1),
      repairs: await config.hotline(tenant, 1),
    };
  });
  let browser: TestBrowser;
  let boss: ConsoleUser;
  let design: string;

  beforeAll(async () => {
    const { box, plan } = scene();
    await box.query(
      `INSERT INTO access.operator
        (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
        VALUES ($1, $2, 'boss', '王小明', 'zh', 'tenant_admin', $3, false)`,
      [newId(), plan.tenant.id, await new Passwords().hash(PASSWORD)],
    );
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
    boss = new ConsoleUser(await browser.person('boss', box.origin));
    await boss.signsIn('jiangnan', 'boss', PASSWORD);
  });
  afterEach(() => boss.person.picture(`flows/end-${expect.getState().currentTestName?.slice(-30) ?? ''}`));
  afterAll(() => browser.stop());

  const node = (name: string | RegExp) => boss.page.locator('svg').getByRole('button', { name });
  const says = async (prompt: string): Promise<void> => {
    await boss.page.getByRole('combobox', { name: '添加语音' }).click();
    await boss.page.locator('.cr-options').getByRole('option', { name: prompt }).click();
  };
  const aside = () => boss.page.locator('.cr-flow-aside');

  it('a new flow says what is missing, each fault with its node', async () => {
    await boss.news('flow');
    await boss.fills({ 名称: '服务热线' });
    await boss.saves();
    await boss.isTold('已创建');
    await boss.opens('resources/flow');
    await boss.page.locator('a[href$="/design"]').first().waitFor({ state: 'attached' });
    design = (await boss.page.locator('a[href$="/design"]').first().getAttribute('href')) ?? '';
    await boss.page.goto(design);
    await node(/welcome/).waitFor();
    await boss.sees('节点“welcome”没有语音');
    expect(await boss.page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true);
    expect(await boss.person.barriers()).toEqual([]);
    await boss.person.picture('flows/new');
  });

  it('a menu of two queues is drawn; a way that leads nowhere is told, and mended from the fault', async () => {
    const { plan } = scene();
    await node(/welcome/).click();
    await says('welcome');
    await boss.page.getByLabel('然后').selectOption({ label: '+ 按键菜单' });
    await node(/按键菜单/).click();
    await says('second-menu');
    for (const key of ['1', '2']) {
      await boss.page.getByRole('button', { name: '添加按键' }).click();
      await boss.page.getByLabel(`按键 ${key} 则转到`).selectOption({ label: '+ 转出' });
    }
    for (const [name, queue] of [
      [/ 转出$/, plan.sales.queueNumber],
      [/ 转出 2$/, plan.repairs.queueNumber],
    ] as const) {
      await node(name).click();
      await aside().locator('[id="flow-destination"]').selectOption({ label: '队列' });
      await boss.picks('选择队列', queue);
    }
    await boss.person.picture('flows/drawn');
    const fault = boss.page.getByRole('button', { name: '节点“按键菜单”的出口“否则”没有去向' });
    await fault.click();
    await boss.page.getByLabel('否则').selectOption({ label: 'end' });
    await boss.sees('检查通过，可以发布');
    await boss.sees('草稿有未保存的修改');
    await boss.page.getByRole('button', { name: '发布', exact: true }).click();
    await boss.sees('已发布版本 1');
    await boss.sees('来电使用版本 1');
    await boss.person.picture('flows/published');
    expect(await boss.person.barriers()).toEqual([]);
  });

  it('the test caller walks it with typed keys, and each step is told', async () => {
    const { plan } = scene();
    const press = (name: string) => boss.page.getByRole('button', { name, exact: true }).click();
    const steps = boss.page.getByRole('log');
    await press('试拨');
    await boss.page.getByLabel('主叫号码').fill('13912345678');
    await press('开始试拨');
    await steps.getByText('播放：welcome').waitFor();
    await press('语音播完');
    await steps.getByText('进入节点“按键菜单”（按键菜单）').waitFor();
    await press('5');
    await steps.getByText('播放：（提示：按键无效） + second-menu').waitFor();
    await press('语音播完');
    await steps.getByText('等待按键 5 秒').waitFor();
    await press('2');
    await steps.getByText(`离开流程，去向：队列 ${plan.repairs.queueNumber}`).waitFor();
    expect(await boss.page.getByRole('button', { name: '等待超时', exact: true }).isDisabled()).toBe(true);
    await boss.person.picture('flows/tried');
    expect(await boss.person.barriers()).toEqual([]);
    await press('结束试拨');
    await press('节点');
  });

  it('edits are taken back and made again, also by renaming; another who saves meanwhile costs nothing', async () => {
    const { box } = scene();
    await node(/second-menu 按键菜单/).click();
    await boss.page.getByLabel('节点名').fill('主菜单');
    await boss.page.getByLabel('节点名').press('Enter');
    await node(/second-menu 主菜单/).waitFor();
    await boss.page.getByRole('button', { name: '撤销' }).click();
    await node(/second-menu 按键菜单/).waitFor();
    await boss.page.getByRole('button', { name: '重做' }).click();
    await node(/second-menu 主菜单/).waitFor();
    await box.query('UPDATE config.flow SET version = version + 1');
    await boss.page.getByRole('button', { name: '保存草稿' }).click();
    await boss.sees('别人修改过这个流程');
    await boss.person.picture('flows/conflict');
    await boss.page.getByRole('button', { name: '用我的草稿覆盖' }).click();
    await boss.page
      .getByRole('status')
      .filter({ hasText: /^草稿已保存$/ })
      .first()
      .waitFor();
    const [flow] = await box.query<{ draft: FlowGraph }>('SELECT draft FROM config.flow');
    expect(Object.keys(flow?.draft.nodes ?? {})).toContain('主菜单');
  });

  it('a caller walks what is published', async () => {
    const { scene: stage, plan } = scene();
    await boss.opens('resources/access_number');
    const row = boss.page.locator('tr').filter({ hasText: plan.number });
    await row.getByRole('link', { name: '编辑' }).click();
    await boss.page.locator('[id="destination"]').selectOption({ label: '流程' });
    await boss.picks('选择流程', '服务热线');
    await boss.saves();
    await boss.isTold(/已(保存|更新|修改)/);
    const [agent] = plan.repairs.agents;
    if (agent === undefined) throw new Error('no agent');
    const desk = await stage.agent(agent, { does: 'answer', after: 300 });
    const caller = await stage.caller(plan.number, { says: 's5000 | D2 t400:60000' });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.hears(promptHz('second-menu'), 200);
    await caller.sip.goesOn();
    await desk.hears(400);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('what is not saved is not left without a question', async () => {
    await boss.page.goto(design);
    await node(/end/).click();
    await boss.page.getByRole('button', { name: '复制节点' }).click();
    await boss.sees('草稿有未保存的修改');
    const asked = boss.page.waitForEvent('dialog');
    const clicked = boss.page.locator('.cr-side a').first().click();
    const question = await asked;
    expect(question.message()).toContain('未保存');
    await question.dismiss();
    await clicked;
    expect(boss.page.url()).toContain('/design');
  });

  it('a large flow, in English, on a large screen: whole, readable and reachable by keys', async () => {
    const { box, plan } = scene();
    const id = newId();
    const insert = 'INSERT INTO config.flow (id, tenant_id, version, name, draft) VALUES ($1, $2, 1, $3, $4)';
    await box.query(insert, [id, plan.tenant.id, 'Large', JSON.stringify(large(plan))]);
    const person = await browser.person('english', box.origin, LARGE, 'en-GB');
    const reader = new ConsoleUser(person);
    await reader.signsIn('jiangnan', 'boss', PASSWORD);
    await reader.page.getByRole('button', { name: 'English' }).click();
    await reader.page.getByRole('button', { name: '中文' }).waitFor();
    await reader.page.goto(design.replace(/[0-9a-f-]{36}/, id));
    await reader.sees('Nothing is wrong');
    await person.picture('flows/large');
    const box9 = reader.page.locator('svg').getByRole('button', { name: /Menu: second-menu menu 9/ });
    await box9.focus();
    await box9.press('Enter');
    await reader.page.getByRole('heading', { name: 'Menu' }).waitFor();
    expect(await person.barriers()).toEqual([]);
    expect(await person.fits()).toBe(true);
    await person.picture('flows/large-chosen');
    expect(person.complaints).toEqual([]);
    // that of the chapter with another who saves meanwhile
    expect(boss.person.complaints).toEqual([expect.stringContaining('409')]);
    await person.leaves();
  });
});

/** Thirty nodes: ten menus, each with a queue behind its first key and the next menu behind its second. */
function large({
  welcome,
  menu,
  sales,
  repairs,
}: Record<'welcome' | 'menu', string> & Record<'sales' | 'repairs', { queueId: string }>): FlowGraph {
  const say = (prompt: string): never => [{ prompt }] as never;
  const nodes: Record<string, FlowNode> = {};
  for (let at = 1; at <= 10; at += 1) {
    nodes[`menu ${at}`] = {
      ...{ kind: 'menu', say: say(menu), keyTimeoutMs: 5_000, attempts: 3 },
      ...{ keys: { 1: `queue ${at}`, 2: at === 10 ? 'menu 1' : `menu ${at + 1}` }, otherwise: `bye ${at}` },
    };
    const queueId = (at % 2 === 0 ? sales : repairs).queueId as never;
    nodes[`queue ${at}`] = { kind: 'go', destination: { to: 'queue', queueId } };
    nodes[`bye ${at}`] =
      at === 5 ? { kind: 'play', say: say(welcome), interruptible: true, next: 'menu 1' } : { kind: 'return' };
  }
  return { start: 'menu 1', nodes };
}
