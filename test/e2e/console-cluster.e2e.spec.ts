import { join } from 'node:path';

import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';

jest.setTimeout(120_000);

/** As test/fixtures/box/global-setup.mjs builds it. */
const BUILT = process.env.CALLRACK_BUILT ?? join(import.meta.dirname, '..', '..', 'test-artefacts', 'build');
const PASSWORDS = { admin: 'Rack-of-calls-2026', boss: 'Southern-river-42' };

/** A story in chapters: each begins where the one before has ended. */
describe('one box that other nodes may join, in the browser', () => {
  const scene = useBox(
    'console-cluster',
    async (config) => {
      const tenant = await config.tenant('demo');
      const partner = await config.tenant('partner');
      return {
        tenant,
        hotline: await config.hotline(tenant, 1),
        partnerLine: await config.hotline(partner, 1),
      };
    },
    { node: { name: 'node1', address: '127.0.0.1', tlsPort: null, files: {} } },
  );
  const people: Person[] = [];
  let browser: TestBrowser;
  let admin: ConsoleUser;
  let boss: ConsoleUser;

  beforeAll(async () => {
    const { box, plan } = scene();
    await box.run(process.execPath, join(BUILT, 'main.cluster.js'), 'init');
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
      await person.picture(`end/cluster-${chapter.replaceAll(/[^a-z]+/g, '-').slice(0, 40)}-${person.name}`);
  });

  const newUser = async (name: string): Promise<ConsoleUser> => {
    const person = await browser.person(name, scene().box.origin);
    people.push(person);
    return new ConsoleUser(person);
  };

  /** Without barriers, in both sizes. */
  async function isFineToLookAt({ person, page }: ConsoleUser, name: string): Promise<void> {
    for (const [size, view] of [
      ['small', SMALL],
      ['large', LARGE],
    ] as const) {
      await page.setViewportSize(view);
      await person.picture(`cluster-${name}-${size}`);
    }
    expect(await person.barriers()).toEqual([]);
  }

  it('the node is in the list with its state and figures, and its page tells more', async () => {
    await admin.opens('resources/node');
    await admin.sees('node1');
    await admin.sees('正常');
    await isFineToLookAt(admin, 'nodes');
    await admin.opens('resources/node/records/node1/show');
    await admin.sees('管理与交换');
    const now = admin.page.getByTestId('node-now');
    await now.getByText('已注册话机').waitFor();
    await now.getByText('已连接').waitFor();
    await now.getByText('demo, partner').waitFor();
    await isFineToLookAt(admin, 'node');
  });

  it('a code for another node is shown once, with what to type there', async () => {
    await admin.opens('resources/node/actions/invite');
    await isFineToLookAt(admin, 'invite');
    await admin.fills({ 节点名: 'Not a name' });
    await admin.page.getByRole('button', { name: '生成加入码' }).click();
    await admin.isTold(/节点名称须/);
    await admin.fills({ 节点名: 'north' });
    await admin.page.getByRole('button', { name: '生成加入码' }).click();
    const told = await admin.isTold('只显示这一次');
    const [, code = ''] = /sudo \.\/appliance\/up --join (\S+)/.exec(told) ?? [];
    expect(code.length).toBeGreaterThan(40);
    await isFineToLookAt(admin, 'invited');
    await admin.opens('resources/node');
    expect(await admin.reads()).not.toContain(code);
    await admin.opens('resources/platform_audit');
    await admin.sees('north');
    expect(await admin.reads()).not.toContain(code);
  });

  it('the domain of the telephones is set, and the company reads where its telephones register', async () => {
    await admin.opens('resources/node/actions/clusterSettings');
    await admin.fills({ 'SIP 域名': 'not a domain' });
    await admin.saves();
    await admin.sees(/域名只能有/);
    await admin.fills({ 'SIP 域名': 'sip.example.com' });
    await isFineToLookAt(admin, 'settings');
    await admin.saves();
    await admin.isTold('集群设置已保存');
    const [extension] = await scene().box.query<{ id: string }>(
      "SELECT id FROM config.extension WHERE endpoint LIKE 'demo-%' LIMIT 1",
    );
    await boss.opens(`resources/extension/records/${extension?.id ?? ''}/show`);
    await boss.sees('demo.sip.example.com');
    await isFineToLookAt(boss, 'extension');
  });

  it('a tenant cannot move where there is no other node', async () => {
    const { id } = scene().plan.tenant;
    await admin.opens(`resources/tenant/records/${id}/move`);
    await admin.sees('没有其他可用的节点');
    expect(await admin.page.getByRole('button', { name: '迁移', exact: true }).isDisabled()).toBe(true);
    await isFineToLookAt(admin, 'move');
    await admin.opens(`resources/tenant/records/${id}/show`);
    await admin.sees('demo.sip.example.com');
    await isFineToLookAt(admin, 'tenant');
    await admin.opens('resources/tenant_move');
    await isFineToLookAt(admin, 'moves');
  });

  it('a queue of another company is given, chosen as overflow, and cannot be taken away while it is in use', async () => {
    await admin.opens('resources/queue_share');
    await isFineToLookAt(admin, 'no-shares');
    await admin.news('queue_share');
    await admin.fills({ 名称: '集团客服' });
    await admin.picks(/来电企业/, 'demo');
    await admin.picks(/队列所属企业/, 'partner');
    await admin.fills({ 队列号: '7777' });
    await admin.saves();
    await admin.sees('该企业没有这个队列');
    await isFineToLookAt(admin, 'new-share');
    const { queueNumber } = scene().plan.partnerLine;
    await admin.fills({ 队列号: queueNumber });
    await admin.saves();
    await admin.isTold('已创建');
    await isFineToLookAt(admin, 'shares');
    const { queueId: id } = scene().plan.hotline;
    await boss.opens(`resources/queue/records/${id}/edit`);
    await boss.page.getByLabel('等待超时去向').first().selectOption('share');
    await boss.picks(/其他企业的队列/, '集团客服');
    await isFineToLookAt(boss, 'overflow');
    await boss.saves();
    await boss.isTold('已保存');
    const [queue] = await scene().box.query<{ overflow: { readonly to: string } }>(
      'SELECT overflow FROM config.queue WHERE id = $1',
      [id],
    );
    expect(queue?.overflow.to).toBe('share');
    expect(await boss.reads()).not.toContain('partner');
    const [share] = await scene().box.query<{ id: string }>('SELECT id FROM config.queue_share');
    await admin.opens(`resources/queue_share/records/${share?.id ?? ''}/delete`);
    await admin.page.getByRole('button', { name: '删除' }).last().click();
    await admin.sees('正在使用，不能删除');
  });
});
