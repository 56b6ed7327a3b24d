import { promptHz } from '../fixtures/box/prompt-tones.js';
import { eventually, SECOND_TRUNK_ADDRESS, TRUNK_ADDRESS, useBox, type CallerInScene } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES } from '../fixtures/sip/hearing.js';

const [CUSTOMER_HZ, AGENT_HZ, OUTSIDE_HZ] = TONES;
const OUTSIDE = '13900002222';
const TENANT = 'demo';

/** Somebody outside is called by the tenant's trunk: both hear each other, and both legs are charged. */
describe('callers go on to a number outside', () => {
  const scene = useBox('outside', async (config) => {
    const tenant = await config.tenant(TENANT);
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    const spare = await config.trunk('spare', SECOND_TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, spare, { outboundRank: 2 });
    const tariff = await config.tariff([
      { code: 'in', direction: 'inbound', setupMicro: '10000' },
      { code: 'mobile', direction: 'outbound', prefix: '1', setupMicro: '50000' },
      { code: 'abroad', direction: 'outbound', prefix: '00', rateClass: 'international' },
    ]);
    await config.account(tenant, tariff, { paidIn: '100' });
    const outside = { to: 'external', number: OUTSIDE } as const;
    const welcome = await config.prompt(tenant, 'welcome');
    const keys = { kind: 'keys', keyTimeoutMs: 5000, attempts: 3, otherwise: { to: 'hangUp' } } as const;
    const menuId = await config.menu(tenant, 'outside', welcome, { ...keys, keys: { '1': outside } });
    return {
      menu: await config.accessNumber(tenant, { to: 'menu', menuId }),
      overflowing: await config.hotline(tenant, 1, { maxWaitS: 2, overflow: outside }),
      hotline: await config.hotline(tenant, 1),
    };
  });

  interface Leg {
    readonly direction: string;
    readonly number: string;
  }

  interface ChargeRow {
    readonly amount_micro: string;
    readonly outbound_micro: string;
    readonly calculation: { readonly legs: readonly Leg[] };
  }

  async function chargedLegs(caller: CallerInScene): Promise<readonly Leg[]> {
    const { scene: stage } = scene();
    await caller.record();
    const callId = await caller.callId();
    let charge: ChargeRow | undefined;
    await eventually('the charge', async () => {
      [charge] = await stage.rows<ChargeRow>(
        'SELECT amount_micro, outbound_micro, calculation FROM facts.charge WHERE call_id = $1',
        [callId],
      );
      if (charge === undefined) throw new Error('not charged yet');
    });
    const { amount_micro: amount, outbound_micro: outbound, calculation } = charge!;
    expect(Number(outbound)).toBeGreaterThan(50_000);
    expect(Number(amount)).toBeGreaterThan(Number(outbound) + 10_000);
    return calculation.legs.map(({ direction, number }) => ({ direction, number }));
  }

  /** A caller who hears the menu out of which one key leads outside, and presses it. */
  async function choosing(): Promise<CallerInScene> {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.menu, { says: `s300 | D1 ${saying(CUSTOMER_HZ)}` });
    await caller.sip.hears(promptHz('welcome'), 300);
    await caller.sip.goesOn();
    return caller;
  }

  it('by a key of the menu: both hear each other, both legs are charged', async () => {
    const { scene: stage, plan } = scene();
    const carrier = await stage.carrier('city', { does: 'answer', after: 500, says: saying(OUTSIDE_HZ) });
    const caller = await choosing();
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      outside: { ear: carrier.ear, hz: OUTSIDE_HZ },
    };
    await hearEachOther(talkers, { customer: ['outside'], outside: ['customer'] });
    const invite = await carrier.isCalled();
    expect(invite.text).toContain(`INVITE sip:${OUTSIDE}@${TRUNK_ADDRESS}:`);
    await caller.sip.hangsUp();
    await carrier.isHungUp();
    expect(await chargedLegs(caller)).toEqual([
      { direction: 'inbound', number: plan.menu },
      { direction: 'outbound', number: OUTSIDE },
    ]);
  });

  it('nobody answers in the queue: its overflow calls outside', async () => {
    const { scene: stage, plan } = scene();
    const carrier = await stage.carrier('city', { does: 'answer', after: 500, says: saying(OUTSIDE_HZ) });
    const caller = await stage.caller(plan.overflowing.number, { says: saying(CUSTOMER_HZ) });
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      outside: { ear: carrier.ear, hz: OUTSIDE_HZ },
    };
    await hearEachOther(talkers, { customer: ['outside'], outside: ['customer'] });
    await caller.sip.hangsUp();
    await carrier.isHungUp();
    expect(await caller.record()).toMatchObject({ queue_id: plan.overflowing.queueId, lost_reason: null });
    expect(await chargedLegs(caller)).toHaveLength(2);
  });

  it('an agent transfers the caller outside, and is free', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const carrier = await stage.carrier('city', { does: 'answer', after: 500, says: saying(OUTSIDE_HZ) });
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    const customer = { ear: caller.sip.ear, hz: CUSTOMER_HZ };
    const talking = { customer, agent: { ear: telephone.ear, hz: AGENT_HZ } };
    await hearEachOther(talking, { customer: ['agent'], agent: ['customer'] });
    const path = `/v1/tenants/${TENANT}/calls/${await caller.callId()}/acts`;
    const by = { agent: agent!.number };
    const abroad = await box.api.ask('POST', path, { by, act: { act: 'transfer', to: { external: '+14155550100' } } });
    expect(abroad).toMatchObject({ status: 403, body: { code: 'billing.international_closed' } });
    const asked = await box.api.ask('POST', path, { by, act: { act: 'transfer', to: { external: OUTSIDE } } });
    expect(asked.status).toBe(200);
    const talkers = { customer, outside: { ear: carrier.ear, hz: OUTSIDE_HZ } };
    await hearEachOther(talkers, { customer: ['outside'], outside: ['customer'] });
    await stage.agentIs(agent!, 'ready');
    await caller.sip.hangsUp();
    await carrier.isHungUp();
    expect(await chargedLegs(caller)).toEqual([
      { direction: 'inbound', number: plan.hotline.number },
      { direction: 'outbound', number: OUTSIDE },
    ]);
  });

  it('the first line cannot take it: the next one does, and one leg outside is charged', async () => {
    const { scene: stage, plan } = scene();
    const city = await stage.carrier('city', { does: 'refuse', status: 503, reason: 'Service Unavailable' });
    const answers = { does: 'answer', after: 500, says: saying(OUTSIDE_HZ) } as const;
    const spare = await stage.carrier('spare', answers, SECOND_TRUNK_ADDRESS);
    const caller = await choosing();
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      outside: { ear: spare.ear, hz: OUTSIDE_HZ },
    };
    await hearEachOther(talkers, { customer: ['outside'], outside: ['customer'] });
    expect(city.timesCalled).toBe(1);
    await spare.hangsUp();
    expect(await chargedLegs(caller)).toEqual([
      { direction: 'inbound', number: plan.menu },
      { direction: 'outbound', number: OUTSIDE },
    ]);
  });

  it('an agent consults somebody outside, comes back, consults them again and puts the caller through', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const carrier = await stage.carrier('city', { does: 'answer', after: 500, says: saying(OUTSIDE_HZ) });
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    const customer = { ear: caller.sip.ear, hz: CUSTOMER_HZ };
    const outside = { ear: carrier.ear, hz: OUTSIDE_HZ };
    const three = { customer, outside, agent: { ear: telephone.ear, hz: AGENT_HZ } };
    const path = `/v1/tenants/${TENANT}/calls/${await caller.callId()}/acts`;
    const act = async (of: object): Promise<void> => {
      const answer = await box.api.ask('POST', path, { by: { agent: agent!.number }, act: of });
      expect(answer.status).toBe(200);
    };
    const consults = async (): Promise<void> => {
      await act({ act: 'consult', to: { external: OUTSIDE } });
      await hearEachOther(three, { customer: ['else'], agent: ['outside'], outside: ['agent'] });
    };
    await hearEachOther(three, { customer: ['agent'], agent: ['customer'], outside: [] });
    await consults();
    await act({ act: 'backFromConsult' });
    await carrier.isHungUp();
    await hearEachOther(three, { customer: ['agent'], agent: ['customer'], outside: [] });
    await consults();
    await act({ act: 'completeTransfer' });
    await telephone.isHungUp();
    await hearEachOther({ customer, outside }, { customer: ['outside'], outside: ['customer'] });
    await stage.agentIs(agent!, 'ready');
    await caller.sip.hangsUp();
    const outbound = { direction: 'outbound', number: OUTSIDE };
    const inbound = { direction: 'inbound', number: plan.hotline.number };
    expect(await chargedLegs(caller)).toEqual([inbound, outbound, outbound]);
  });
});
