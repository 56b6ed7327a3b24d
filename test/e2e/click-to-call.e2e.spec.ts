import type { CallRecord, CallStep, CallStepName, Fact } from '../../src/kernel/domain-events.js';
import type { TestAgent } from '../fixtures/box/configuration.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { aroundGap, recordingOf, WELL_KEPT } from '../fixtures/box/recordings.js';
import { eventually, SECOND_TRUNK_ADDRESS, TRUNK_ADDRESS, useBox, type RecordRow } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES } from '../fixtures/sip/hearing.js';
import { header } from '../fixtures/sip/message-log.js';
import { durationMs, reportOf } from '../fixtures/sip/sound.js';

const CUSTOMER = '13800001111';
const [CUSTOMER_HZ, AGENT_HZ, CUSTOMER_SECRET_HZ, AGENT_SECRET_HZ] = TONES;
/** What the caller hears while it rings (indications.conf). */
const RINGING = 'sound';

const UNAVAILABLE = { does: 'refuse', status: 503, reason: 'Service Unavailable' } as const;

describe('an agent has a customer called', () => {
  const scene = useBox('click-to-call', async (config) => {
    const tenant = await config.tenant('demo');
    const city = await config.trunk('city', TRUNK_ADDRESS);
    const spare = await config.trunk('spare', SECOND_TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    await config.tenantTrunk(tenant, spare, { outboundRank: 2 });
    const tariff = await config.tariff([
      { code: 'in', direction: 'inbound' },
      { code: 'mobile', direction: 'outbound', prefix: '1', setupMicro: '50000' },
      { code: 'abroad', direction: 'outbound', prefix: '00', rateClass: 'international' },
    ]);
    await config.account(tenant, tariff, { paidIn: '10' });
    return { tenant, city, spare, hotline: await config.hotline(tenant, 1, { record: true }) };
  });

  function parts() {
    const { scene: stage, box, plan } = scene();
    return { stage, box, plan, agent: plan.hotline.agents[0]! };
  }

  async function place(agent: TestAgent, to: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const path = `/v1/agents/${agent.tenantCode}/${agent.number}/calls`;
    const { status, body } = await scene().box.api.ask('POST', path, { to, showing: null });
    return { status, body: body as Record<string, unknown> };
  }

  async function placed(agent: TestAgent, to = CUSTOMER): Promise<string> {
    const { status, body } = await place(agent, to);
    expect({ status, body }).toEqual({ status: 200, body: { callId: expect.any(String) } });
    return body.callId as string;
  }

  async function reaches(callId: string, step: CallStepName, time = 1): Promise<CallStep> {
    const { api } = scene().box;
    const isStep = (fact: Fact): fact is CallStep =>
      fact.kind === 'call.step' && fact.callId === callId && fact.step === step;
    return api.fact(
      `step ${step} no. ${time} of the placed call`,
      (fact): fact is CallStep => isStep(fact) && api.facts.filter(isStep).indexOf(fact) === time - 1,
    );
  }

  /** The agent does something about the call. */
  async function acts(agent: TestAgent, callId: string, act: object): Promise<void> {
    const path = `/v1/tenants/${agent.tenantCode}/calls/${callId}/acts`;
    const answer = await scene().box.api.ask('POST', path, { by: { agent: agent.number }, act });
    expect(answer).toEqual({ status: 200, body: { callId } });
  }

  async function recordOf(callId: string): Promise<RecordRow> {
    const { scene: stage, box } = scene();
    const isRecord = (fact: Fact): fact is CallRecord => fact.kind === 'call.record' && fact.callId === callId;
    await box.api.fact('record of the placed call', isRecord);
    return stage.record(callId);
  }

  it('the agent’s telephone first, then the customer, who hears the agent: recorded, charged as an outbound call', async () => {
    const { stage, plan, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 'cue' });
    const carrier = await stage.carrier('city', { does: 'answer', after: 'cue' });
    const callId = await placed(agent);
    await telephone.isCalled();
    expect(carrier.timesCalled).toBe(0);
    await telephone.answers();
    const invite = await carrier.isCalled();
    expect(invite.text).toContain(`INVITE sip:${CUSTOMER}@${TRUNK_ADDRESS}:`);
    expect(header(invite, 'From')).toContain(`<sip:${plan.hotline.number}@`);
    await telephone.hears(RINGING, 500);
    await carrier.answers();
    await Promise.all([carrier.hears(900, 1000), telephone.hears(700, 1000)]);
    await stage.agentIs(agent, 'talking');
    await telephone.hangsUp();
    await carrier.isHungUp();

    const record = await recordOf(callId);
    expect(record).toMatchObject({
      direction: 'outbound',
      caller: plan.hotline.number,
      called: CUSTOMER,
      agent_id: agent.id,
      trunk_id: plan.city,
      ended_by: 'agent',
      cause_code: 16,
      lost_reason: null,
      connected_at: expect.any(Date),
    });
    await stage.agentIs(agent, 'ready');
    const seconds = Math.ceil((Number(record.ended_at) - Number(record.connected_at)) / 1000);
    const [charge] = await stage.rows<{ amount_micro: string; outbound_micro: string; seconds: number }>(
      'SELECT amount_micro, outbound_micro, seconds FROM facts.charge WHERE call_id = $1',
      [callId],
    );
    const amount = `${50_000 + seconds * 10_000}`;
    expect(charge).toEqual({ amount_micro: amount, outbound_micro: amount, seconds });
  });

  it('early media in place of ringing: the customer counts as called, the agent goes on hearing our tone', async () => {
    const { stage, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const carrier = await stage.carrier('city', { does: 'answer', after: 'cue', early: 't1000:60000' });
    const callId = await placed(agent);
    await reaches(callId, 'customer.ringing');
    await telephone.hears(RINGING, 500);
    await carrier.answers();
    await Promise.all([carrier.hears(900), telephone.hears(700)]);
    await carrier.hangsUp();
    await telephone.isHungUp();
    expect(await recordOf(callId)).toMatchObject({ ended_by: 'caller', ringing_at: expect.any(Date) });
  });

  it.each([
    [486, 'Busy Here', 'busy', 17],
    [404, 'Not Found', 'unreachable', 1],
    [603, 'Decline', 'declined', 21],
    [302, 'Moved Temporarily', 'unreachable', 23],
  ])(
    'the customer’s network says %d %s: the agent is told, nobody else is called',
    async (status, reason, why, cause) => {
      const { stage, agent } = parts();
      const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
      const contact = status === 302 ? { contact: 'sip:1001@127.0.0.1' } : {};
      const carrier = await stage.carrier('city', { does: 'refuse', status, reason, ...contact });
      const callId = await placed(agent);
      expect((await reaches(callId, 'customer.missed')).detail).toMatchObject({ why, causeCode: cause });
      await telephone.hears(promptHz('nobody-answers'));
      await telephone.isHungUp();
      expect(await recordOf(callId)).toMatchObject({
        direction: 'outbound',
        connected_at: null,
        cause_code: cause,
        lost_reason: 'customer_unreachable',
      });
      expect(carrier.timesCalled).toBe(1);
      await stage.agentIs(agent, 'ready');
      expect(await scene().box.query('SELECT FROM facts.charge WHERE call_id = $1', [callId])).toEqual([]);
    },
  );

  it('the agent hangs up while the customer’s telephone rings: it rings no more', async () => {
    const { stage, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const carrier = await stage.carrier('city', { does: 'ring' });
    const callId = await placed(agent);
    await reaches(callId, 'customer.ringing');
    await telephone.hangsUp();
    await carrier.isCancelled();
    expect(await recordOf(callId)).toMatchObject({ ended_by: 'agent', connected_at: null });
    await stage.agentIs(agent, 'ready');
  });

  it('the agent’s own telephone is not answered: the customer is never called', async () => {
    const { stage, agent } = parts();
    await stage.agent(agent, { does: 'refuse', status: 486, reason: 'Busy Here' });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
    const callId = await placed(agent);
    expect(await recordOf(callId)).toMatchObject({ lost_reason: 'agent_unreachable', called: CUSTOMER });
    expect(carrier.timesCalled).toBe(0);
    await stage.agentIs(agent, 'ready');
  });

  it('a number abroad is closed, a crafted one is none, a second call while one runs is refused: nobody is called', async () => {
    const { stage, box, plan, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
    const abroad = await place(agent, '+1 212 555 0100');
    expect(abroad).toMatchObject({ status: 403, body: { code: 'billing.international_closed' } });
    for (const to of ['13800001111@127.0.0.9', '138;lr', '138%40x', 'sip:1@x', '1'.repeat(33)]) {
      expect(await place(agent, to)).toMatchObject({ status: 422, body: { code: 'calls.bad_number' } });
    }
    expect([telephone.timesCalled, carrier.timesCalled]).toEqual([0, 0]);
    const [limit] = await stage.rows<object>(
      `SELECT limit_name, action, call_id FROM facts.limit_reached WHERE tenant_id = $1 AND limit_name = 'international_closed'`,
      [plan.tenant.id],
    );
    expect(limit).toEqual({ limit_name: 'international_closed', action: 'refused', call_id: null });
    expect(await box.query(`SELECT FROM facts.call_record WHERE called LIKE '001%'`)).toEqual([]);

    const callId = await placed(agent);
    await reaches(callId, 'party.connected');
    expect((await place(agent, CUSTOMER)).status).toBe(409);
    await telephone.hangsUp();
    await recordOf(callId);
  });

  it('the first carrier cannot take the call: the next one does', async () => {
    const { stage, plan, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const city = await stage.carrier('city', UNAVAILABLE);
    const spare = await stage.carrier('spare', { does: 'answer', after: 0 }, SECOND_TRUNK_ADDRESS);
    const callId = await placed(agent);
    expect((await reaches(callId, 'customer.missed')).detail).toMatchObject({ causeCode: 34 });
    await Promise.all([spare.hears(900), telephone.hears(700)]);
    await spare.hangsUp();
    expect(city.timesCalled).toBe(1);
    expect(await recordOf(callId)).toMatchObject({ lost_reason: null, trunk_id: plan.spare });
  });

  it('no carrier can take the call: the agent hears it', async () => {
    const { stage, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const city = await stage.carrier('city', UNAVAILABLE);
    const spare = await stage.carrier('spare', UNAVAILABLE, SECOND_TRUNK_ADDRESS);
    const callId = await placed(agent);
    await telephone.isHungUp();
    expect([city.timesCalled, spare.timesCalled]).toEqual([1, 1]);
    expect(await recordOf(callId)).toMatchObject({ lost_reason: 'customer_unreachable', cause_code: 34 });
  });

  it('the recording has the customer on the left and the agent on the right, as of calls that come in', async () => {
    const { stage, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
    const callId = await placed(agent);
    await Promise.all([carrier.hears(900, 2000), telephone.hears(700, 2000)]);
    await carrier.hangsUp();
    expect(await recordOf(callId)).toMatchObject({ recorded: true });
    const sound = await recordingOf(stage, callId);
    expect(durationMs(sound)).toBeGreaterThan(1800);
    expect(reportOf(sound, 0, 700, 900).steady).toBeGreaterThan(0.9);
    expect(reportOf(sound, 1, 900, 700).steady).toBeGreaterThan(0.9);
  });

  it('paused, the recording keeps nothing of what either says, marks the gap and goes on behind it', async () => {
    const { stage, agent } = parts();
    const aside = (hz: number, secretHz: number): string => `${saying(hz)} | t${secretHz}:30000 | ${saying(hz)}`;
    const agentSays = aside(AGENT_HZ, AGENT_SECRET_HZ);
    const customerSays = aside(CUSTOMER_HZ, CUSTOMER_SECRET_HZ);
    const telephone = await stage.agent(agent, { does: 'answer', after: 0, says: agentSays });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0, says: customerSays });
    const hear = async (customerHz: number, agentHz: number): Promise<void> => {
      const talkers = { customer: { ear: carrier.ear, hz: customerHz }, agent: { ear: telephone.ear, hz: agentHz } };
      await hearEachOther(talkers, { customer: ['agent'], agent: ['customer'] });
    };
    const callId = await placed(agent);
    await reaches(callId, 'recording.started');
    await hear(CUSTOMER_HZ, AGENT_HZ);
    await acts(agent, callId, { act: 'pauseRecording' });
    await hear(CUSTOMER_HZ, AGENT_HZ);
    await Promise.all([telephone.goesOn(), carrier.goesOn()]);
    await hear(CUSTOMER_SECRET_HZ, AGENT_SECRET_HZ);
    await Promise.all([telephone.goesOn(), carrier.goesOn()]);
    await hear(CUSTOMER_HZ, AGENT_HZ);
    await acts(agent, callId, { act: 'resumeRecording' });
    await reaches(callId, 'recording.started', 2);
    await hear(CUSTOMER_HZ, AGENT_HZ);
    await carrier.hangsUp();
    expect(await recordOf(callId)).toMatchObject({ direction: 'outbound', recorded: true });
    const sound = await recordingOf(stage, callId);
    expect(aroundGap(sound, 0, CUSTOMER_HZ, CUSTOMER_SECRET_HZ)).toEqual(WELL_KEPT);
    expect(aroundGap(sound, 1, AGENT_HZ, AGENT_SECRET_HZ)).toEqual(WELL_KEPT);
  });

  it('keys for the customer’s own menu arrive at the carrier: sent by the agent’s program, and pressed on the telephone', async () => {
    const { stage, agent } = parts();
    const says = `${saying(AGENT_HZ)} | s250 D7 s250 D8 s250 D# ${saying(AGENT_HZ)}`;
    const telephone = await stage.agent(agent, { does: 'answer', after: 0, says });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0, says: saying(CUSTOMER_HZ) });
    const callId = await placed(agent);
    const talkers = { customer: { ear: carrier.ear, hz: CUSTOMER_HZ }, agent: { ear: telephone.ear, hz: AGENT_HZ } };
    const together = { customer: ['agent'], agent: ['customer'] };
    const arrive = (keys: string) =>
      eventually(`the keys ${keys} arrive`, () => Promise.resolve(carrier.ear.keys === keys ? true : null));
    await hearEachOther(talkers, together);
    await acts(agent, callId, { act: 'sendDigits', digits: '12*0#' });
    await arrive('12*0#');
    await telephone.goesOn();
    await arrive('12*0#78#');
    await hearEachOther(talkers, together);
    expect(telephone.ear.keys).toBe('');
    await carrier.hangsUp();
    await recordOf(callId);
  });
});
