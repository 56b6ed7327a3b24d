import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';

const PASSWORD = 'Rack-of-calls-2026';
const NAMES = { east: ['hualian', '华联商贸'], west: ['jiangnan', '江南物流'] } as const;
const NODES = ['east', 'west'] as const;
/** A node that does not answer is an alarm after 10 s, and is asked every 3 s. */
const ALARM_WITHIN_MS = 30_000;

interface Plan {
  readonly east: Hotline;
  readonly west: Hotline;
}

const stage = useCluster('console', { nodes: NODES }, async (cluster): Promise<Plan> => {
  const plan = await cluster.configure(async (config, database) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const hotlineAt = async (home: 'east' | 'west'): Promise<Hotline> => {
      const [code, name] = NAMES[home];
      const tenant = await config.tenant(code, { home });
      await database.query('UPDATE config.tenant SET name = $2 WHERE id = $1', [tenant.id, name]);
      return config.hotline(tenant, 1, { record: true });
    };
    return { east: await hotlineAt('east'), west: await hotlineAt('west') };
  });
  for (const node of NODES) await knowsAgent(cluster.host(node), agentOf(plan[node]));
  return plan;
});

function agentOf({ agents: [agent] }: Hotline): TestAgent {
  if (agent === undefined) throw new Error('a hotline without agents');
  return agent;
}

