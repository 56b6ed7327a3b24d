import { createSocket, type Socket } from 'node:dgram';

import type { Page } from 'playwright-core';

import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { addOperators, signIn } from '../fixtures/browser/console-operators.js';

/** Where the other carrier answers whether it is there. */
const CARRIER = { address: '127.0.0.4', port: 17560 };
/** Asterisk asks a trunk every 30 s, the first time sometime in the first 30. */
const ASKED_WITHIN_MS = 45_000;

describe('the live status in a browser', () => {
  const scene = useBox('live-status', async (config) => {
    const tenant = await config.tenant('demo');
    const other = await config.tenant('other');
    await config.trunk('city', TRUNK_ADDRESS);
    await config.trunk('harbour', CARRIER.address);
    return { tenant, hotline: await config.hotline(tenant, 1), others: await config.hotline(other, 1) };
  });
  let browser: TestBrowser;
  let carrier: Socket;
  const people: Person[] = [];

  beforeAll(async () => {
    const { box, plan } = scene();
    carrier = await answeringCarrier();
    await box.reconfigure("UPDATE config.trunk SET port = $1 WHERE endpoint = 'trunk-harbour'", [CARRIER.port]);
    await addOperators(box, [
      { tenantId: plan.tenant.id, login: 'boss', role: 'tenant_admin' },
      { tenantId: null, login: 'root', role: 'platform_admin', language: 'en' },
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
    carrier.close();
  });

  const watches = async (login: string, company: string, view = SMALL): Promise<Page> => {
    const person = await browser.person(login, scene().box.origin, view);
    people.push(person);
    const { page } = person;
    await signIn(person, company, login);
    await page.goto('/console/pages/live');
    return page;
  };
  const line = (page: Page, text: string) => page.locator('tr', { hasText: text });

  it('a telephone registers, its agent talks to a caller, all end, it signs out: each is seen as it happens', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const page = await watches('boss', 'demo');
    await page.getByRole('tab', { name: '内线' }).click();
    const { dn } = agent!.extension;
    await line(page, dn).getByText('未注册').waitFor();
    const telephone = await stage.agent(agent!, { does: 'answer', after: 'cue' });
    await line(page, dn).getByText('已注册').waitFor();
    await line(page, dn).getByText('127.0.0.3:').waitFor();
    await page.getByRole('tab', { name: '座席' }).click();
    await line(page, agent!.number).getByText('示闲').waitFor();
    const caller = await stage.caller(plan.hotline.number);
    await line(page, agent!.number).getByText('振铃').waitFor();
    await telephone.answers();
    await line(page, agent!.number).getByText('通话中').waitFor();
    await line(page, agent!.number).getByText(caller.number).waitFor();
    await people[0]!.picture('live-agents');
    expect(await people[0]!.barriers('.cr-live')).toEqual([]);
    expect(await people[0]!.fits()).toBe(true);
    await page.getByRole('tab', { name: '通话' }).click();
    await line(page, caller.number).getByText('通话中').waitFor();
    await page.getByRole('tab', { name: '队列' }).click();
    await line(page, plan.hotline.queueNumber).waitFor();
    await caller.sip.hangsUp();
    await page.getByRole('tab', { name: '通话' }).click();
    await page.getByText('现在没有通话').waitFor();
    await page.getByRole('tab', { name: '座席' }).click();
    await line(page, agent!.number).getByText('示闲').waitFor();
    await telephone.signsOut();
    await line(page, agent!.number).getByText('未注册').waitFor();
    expect(await page.content()).not.toContain(plan.others.agents[0]!.number);
    expect(people[0]!.trespasses).toEqual([]);
    expect(people[0]!.complaints).toEqual([]);
  });

  it('the engine dies and comes back: the page says so, keeps what it knew, and goes on', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    await stage.login(agent!);
    const page = await watches('boss', 'demo');
    await page.getByRole('tab', { name: '座席' }).click();
    await line(page, agent!.number).getByText('示闲').waitFor();
    await box.engine.signal('SIGKILL');
    await page.getByText('呼叫引擎失去联系').waitFor();
    await people[0]!.picture('live-engine-away');
    await line(page, agent!.number).getByText('示闲').waitFor();
    box.engine.start();
    await box.engineIsUp();
    await page.getByText('呼叫引擎失去联系').waitFor({ state: 'detached' });
    await stage.command(agent!, 'not-ready');
    await line(page, agent!.number).getByText('示忙', { exact: true }).waitFor();
  });

  it('the platform sees trunks that answer and that do not, tenants, the SIP server and processes', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.others.agents;
    await stage.agent(agent!, { does: 'answer', after: 0 });
    const page = await watches('root', '', LARGE);
    await line(page, 'trunk-harbour').getByText('Reachable', { exact: true }).waitFor({ timeout: ASKED_WITHIN_MS });
    await line(page, 'trunk-city').getByText('Unreachable').waitFor({ timeout: ASKED_WITHIN_MS });
    const caller = await stage.caller(plan.others.number);
    await caller.sip.hears(900);
    await line(page, 'trunk-city').getByText('1 / 100').waitFor();
    await people[0]!.picture('live-trunks');
    await page.getByRole('tab', { name: 'Tenants' }).click();
    await line(page, 'other').getByText('1 / 100').waitFor();
    await page.getByRole('tab', { name: 'SIP servers' }).click();
    await page.getByText('22.10').first().waitFor();
    await page.getByRole('tab', { name: 'Processes' }).click();
    for (const name of ['Call engine', 'Web (web)', 'SIP server', 'Database'])
      await line(page, name).getByText('Up', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(caller.number);
    await page.goto('/console/pages/system');
    await page.getByText('Data folder').first().waitFor();
    await line(page, 'Database (PostgreSQL)')
      .getByText(/^\d+\.\d+/)
      .waitFor();
    await people[0]!.picture('system-status');
    expect(await people[0]!.barriers('.cr-live')).toEqual([]);
    expect(await people[0]!.fits()).toBe(true);
    await caller.sip.hangsUp();
    expect(people[0]!.complaints).toEqual([]);
  }, 120_000);
});

/** A carrier that says yes to every OPTIONS. */
async function answeringCarrier(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (data, from) => {
    const lines = data.toString().split('\r\n');
    const kept = lines.filter((text) => /^(Via|From|To|Call-ID|CSeq):/i.test(text));
    const answer = ['SIP/2.0 200 OK', ...kept.map((text) => (/^To:/i.test(text) ? `${text};tag=carrier` : text))];
    socket.send([...answer, 'Content-Length: 0', '', ''].join('\r\n'), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(CARRIER.port, CARRIER.address, resolve));
  return socket;
}
