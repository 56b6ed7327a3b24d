import type { CallRecord, CallStep, CallStepName, Fact } from '../../src/kernel/domain-events.js';
import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { RestClient, type RestAnswer } from '../fixtures/box/rest-client.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { header } from '../fixtures/sip/message-log.js';
import { TestBrowser } from '../fixtures/browser/browser.js';
import { ConsoleUser } from '../fixtures/browser/console-user.js';

const PASSWORD = 'Southern-river-42';
const CUSTOMER = '13800001111';
const PAID_IN = 10_000_000;

/** A story in chapters: each begins where the one before has ended. */
describe('a program has an agent work a whole shift over REST', () => {
  const scene = useBox('rest-shift', async (config) => {
    const tenant = await config.tenant('demo');
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    const tariff = await config.tariff([
      { code: 'in', direction: 'inbound' },
      { code: 'out', direction: 'outbound', setupMicro: '50000' },
    ]);
    await config.account(tenant, tariff, { paidIn: '10' });
    const others = await config.tenant('others');
    return {
      tenant,
      hotline: await config.hotline(tenant, 1, { record: true }),
      /** Further numbers of the tenant; who may show which is for the story to say. */
      numbers: [
        await config.accessNumber(tenant, { to: 'hangUp' }),
        await config.accessNumber(tenant, { to: 'hangUp' }),
        await config.accessNumber(tenant, { to: 'hangUp' }),
      ] as const,
      others: await config.hotline(others, 1),
    };
  });
  let client: RestClient;
  const calls: string[] = [];

  beforeAll(async () => {
    const { box, plan } = scene();
    const insert = `INSERT INTO access.operator
      (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
      VALUES ($1, $2, $3, $3, 'zh', 'tenant_admin', $4, false)`;
    await box.query(insert, [newId(), plan.tenant.id, 'boss', await new Passwords().hash(PASSWORD)]);
    box.web.start();
    await box.webIsUp();
  });

  async function reaches(callId: string, step: CallStepName): Promise<void> {
    await scene().box.api.fact(
      `step ${step} of the call`,
      (fact): fact is CallStep => fact.kind === 'call.step' && fact.callId === callId && fact.step === step,
    );
  }

  /** Over, and in PostgreSQL. */
  async function isOver(callId: string): Promise<void> {
    const { box, scene: stage } = scene();
    const isRecord = (fact: Fact): fact is CallRecord => fact.kind === 'call.record' && fact.callId === callId;
    await box.api.fact('end of the call', isRecord);
    await stage.record(callId);
    await stage.rows('SELECT FROM facts.charge WHERE call_id = $1', [callId]);
    calls.push(callId);
  }

  function items({ status, body }: RestAnswer): Readonly<Record<string, unknown>>[] {
    expect(status).toBe(200);
    return body.items as Readonly<Record<string, unknown>>[];
  }

  it('the administrator makes a key in the console; it is shown once, and opens the interface', async () => {
    const { box } = scene();
    const browser = await TestBrowser.start();
    const boss = new ConsoleUser(await browser.person('boss', box.origin));
    await boss.signsIn('demo', 'boss', PASSWORD);
    await boss.news('api_key');
    await boss.fills({ 名称: 'CRM' });
    for (const box of await boss.page.getByRole('checkbox').all()) await box.check();
    await boss.saves();
    const key = /crk_[A-Za-z0-9_-]{43}/.exec(await boss.isTold('crk_'))?.[0] ?? '';
    await browser.stop();
    expect(await box.query('SELECT FROM access.api_key WHERE secret_hash = $1 OR hint = $1', [key])).toEqual([]);

    expect((await new RestClient(box.origin, `crk_${'x'.repeat(43)}`).get('/agents')).status).toBe(401);
    client = new RestClient(box.origin, key);
    const agents = await client.get('/agents');
    expect(agents.headers.get('ratelimit')).toMatch(/r=\d+/);
    expect(items(agents)).toEqual([
      expect.objectContaining({ state: expect.objectContaining({ phase: 'loggedOut' }) }),
    ]);
  });

  it('the agent is logged in and ready; a call comes in, is seen, and hung up', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.telephone(agent!.extension, { does: 'answer', after: 'cue' });
    const login = await client.post(`/agents/${agent!.number}/login`, {});
    expect(login).toMatchObject({ status: 200, body: { number: agent!.number, state: { phase: 'ready' } } });
    expect(items(await client.get('/queues'))).toEqual([
      expect.objectContaining({ number: plan.hotline.queueNumber, waiting: 0, ready: 1 }),
    ]);

    const caller = await stage.caller(plan.hotline.number);
    await caller.reaches('agent.ringing');
    const callId = await caller.callId();
    // what is so now may be a second old
    const seen = await eventually('the call is seen', async () => {
      const answer = await client.get('/calls');
      const calls = answer.status === 429 ? [] : items(answer);
      return calls.length === 0 ? null : calls;
    });
    expect(seen).toEqual([
      expect.objectContaining({ id: callId, direction: 'inbound', phase: 'offering', caller: caller.number }),
    ]);
    await telephone.answers();
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    expect(await client.get(`/agents/${agent!.number}`)).toMatchObject({
      body: { state: { phase: 'talking', callId } },
    });
    expect(await client.get(`/calls/${callId}`)).toMatchObject({
      status: 200,
      body: { phase: 'talking', agent: agent!.number, queue: plan.hotline.queueNumber },
    });
    expect(await client.get('/account')).toMatchObject({ body: { running: { calls: 1 }, balanceMicro: `${PAID_IN}` } });
    expect((await client.post(`/calls/${callId}/hang-up`, {})).status).toBe(200);
    await Promise.all([caller.sip.isOver(), telephone.isHungUp()]);
    await isOver(callId);
    expect((await client.get(`/calls/${callId}`)).status).toBe(404);
  });

  it('a customer is called; asked twice with one idempotency key it is one call', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.telephone(agent!.extension, { does: 'answer', after: 0 });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
    const wish = { agent: agent!.number, to: '+86 138-0000-1111' };
    const placed = await client.post('/calls', wish, 'lead-1');
    expect(placed).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    const again = await client.post('/calls', wish, 'lead-1');
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: placed.body });
    const other = await client.post('/calls', { ...wish, to: '13900002222' }, 'lead-1');
    expect(other.status).toBe(422);
    const callId = placed.body.id as string;
    await reaches(callId, 'party.connected');
    await Promise.all([carrier.hears(900), telephone.hears(700)]);
    expect(carrier.timesCalled).toBe(1);
    expect((await carrier.isCalled()).text).toContain(`INVITE sip:${CUSTOMER}@`);
    const busy = await client.post('/calls', wish, 'lead-2');
    expect(busy).toMatchObject({ status: 409, body: { code: 'acd.agent_busy' } });
    await carrier.hangsUp();
    await isOver(callId);
    const abroad = await client.post('/calls', { agent: agent!.number, to: '+1 212 555 0100' });
    expect(abroad).toMatchObject({ status: 403, body: { code: 'billing.international_closed' } });
    expect(abroad.headers.get('content-type')).toContain('application/problem+json');
  });

  it('not ready, then the records and charges are read; they add up with the balance; another tenant has nothing of it', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const pause = await client.post(`/agents/${agent!.number}/not-ready`, { reason: 'lunch' });
    expect(pause).toMatchObject({ status: 200, body: { state: { phase: 'notReady', reason: 'lunch' } } });

    const first = await client.get('/call-records?limit=1');
    const second = await client.get(`/call-records?limit=1&cursor=${String(first.body.nextCursor)}`);
    expect([...items(first), ...items(second)]).toEqual([
      expect.objectContaining({ id: calls[1], direction: 'outbound', called: CUSTOMER, recorded: true }),
      expect.objectContaining({ id: calls[0], direction: 'inbound', result: 'answered', recorded: true }),
    ]);

    const charges = items(await client.get('/charges'));
    expect(charges.map(({ callId }) => callId)).toEqual(calls.toReversed());
    let spent = 0;
    for (const { id, amountMicro, seconds, direction } of charges) {
      const { status, body } = await client.get(`/charges/${String(id)}`);
      expect(status).toBe(200);
      const lines = body.lines as { readonly amountMicro: string }[];
      expect(lines.reduce((sum, line) => sum + Number(line.amountMicro), 0)).toBe(Number(amountMicro));
      expect(amountMicro).toBe(`${Number(seconds) * 10_000 + (direction === 'outbound' ? 50_000 : 0)}`);
      spent += Number(amountMicro);
    }
    expect(await client.get('/account')).toMatchObject({
      status: 200,
      body: { currency: 'CNY', balanceMicro: `${PAID_IN - spent}`, running: { calls: 0 } },
    });

    const theirs = await stage.caller(plan.others.number);
    await theirs.reaches('queue.entered');
    const foreign = await theirs.callId();
    expect(items(await client.get('/calls'))).toEqual([]);
    expect((await client.get(`/calls/${foreign}`)).status).toBe(404);
    expect((await client.post(`/calls/${foreign}/hang-up`, {})).status).toBe(404);
    expect((await client.post(`/agents/${plan.others.agents[0]!.number}/login`, {})).status).toBe(404);
    await theirs.sip.hangsUp();
    await theirs.record();
    expect((await client.get(`/call-records/${foreign}`)).status).toBe(404);
  });

  it('of several numbers the agent shows the one that is asked for, the lowest where none is, and none that is not theirs', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const [closed, low, high] = plan.numbers;
    await box.reconfigure(
      `UPDATE config.agent SET caller_number_ids = (SELECT array_agg(id) FROM config.access_number WHERE number = ANY ($1))
        WHERE id = $2`,
      [[low, high], agent!.id],
    );
    const wish = { agent: agent!.number, to: CUSTOMER };
    for (const [asked, shown] of [
      [{ showing: high }, high],
      [{ showing: low }, low],
      [{}, low],
    ] as const) {
      const telephone = await stage.telephone(agent!.extension, { does: 'answer', after: 0 });
      const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
      const placed = await client.post('/calls', { ...wish, ...asked });
      expect(placed).toMatchObject({ status: 201, body: { id: expect.any(String) } });
      expect(header(await carrier.isCalled(), 'From')).toContain(`<sip:${shown}@`);
      await Promise.all([carrier.hears(900, 500), telephone.hears(700, 500)]);
      await carrier.hangsUp();
      await isOver(placed.body.id as string);
    }
    const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
    for (const showing of [closed, plan.hotline.number, plan.others.number]) {
      const refused = await client.post('/calls', { ...wish, showing });
      expect(refused).toMatchObject({ status: 422, body: { code: 'calls.not_your_number' } });
    }
    expect(carrier.timesCalled).toBe(0);
  });

  it('the engine is away: said so with a problem; it is back, the agent is logged out', async () => {
    const { box, plan } = scene();
    const [agent] = plan.hotline.agents;
    await box.engine.stop();
    const away = await client.post(`/agents/${agent!.number}/logout`, {});
    expect(away).toMatchObject({ status: 503, body: { code: 'local_api.engine_unavailable' } });
    expect((await client.get('/call-records')).status).toBe(200);
    box.engine.start();
    await box.engineIsUp();
    const logout = await client.post(`/agents/${agent!.number}/logout`, {});
    expect(logout).toMatchObject({ status: 200, body: { state: { phase: 'loggedOut' } } });
    const acts = await box.query<{ by: string }>(
      `SELECT DISTINCT operator_name AS by FROM access.audit_entry WHERE object_type = 'agent'`,
    );
    expect(acts).toEqual([{ by: expect.stringContaining('CRM') }]);
  });
});
