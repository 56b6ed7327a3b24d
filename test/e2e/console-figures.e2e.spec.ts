import { readFile } from 'node:fs/promises';

import { newId } from '../../src/platform/database/new-id.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Yesterday in the browser's zone, eight hours ahead of UTC. */
const YESTERDAY = Math.floor((Date.now() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 32 * HOUR;
const TEN = YESTERDAY + 10 * HOUR;

interface Told {
  /** Since when they wait. */
  readonly at: number;
  readonly waitsS: number;
  /** null: they hang up while they wait. */
  readonly talksS: number | null;
}
const CALLS: readonly Told[] = [
  { at: TEN, waitsS: 10, talksS: 60 },
  // the conversation goes on beyond eleven
  { at: TEN + 59 * MINUTE, waitsS: 30, talksS: 120 },
  { at: TEN + 61 * MINUTE, waitsS: 40, talksS: null },
];

describe('figures at the console', () => {
  const scene = useBox('console-figures', async (config) => {
    await config.trunk('city', TRUNK_ADDRESS);
    const tenant = await config.tenant('demo');
    return { tenant, asked: await config.hotline(tenant, 1), quiet: await config.hotline(tenant, 1) };
  });
  let browser: TestBrowser;
  let boss: Person;

  beforeAll(async () => {
    const { box, plan } = scene();
    await addOperators(box, [{ tenantId: plan.tenant.id, login: 'boss', role: 'tenant_admin' }]);
    for (const call of CALLS) await happened(call);
    await agentIs(TEN - MINUTE, 'ready');
    await agentIs(TEN + 2 * HOUR, 'notReady', null, 'break');
    await agentIs(TEN + 2 * HOUR + 10 * MINUTE, 'loggedOut');
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
    boss = await browser.person('boss', box.origin, LARGE);
    await signIn(boss, 'demo', 'boss');
  });
  afterEach(() => {
    expect(boss.complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.stop();
  });

  async function happened({ at, waitsS, talksS }: Told): Promise<void> {
    const { box, plan } = scene();
    const { tenant, asked } = plan;
    const agentId = asked.agents[0]!.id;
    const callId = newId();
    const over = at + waitsS * 1000;
    const end = over + (talksS ?? 0) * 1000;
    const steps: [number, string, object][] = [[at, 'queue.entered', { queueId: asked.queueId }]];
    if (talksS !== null) {
      steps.push([over - 5000, 'agent.offered', { agentId }], [over, 'party.connected', { agentId }]);
      await agentIs(over - 5000, 'offered', callId);
      await agentIs(over, 'talking', callId);
      await agentIs(end, 'wrapUp', callId);
      await agentIs(end + 10_000, 'ready');
    }
    steps.push([end, 'call.ended', { lostReason: talksS === null ? 'abandoned_in_queue' : null }]);
    for (const [seq, [instant, step, detail]] of steps.entries()) {
      await box.query(
        'INSERT INTO facts.call_step (id, at, tenant_id, call_id, seq, step, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [newId(), new Date(instant), tenant.id, callId, seq, step, JSON.stringify(detail)],
      );
    }
  }

  async function agentIs(
    at: number,
    phase: string,
    callId: string | null = null,
    reason: string | null = null,
  ): Promise<void> {
    const { box, plan } = scene();
    await box.query(
      `INSERT INTO facts.agent_step (id, at, tenant_id, agent_id, seq, from_phase, to_phase, reason, call_id)
       VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8)`,
      [newId(), new Date(at), plan.tenant.id, plan.asked.agents[0]!.id, at / 1000, phase, reason, callId],
    );
  }

  /** What one line of the table says, by the columns' names. */
  const figuresOf = (line: string): Promise<Readonly<Record<string, string>>> =>
    boss.page
      .locator(line)
      .locator('[data-figure]')
      .evaluateAll((cells) => {
        const all = cells as unknown as { dataset: { figure: string }; innerText: string }[];
        return Object.fromEntries(all.map(({ dataset, innerText }) => [dataset.figure, innerText]));
      });
  const isWhole = async (): Promise<void> => {
    expect(await boss.barriers('.cr-figures')).toEqual([]);
    expect(await boss.fits()).toBe(true);
  };

  it('yesterday’s of the queues, from the menu: a line of the one that was called, and their sum', async () => {
    const { page } = boss;
    await page.goto('/console/pages/queue-figures');
    await page.getByText('这段时间没有数据').waitFor();
    await page.getByLabel('时间范围').selectOption({ label: '昨天' });
    await page.getByTestId('figures-sum').waitFor();
    const sum = await figuresOf('[data-testid=figures-sum]');
    expect(sum).toMatchObject({
      ...{ offered: '3', answered: '2', answeredShare: '66.7%', abandoned: '1', overflowed: '0', lost: '0' },
      ...{ speedOfAnswerMs: '0:20', longestWaitMs: '0:40', talkMs: '3:00', wrapUpMs: '0:20', handlingMs: '1:40' },
    });
    const { mostWaiting, ...line } = await figuresOf('[data-testid=figures] tbody tr');
    expect({ ...line, mostWaiting: '' }).toEqual(sum);
    expect(mostWaiting).toBe('1');
    await boss.picture('figures-queues-zh');
    await isWhole();
  });

  it('by the hour: what goes on beyond the hour is cut there, and the address says all of it to somebody else', async () => {
    const { page } = boss;
    await page.getByLabel('统计时段').selectOption({ label: '小时' });
    await page.locator('[data-testid=figures] tbody tr').nth(1).waitFor();
    await page.reload();
    await page.locator('[data-testid=figures] tbody tr').nth(1).waitFor();
    const hours = [1, 2].map((line) => figuresOf(`[data-testid=figures] tbody tr:nth-child(${line})`));
    expect(await Promise.all(hours)).toMatchObject([
      { offered: '2', answered: '2', abandoned: '0', talkMs: '1:30' },
      { offered: '1', answered: '0', abandoned: '1', talkMs: '1:30' },
    ]);
    expect(await page.locator('[data-testid=figures] tbody .cr-when').allInnerTexts()).toEqual([
      expect.stringContaining('10:00'),
      expect.stringContaining('11:00'),
    ]);
  });

  it('of one queue alone: nothing happened in the other one', async () => {
    const { page } = boss;
    const { quiet } = scene().plan;
    await page.locator('#figures-thing').fill(quiet.queueNumber);
    await page.getByRole('option', { name: quiet.queueNumber }).click();
    await page.getByText('这段时间没有数据').waitFor();
    await page.locator('#figures-thing').fill('');
    await page.getByTestId('figures-sum').waitFor();
  });

  it('as a file, with the lines that the page has', async () => {
    const { page } = boss;
    await page.getByRole('button', { name: '导出 CSV' }).click();
    await page.getByText('已开始导出').waitFor();
    await page.getByRole('link', { name: '查看导出' }).click();
    const link = page.getByRole('link', { name: '下载' }).first();
    await link.waitFor();
    const file = await boss.downloads(() => link.click());
    const [head, ...lines] = (await readFile(await file.path(), 'utf8')).slice(1).trim().split('\r\n');
    expect(head).toContain('进入队列,接听,接通率');
    expect(lines).toEqual([
      expect.stringMatching(/^\S+ 10:00.*,2,2,/),
      expect.stringMatching(/^\S+ 11:00.*,1,0,/),
      expect.stringMatching(/^,+合计,3,2,/),
    ]);
  });

  it('of agents, in English: how long they did what, and each state in their records', async () => {
    const { page } = boss;
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: '中文' }).waitFor();
    await page.goto('/console/pages/agent-figures?range=yesterday');
    await page.getByTestId('figures-sum').waitFor();
    expect(await figuresOf('[data-testid=figures-sum]')).toMatchObject({
      ...{ offered: '2', answered: '2', missed: '0', conversations: '2', notReadyMs: '10:00' },
      ...{ loginMs: '2:11:00', ringMs: '0:10', talkMs: '3:00', wrapUpMs: '0:20', averageTalkMs: '1:30' },
    });
    expect(await page.locator('.cr-figures').innerText()).not.toMatch(/\p{Script=Han}/u);
    await boss.picture('figures-agents-en');
    await isWhole();
    await page.goto('/console/resources/agent_record');
    const record = page.locator('tr').filter({ hasText: 'Not ready' });
    await record.filter({ hasText: '10:00' }).filter({ hasText: 'Yes' }).first().waitFor();
    await boss.picture('agent-records-en');
  });
});
