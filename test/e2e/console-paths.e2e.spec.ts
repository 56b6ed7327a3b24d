import { readFile } from 'node:fs/promises';

import type { FlowGraph, FlowNode } from '../../src/ivr/core/flow-graph.js';
import type { Destination } from '../../src/kernel/destination.js';
import type { FlowId, PromptId } from '../../src/kernel/ids.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';

const ASKING = { keyTimeoutMs: 8000, attempts: 2, otherwise: 'agent' } as const;
const hangUp: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };

/** Hours that are told in a flow of their own, or an agent. */
function service(hoursId: FlowId, welcome: PromptId, agent: Destination): FlowGraph {
  return {
    start: 'vip?',
    nodes: {
      'vip?': {
        kind: 'condition',
        cases: [{ all: [{ left: '{vip}', is: 'is', right: 'yes' }], next: 'agent' }],
        otherwise: 'menu',
      },
      menu: { kind: 'menu', say: [{ prompt: welcome }], keys: { '1': 'hours', '2': 'agent', '9': 'menu' }, ...ASKING },
      hours: { kind: 'flow', flowId: hoursId, next: 'menu' },
      agent: { kind: 'go', destination: agent },
    },
  };
}

function hours(prompt: PromptId): FlowGraph {
  return {
    start: 'tell',
    nodes: {
      tell: { kind: 'play', say: [{ prompt }], interruptible: true, next: 'back' },
      back: { kind: 'return' },
      end: hangUp,
    },
  };
}

describe('paths of callers through a flow, at the console', () => {
  const scene = useBox('console-paths', async (config) => {
    await config.trunk('city', TRUNK_ADDRESS);
    const tenant = await config.tenant('demo');
    const { queueId } = await config.hotline(tenant, 1);
    const [welcome, second] = [await config.prompt(tenant, 'welcome'), await config.prompt(tenant, 'second-menu')];
    const hoursId = await config.flow(tenant, '营业时间', hours(second));
    const flowId = await config.flow(tenant, '服务热线', service(hoursId, welcome, { to: 'queue', queueId }));
    return { tenant, number: await config.accessNumber(tenant, { to: 'flow', flowId }) };
  });
  let browser: TestBrowser;
  let boss: Person;

  beforeAll(async () => {
    const { box, plan } = scene();
    await addOperators(box, [{ tenantId: plan.tenant.id, login: 'boss', role: 'tenant_admin' }]);
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
    boss = await browser.person('boss', box.origin, SMALL);
    await signIn(boss, 'demo', 'boss');
  });
  afterEach(() => {
    expect(boss.complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.stop();
  });

  /** What a node's line says; its ways by how they are told. */
  async function lineOf(node: string): Promise<Readonly<Record<string, string>>> {
    const line = boss.page.locator(`[data-node="${node}"]`);
    const told = (part: string, name: string) =>
      line
        .locator(part)
        .evaluateAll(
          (cells, key) =>
            (cells as unknown as { dataset: Record<string, string>; innerText: string }[]).map(
              ({ dataset, innerText }) => [dataset[key] ?? '', innerText.split('\n')[0] ?? ''] as const,
            ),
          name,
        );
    const ways = await line
      .locator('[data-way]')
      .evaluateAll((all) =>
        (all as unknown as { dataset: { way: string }; children: { innerText: string }[] }[]).map(
          ({ dataset, children }) => [dataset.way, children[1]?.innerText ?? ''] as const,
        ),
      );
    return Object.fromEntries([...(await told('[data-figure]', 'figure')), ...ways]);
  }

  /** In all sizes, for whoever looks and for whoever has it read aloud. */
  async function isFineToLookAt(name: string): Promise<void> {
    for (const view of [SMALL, LARGE]) {
      await boss.page.setViewportSize(view);
      await boss.picture(name);
      expect(await boss.barriers('.cr-figures')).toEqual([]);
      expect(await boss.fits()).toBe(true);
    }
  }

  it('nobody has called yet', async () => {
    await boss.page.goto('/console/pages/flow-paths');
    await boss.page.getByText('没有来电进入这个版本').waitFor();
    await isFineToLookAt('paths-none-zh');
  });

  it('a caller asks for the hours and hangs up in the menu, another one goes to the queue: both paths are counted', async () => {
    const { scene: stage, plan } = scene();
    const asks = await stage.caller(plan.number, { says: 's5000 | D1 s5000' });
    await asks.sip.hears(promptHz('welcome'), 200);
    await asks.sip.goesOn();
    await asks.sip.hears(promptHz('second-menu'), 200);
    await asks.sip.hears(promptHz('welcome'), 200);
    await asks.sip.hangsUp();
    expect(await asks.record()).toMatchObject({ lost_reason: 'abandoned_in_menu' });
    const waits = await stage.caller(plan.number, { says: 's5000 | D2 s5000' });
    await waits.sip.hears(promptHz('welcome'), 200);
    await waits.sip.goesOn();
    await waits.reaches('queue.entered');
    await waits.sip.hangsUp();
    expect(await waits.record()).toMatchObject({ lost_reason: 'abandoned_in_queue' });

    await stage.rows("SELECT 1 FROM reports.node_visit WHERE node = 'agent' AND left_by = 'go'", []);
    const { page } = boss;
    await page.getByLabel('流程', { exact: true }).selectOption({ label: '服务热线' });
    await page.locator('[data-node=agent] [data-way=go]').waitFor();
    expect(await lineOf('vip?')).toMatchObject({ entered: '2', ofCallers: '100.0%', case1: '0', otherwise: '2' });
    expect(await lineOf('menu')).toMatchObject({
      ...{ entered: '3', ofCallers: '150.0%', '1': '1', '2': '1', '9': '0', otherwise: '0' },
      ...{ hungUp: '1', ended: '0', still: '0' },
    });
    expect(await lineOf('hours')).toMatchObject({ entered: '1', next: '1', hungUp: '0' });
    expect(await lineOf('agent')).toMatchObject({ entered: '1', go: '1', hungUp: '0' });
    await isFineToLookAt('paths-zh');
  });

  it('as a file: each way of each node, and how often', async () => {
    const { page } = boss;
    await page.getByRole('button', { name: '导出 CSV' }).click();
    await page.getByText('已开始导出').waitFor();
    await page.getByRole('link', { name: '查看导出' }).click();
    const link = page.getByRole('link', { name: '下载' }).first();
    await link.waitFor();
    const file = await boss.downloads(() => link.click());
    const [head, ...lines] = (await readFile(await file.path(), 'utf8')).slice(1).trim().split('\r\n');
    expect(head).toBe('开始时间,流程,版本,节点,去向,次数');
    expect(lines.map((line) => line.split(',').slice(1).join(','))).toEqual([
      '服务热线,1,agent,离开流程,1',
      '服务热线,1,hours,然后,1',
      '服务热线,1,menu,按键 1,1',
      '服务热线,1,menu,按键 2,1',
      '服务热线,1,menu,在此挂机,1',
      '服务热线,1,vip?,否则,2',
    ]);
  });

  it('of the flow within, in English', async () => {
    const { page } = boss;
    await page.goto('/console/pages/flow-paths');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: '中文' }).waitFor();
    await page.getByLabel('Flow', { exact: true }).selectOption({ label: '营业时间' });
    await page.locator('[data-node=tell]').waitFor();
    expect(await lineOf('tell')).toMatchObject({ entered: '1', next: '1' });
    expect(await lineOf('back')).toMatchObject({ entered: '1', return: '1' });
    expect(await lineOf('end')).toMatchObject({ entered: '0', ofCallers: '0.0%' });
    await isFineToLookAt('paths-en');
  });
});
