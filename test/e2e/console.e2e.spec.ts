import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ExtensionId } from '../../src/kernel/ids.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';

jest.setTimeout(180_000);

const NAME = '江南 <b>热线</b> 😀';
const PROMPT_HZ = 850;
const CALLER = '13900001111';
/** What people have typed in here, and what came of it. */
const OURS = /客服一部|王小明|李雷|座席 10\d\d|主菜单|欢迎词|江南|jiangnan|95500|13900001111/g;
const PASSWORDS = { admin: 'Rack-of-calls-2026', boss: 'Southern-river-42', rival: 'Northern-river-42' };

/** A story in chapters: each begins where the one before has ended. */
describe('a platform is set up by hand alone, in the browser, and takes a call', () => {
  const scene = useBox('console', () => Promise.resolve());
  const people: Person[] = [];
  let browser: TestBrowser;
  let admin: ConsoleUser;
  let boss: ConsoleUser;
  let firstPassword: string;
  let secrets: { readonly boss: string; readonly rival: string };
  let telephone: { readonly endpoint: string; readonly password: string };

  beforeAll(async () => {
    const { box } = scene();
    firstPassword = await box.firstOperator();
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
  });

  /** How each chapter ended, also one that failed. */
  afterEach(async () => {
    const chapter =
      expect
        .getState()
        .currentTestName?.split(' takes a call ')[1]
        ?.replaceAll(/[^a-z]+/g, '-') ?? '';
    for (const person of people) await person.picture(`end/${chapter.slice(0, 40)}-${person.name}`);
  });

  const newUser = async (name: string, view?: Parameters<TestBrowser['person']>[2]): Promise<ConsoleUser> => {
    const person = await browser.person(name, scene().box.origin, view);
    people.push(person);
    return new ConsoleUser(person);
  };

  it('the first operator signs in with the password that was shown once, and must choose another', async () => {
    admin = await newUser('admin');
    await admin.page.goto('/console');
    await admin.person.picture('sign-in');
    expect(await admin.person.barriers()).toEqual([]);
    await admin.triesToSignIn('', 'admin', 'not-the-password');
    await admin.sees(/密码.*(不正确|错误|有误)/);
    await admin.signsIn('', 'admin', firstPassword);
    await admin.person.picture('first-password');
    expect(await admin.person.barriers()).toEqual([]);
    await admin.changesFirstPassword(firstPassword, PASSWORDS.admin);
    await admin.person.picture('home-of-the-platform');
  });

  it('makes a trunk, two tenants and gives one of them an access number', async () => {
    await admin.news('trunk');
    await admin.fills({ 名称: '市话中继', 标识: 'trunk-city', 对端地址: TRUNK_ADDRESS, 并发路数: '30' });
    await admin.saves();
    await admin.isTold('已创建');
    await admin.news('tenant');
    await admin.person.picture('new-tenant');
    const named = { 企业名称: NAME, 企业代码: 'jiangnan', 管理员用户名: 'boss', 管理员姓名: '王小明' };
    await admin.fills(named);
    await admin.saves();
    const bossPassword = await admin.isShownOnce('初始密码');
    await admin.news('tenant');
    await admin.fills({ ...named, 企业名称: '江北', 企业代码: 'jiangbei', 管理员姓名: '赵大海' });
    await admin.saves();
    secrets = { boss: bossPassword, rival: await admin.isShownOnce('初始密码') };
    await admin.news('platform_number');
    await admin.fills({ 号码: '95500' });
    await admin.picks(/企业/, 'jiangnan');
    await admin.saves();
    await admin.isTold('已创建');
    await admin.opens('resources/tenant');
    await admin.sees(NAME);
    await admin.person.picture('tenants');
  });

  it('an address that leads nowhere is left again by the menu, and the console is still there', async () => {
    await admin.page.goto('/console/resources/nothing');
    await admin.sees('没有这个页面');
    await admin.page.getByRole('link', { name: '系统', exact: true }).first().click();
    await admin.page.locator('nav.cr-side').waitFor();
    await admin.page.locator('.cr-list table').first().waitFor();
  });

  it('the tenant adds a telephone, a queue and an agent', async () => {
    boss = await newUser('boss');
    await boss.signsIn('jiangnan', 'boss', secrets.boss);
    await boss.changesFirstPassword(secrets.boss, PASSWORDS.boss);
    await boss.person.picture('home-of-a-new-tenant');
    await boss.news('extension');
    await boss.fills({ 内线号: '1000' });
    await boss.saves();
    telephone = { endpoint: 'jiangnan-1000', password: await boss.isShownOnce('密码') };
    await boss.news('queue');
    await boss.fills({ 队列号: '2000', 名称: '客服' });
    await boss.page.getByLabel('录音').first().check();
    await boss.page.locator('[id="overflow"]').selectOption({ label: '挂断' });
    await boss.person.picture('new-queue');
    await boss.saves();
    await boss.isTold('已创建');
    await boss.news('agent');
    await boss.fills({ 工号: '1000', 姓名: '李雷' });
    await boss.picks(/内线/, '1000');
    await boss.picks(/队列/, '2000');
    await boss.saves();
    await boss.isTold('已创建');
  });

  it('fifty agents with their telephones in one go', async () => {
    await boss.opens('resources/agent/actions/createMany');
    await boss.fills({ 起始工号: '1001', 结束工号: '1049', 姓名前缀: '座席' });
    await boss.person.picture('agents-in-bulk');
    const file = await boss.person.downloads(async () => {
      await boss.page.getByTestId('create-many').click();
      await boss.page.getByText('保存密码文件').click();
    });
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(50);
    await boss.opens('resources/agent');
    await boss.sees('1009');
    await boss.person.picture('agents');
  });

  it('uploads a prompt, makes a menu of it and points the number there', async () => {
    const { box } = scene();
    const sound = join(box.home, 'welcome.mp3');
    execFileSync('sox', [
      '-n',
      '-r',
      '44100',
      '-c',
      '2',
      `${sound}.wav`,
      'synth',
      '3',
      'sine',
      String(PROMPT_HZ),
      'gain',
      '-6',
    ]);
    await boss.opens('resources/prompt/actions/upload');
    await boss.page.locator('input[type=file]').setInputFiles({
      name: 'fake.wav',
      mimeType: 'audio/wav',
      buffer: Buffer.from('PK\u0003\u0004 a zip that calls itself wav'),
    });
    await boss.page.getByTestId('upload').click();
    await boss.page
      .getByRole('alert')
      .filter({ hasText: /音频|wav|mp3/ })
      .first()
      .waitFor();
    await boss.person.picture('prompt-refused');
    await boss.page.locator('input[type=file]').setInputFiles(`${sound}.wav`);
    await boss.fills({ 名称: '欢迎词' });
    await boss.page.getByTestId('upload').click();
    await boss.isTold('欢迎词');
    await boss.news('menu');
    await boss.fills({ 名称: '主菜单' });
    await boss.picks(/语音/, '欢迎词');
    await boss.page.getByRole('button', { name: '添加按键' }).click();
    await boss.page.locator('[id="action-key-0"]').selectOption({ label: '队列' });
    await boss.picks('选择队列', '2000');
    await boss.page.locator('[id="action-otherwise"]').selectOption({ label: '挂断' });
    await boss.person.picture('new-menu');
    await boss.saves();
    await boss.isTold('已创建');
    await boss.opens('resources/access_number');
    await boss.page.getByRole('link', { name: '编辑' }).first().click();
    await boss.page.locator('[id="destination"]').selectOption({ label: '来话菜单' });
    await boss.picks('选择来话菜单', '主菜单');
    await boss.saves();
    await boss.isTold(/已(保存|更新|修改)/);
  });

  it('deleting what is in use says where it is used', async () => {
    await boss.opens('resources/queue');
    await boss.page
      .getByRole('button', { name: '删除' })
      .or(boss.page.getByRole('link', { name: '删除' }))
      .first()
      .click();
    await boss.page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await boss.sees(/正在使用.*主菜单/);
    await boss.person.picture('in-use');
  });

  it('of two who save the same record the later is told, and nothing is lost', async () => {
    await boss.opens('resources/queue');
    const address = await boss.page.getByRole('link', { name: '编辑' }).first().getAttribute('href');
    const second = await newUser('colleague');
    await second.signsIn('jiangnan', 'boss', PASSWORDS.boss);
    for (const user of [boss, second]) await user.page.goto(address ?? '');
    await boss.fills({ 名称: '客服一部' });
    await second.fills({ 名称: '客服二部' });
    await boss.saves();
    await boss.isTold(/已(保存|更新|修改)/);
    await second.saves();
    await second.isTold('已被他人修改');
    await second.person.picture('changed-meanwhile');
    await second.opens('resources/queue');
    await second.sees('客服一部');
    await second.person.leaves();
    people.pop();
  });

  it('a call goes through menu and queue to the agent, seen live', async () => {
    const { scene: stage } = scene();
    const desk = await stage.telephone(
      { id: '' as ExtensionId, dn: '1000', ...telephone },
      { does: 'answer', after: 'cue' },
    );
    await boss.opens('resources/agent');
    await boss.page.locator('summary').first().click();
    await boss.page.getByText('强制签入').first().click();
    await boss.page.getByRole('dialog').getByRole('button', { name: '强制签入' }).click();
    await boss.isTold(/签入/);
    await boss.opens('pages/live');
    const caller = await stage.caller('95500', { from: CALLER, says: 's2500 D1 t400:60000' });
    await caller.sip.hears(PROMPT_HZ);
    await desk.isCalled();
    await boss.sees(CALLER);
    await boss.person.picture('live-ringing');
    await desk.answers();
    await Promise.all([caller.sip.hears(900, 2500), desk.hears(400)]);
    await boss.page.locator('tr').filter({ hasText: CALLER }).filter({ hasText: '通话中' }).waitFor();
    await boss.person.picture('live-talking');
    expect(await boss.person.barriers()).toEqual([]);
    expect(await boss.person.fits()).toBe(true);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null, recorded: true });
    await stage.rows('SELECT id FROM facts.recording', []);
    await boss.opens('resources/agent');
    await boss.page.locator('summary').first().click();
    await boss.page.getByText('强制签出').first().click();
    await boss.page.getByRole('dialog').getByRole('button', { name: '强制签出' }).click();
    await boss.isTold(/签出/);
  });

  it('the record is found, its story read and its recording heard', async () => {
    await boss.opens('resources/call_record');
    await boss.sees(CALLER);
    await boss.person.picture('call-records');
    await boss.page.getByRole('link', { name: '查看' }).first().click();
    await boss.page.getByTestId('play').waitFor();
    await boss.page.getByTestId('play').scrollIntoViewIfNeeded();
    await boss.page.getByTestId('play').click();
    await boss.page
      .locator('.cr-time')
      .filter({ hasText: /^0:0[1-9] / })
      .waitFor();
    await boss.person.picture('recording');
    expect(await boss.person.barriers()).toEqual([]);
    const file = await boss.person.downloads(() =>
      boss.page
        .getByRole('link', { name: /保存|下载/ })
        .first()
        .click(),
    );
    expect(
      readFileSync(await file.path())
        .subarray(0, 4)
        .toString(),
    ).toBe('OggS');
    await boss.opens('resources/audit');
    await boss.page.locator('tbody tr').filter({ hasText: '收听' }).first().waitFor();
    await boss.person.picture('audit');
  });

  it('the records are exported, and the file holds the call', async () => {
    await boss.opens('pages/exports');
    await boss.page.getByRole('radio', { name: /CSV/ }).check();
    await boss.page.getByTestId('start-export').click();
    const link = boss.page.getByRole('link', { name: /下载/ }).first();
    await link.waitFor();
    await boss.person.picture('exports');
    expect(await boss.person.barriers()).toEqual([]);
    const file = await boss.person.downloads(() => link.click());
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain(CALLER);
    expect(text.trim().split('\n')).toHaveLength(2);
  });

  it('another language, another width: the same console', async () => {
    await boss.page.setViewportSize(LARGE);
    await boss.opens('resources/call_record');
    await boss.page.getByRole('button', { name: 'English' }).click();
    await boss.sees('Call records');
    for (const path of [
      '',
      'pages/live',
      'resources/queue',
      'resources/menu',
      'resources/agent',
      'resources/prompt',
      'resources/call_record',
      'pages/exports',
      'resources/audit',
    ]) {
      await boss.opens(path);
      await boss.page.waitForLoadState('networkidle');
      const name = path.replaceAll('/', '-');
      await boss.person.picture(`en${name === '' ? '' : '-'}${name}`);
      expect({ path, fits: await boss.person.fits() }).toEqual({ path, fits: true });
      const [chinese] = /\p{Script=Han}+/u.exec((await boss.reads()).replaceAll(OURS, '').replaceAll('中文', '')) ?? [];
      expect({ path, chinese }).toEqual({ path, chinese: undefined });
    }
    await boss.page.getByRole('button', { name: '中文' }).click();
    await boss.sees('审计日志');
  });

  it('the other tenant sees nothing of all this', async () => {
    const rival = await newUser('rival');
    await rival.signsIn('jiangbei', 'boss', secrets.rival);
    await rival.changesFirstPassword(secrets.rival, PASSWORDS.rival);
    for (const path of [
      'resources/queue',
      'resources/menu',
      'resources/agent',
      'resources/extension',
      'resources/prompt',
      'resources/access_number',
      'resources/call_record',
      'resources/operator',
      'resources/audit',
      'pages/exports',
      'pages/live',
    ]) {
      await rival.opens(path);
      await rival.page.waitForLoadState('networkidle');
      const text = await rival.reads();
      expect({ path, seen: text.match(OURS) }).toEqual({ path, seen: null });
    }
    await rival.person.picture('empty-for-the-rival');
    const { scene: stage } = scene();
    const [queue] = await stage.rows<{ id: string }>('SELECT id FROM config.queue', []);
    await rival.page.goto(`/console/resources/queue/records/${queue!.id}/show`);
    await rival.sees('没有找到');
    const [call] = await stage.rows<{ call_id: string }>('SELECT call_id FROM facts.call_record', []);
    const recording = await rival.page.request.get(`/console/x/recordings/${call!.call_id}`);
    expect(recording.status()).toBe(404);
  });

  it('no page asked another host for anything, and no browser complained', () => {
    for (const { name, trespasses, complaints } of people) {
      expect({ name, trespasses }).toEqual({ name, trespasses: [] });
      // what the test itself provoked: a wrong password, a refused upload, a record that is not there
      expect({
        name,
        complaints: complaints.filter((one) => !/status of (401|404|409|415|422|400)/.test(one)),
      }).toEqual({
        name,
        complaints: [],
      });
    }
  });
});