/** A story in chapters: each begins where the one before has ended. */
describe('the console of a cluster in the browser', () => {
  const people: Person[] = [];
  let browser: TestBrowser;
  let admin: ConsoleUser;
  let root: ConsoleUser;
  let boss: ConsoleUser;

  beforeAll(async () => {
    const { cluster, plan } = stage();
    const hash = await new Passwords().hash(PASSWORD);
    const insert = `INSERT INTO access.operator
      (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
      VALUES ($1, $2, $3, $3, $4, $5, $6, false)`;
    for (const [tenantId, login, language, role] of [
      [null, 'admin', 'zh', 'platform_admin'],
      [null, 'root', 'en', 'platform_admin'],
      [plan.west.tenant.id, 'boss', 'zh', 'tenant_admin'],
    ] as const) {
      await cluster.admin.query(insert, [newId(), tenantId, login, language, role, hash]);
    }
    browser = await TestBrowser.start();
    const newUser = async (name: string): Promise<ConsoleUser> => {
      const person = await browser.person(name, cluster.admin.origin);
      people.push(person);
      return new ConsoleUser(person);
    };
    admin = await newUser('admin');
    await admin.signsIn('', 'admin', PASSWORD);
    root = await newUser('root');
    await root.signsIn('', 'root', PASSWORD);
    boss = await newUser('boss');
    await boss.signsIn(NAMES.west[0], 'boss', PASSWORD);
  });
  afterAll(async () => {
    await browser.stop();
  });

  /** How each chapter ended, also one that failed. */
  afterEach(async () => {
    const chapter = expect.getState().currentTestName?.split(' in the browser ')[1] ?? '';
    for (const person of people)
      await person.picture(`end/nodes-${chapter.replaceAll(/[^a-z]+/g, '-').slice(0, 40)}-${person.name}`);
  });

  /** Without barriers and not too wide, in both sizes. */
  async function isFineToLookAt({ person, page }: ConsoleUser, name: string): Promise<void> {
    for (const [size, view] of [
      ['large', LARGE],
      ['small', SMALL],
    ] as const) {
      await page.setViewportSize(view);
      await person.picture(`nodes-${name}-${size}`);
      expect(await person.fits()).toBe(true);
    }
    expect(await person.barriers()).toEqual([]);
  }

  const line = ({ page }: ConsoleUser, ...texts: readonly string[]) =>
    texts.reduce((rows, hasText) => rows.filter({ hasText }), page.locator('tr'));

  it('shows all nodes with what they do, and each with its copy of the configuration', async () => {
    await admin.opens('resources/node');
    for (const node of ['admin', ...NODES]) await line(admin, node).getByText('正常').waitFor();
    await isFineToLookAt(admin, 'list');
    await admin.opens('resources/node/records/east/show');
    const now = admin.page.getByTestId('node-now');
    await now.getByText('跟随中').waitFor();
    await now.getByText(/^保留, 待取/).waitFor();
    await now.getByText(NAMES.east[0]).waitFor();
    await isFineToLookAt(admin, 'east');
    await root.opens('resources/node');
    for (const node of NODES) await line(root, node).getByText('up', { exact: true }).waitFor();
    await isFineToLookAt(root, 'list-en');
    await root.opens('resources/node/records/east/show');
    await root.page.getByTestId('node-now').getByText('following').waitFor();
    await isFineToLookAt(root, 'east-en');
  });

  it('gives a code for one more node, and shows it once', async () => {
    await admin.opens('resources/node/actions/invite');
    await admin.fills({ 节点名: 'north' });
    await isFineToLookAt(admin, 'invite');
    await admin.page.getByRole('button', { name: '生成加入码' }).click();
    const told = await admin.isTold('只显示这一次');
    const [, code = ''] = /sudo \.\/appliance\/up --join (\S+)/.exec(told) ?? [];
    expect(code.length).toBeGreaterThan(40);
    await isFineToLookAt(admin, 'invited');
    await admin.opens('resources/node');
    expect(await admin.reads()).not.toContain(code);
  });

  it('shows calls of both nodes as they are, and plays what one of them has recorded', async () => {
    const { cluster, plan } = stage();
    await admin.opens('pages/live');
    await admin.page.getByRole('tab', { name: '企业' }).click();
    await boss.opens('pages/live');
    const callers = await Promise.all(
      NODES.map(async (node) => {
        const scene = cluster.at(node);
        await scene.agent(agentOf(plan[node]), { does: 'answer', after: 50 });
        const caller = await scene.caller(plan[node].number);
        await caller.reaches('party.connected');
        await caller.sip.hears(900, 2500);
        return caller;
      }),
    );
    for (const node of NODES) await line(admin, NAMES[node][1]).getByText('1 / 100').waitFor();
    await isFineToLookAt(admin, 'live');
    await line(boss, agentOf(plan.west).number).getByText('通话中').waitFor();
    expect(await boss.reads()).not.toContain(NAMES.east[0]);
    for (const caller of callers) await caller.sip.hangsUp();
    const [, west] = await Promise.all(callers.map((caller) => caller.record()));
    const recording = 'SELECT FROM facts.recording WHERE call_id = $1';
    const callId = west?.call_id ?? '';
    await counts('its recording', async () => (await cluster.admin.query(recording, [callId])).length, 1);
    await boss.opens(`resources/call_record/records/${callId}/show`);
    await boss.page.getByTestId('play').click();
    await boss.page
      .locator('.cr-time')
      .filter({ hasText: /^0:0[1-9] / })
      .waitFor();
    await isFineToLookAt(boss, 'recording');
  });

  it('moves a tenant to the other node while it talks, and shows how far that is', async () => {
    const { cluster, plan } = stage();
    const { tenant, number } = plan.east;
    const agent = agentOf(plan.east);
    const [east, west] = [cluster.at('east'), cluster.at('west')];
    const telephone = await east.telephone(agent.extension, { does: 'answer', after: 50 });
    await east.command(agent, 'login');
    const caller = await east.caller(number);
    await caller.reaches('party.connected');
    await admin.opens(`resources/tenant/records/${tenant.id}/move`);
    await admin.page.getByRole('radio', { name: 'west' }).check();
    await isFineToLookAt(admin, 'move');
    await admin.page.getByRole('button', { name: '迁移', exact: true }).click();
    await admin.isTold('正在迁移到节点“west”');
    await admin.opens(`resources/tenant/records/${tenant.id}/show`);
    await admin.sees('已迁移');
    await Promise.all([caller.sip.hears(900, 1000), telephone.hears(400, 1000)]);
    await isFineToLookAt(admin, 'moving');
    await root.opens('resources/tenant_move');
    await isFineToLookAt(root, 'moves-en');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', node_id: 'east' });
    await admin.sees('已完成');
    await admin.opens('resources/tenant_move');
    await line(admin, NAMES.east[1], 'west').getByText('已完成').waitFor();
    await isFineToLookAt(admin, 'moves');
    await knowsAgent(cluster.host('west'), agent);
    await west.telephone(agent.extension, { does: 'answer', after: 50 });
    const next = await west.caller(number);
    await next.reaches('party.connected');
    await next.sip.hangsUp();
    expect(await next.record()).toMatchObject({ node_id: 'west' });
    await west.command(agent, 'logout');
  });

  it('tells that a node is dead, has its tenants taken over, and then shows them elsewhere', async () => {
    const { cluster, plan } = stage();
    await admin.opens('');
    await cluster.kill(cluster.host('west'));
    const alarms = admin.page.getByTestId('node-alarms');
    await alarms.getByText('节点没有应答').waitFor({ timeout: ALARM_WITHIN_MS });
    await isFineToLookAt(admin, 'alarm');
    await admin.opens('resources/node');
    await line(admin, 'west').getByText('失去联系').waitFor();
    await isFineToLookAt(admin, 'dead');
    await admin.opens('pages/live');
    await admin.page
      .locator('.cr-live-banner')
      .filter({ hasText: '这些节点的呼叫引擎失去联系' })
      .filter({ hasText: /：\s*west$/ })
      .waitFor();
    await isFineToLookAt(admin, 'live-dead');
    await admin.opens('resources/node/records/west/takeOver');
    await admin.sees('按负载分配');
    await isFineToLookAt(admin, 'take-over');
    await admin.page.getByRole('button', { name: '接管', exact: true }).click();
    await admin.isTold('正在接管节点“west”的 2 个企业');
    await admin.opens('resources/tenant_move');
    for (const [, name] of Object.values(NAMES)) await line(admin, name, '接管', 'east').first().waitFor();
    for (const { tenant } of [plan.east, plan.west]) {
      const home = 'SELECT FROM config.tenant WHERE id = $1 AND home_node_id = $2';
      await counts('at home', async () => (await cluster.admin.query(home, [tenant.id, 'east'])).length, 1);
      await knowsAgent(cluster.host('east'), agentOf(tenant === plan.east.tenant ? plan.east : plan.west));
    }
    await admin.opens('resources/tenant');
    for (const [, name] of Object.values(NAMES)) await line(admin, name, 'east').waitFor();
    await isFineToLookAt(admin, 'taken-over');
    await root.opens('resources/node/records/west/show');
    await root.page.getByTestId('node-now').getByText('the node does not answer').waitFor();
    await isFineToLookAt(root, 'dead-en');
    for (const person of people) expect(person.trespasses).toEqual([]);
  });
});
