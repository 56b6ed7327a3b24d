import { hashOfPin } from '../../src/agents/pins.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther } from '../fixtures/sip/hearing.js';

const PIN = '4711';
const CUSTOMER = '13800001111';
const keys = (digits: string): string =>
  digits
    .split('')
    .map((key) => `D${key} s300`)
    .join(' ');

describe('an agent whose line stays open', () => {
  const scene = useBox('open-line', async (config) => {
    const tenant = await config.tenant('demo');
    await config.tenantTrunk(tenant, await config.trunk('city', TRUNK_ADDRESS), { outboundRank: 1 });
    return {
      hotline: await config.hotline(tenant, 2),
      service: await config.accessNumber(tenant, { to: 'agentService' }),
    };
  });

  function parts() {
    const { scene: stage, box, plan } = scene();
    return { stage, box, plan, agent: plan.hotline.agents[0]!, colleague: plan.hotline.agents[1]! };
  }

  it('two callers, one after the other, come to the same line after a signal; hold by a key; hung up, the agent is logged out', async () => {
    const { stage, box, plan, agent } = parts();
    await box.reconfigure("UPDATE config.agent SET open_line = 'silence' WHERE id = $1", [agent.id]);
    const telephone = await stage.telephone(agent.extension, { does: 'ring' });
    await telephone.dials(
      `*70${agent.number}`,
      't900:20000 | s200 D* s250 D1 s250 t900:20000 | s200 D* s250 D2 s250 t900:30000',
    );
    await telephone.hears(promptHz('agent-signed-in'), 400);
    await stage.agentIs(agent, 'ready');

    const first = await stage.caller(plan.hotline.number);
    await telephone.hears(promptHz('call-coming'), 400);
    await Promise.all([telephone.hears(400, 800), first.sip.hears(900, 800)]);
    await stage.agentIs(agent, 'talking');
    await first.sip.hangsUp();
    await stage.agentIs(agent, 'ready');
    expect(await first.record()).toMatchObject({ agent_id: agent.id, lost_reason: null });

    const second = await stage.caller(plan.hotline.number, { says: 't500:90000' });
    await telephone.hears(promptHz('call-coming'), 400);
    await telephone.hears(500, 800);
    await telephone.goesOn();
    const talkers = { customer: { ear: second.sip.ear, hz: 500 }, agent: { ear: telephone.ear, hz: 900 } };
    await hearEachOther(talkers, { customer: ['else'], agent: [] });
    await telephone.goesOn();
    await hearEachOther(talkers, { customer: ['agent'], agent: ['customer'] });
    await telephone.hangsUp();
    await second.sip.isOver();
    await stage.agentIs(agent, 'loggedOut');
    await box.reconfigure("UPDATE config.agent SET open_line = 'no' WHERE id = $1", [agent.id]);
  });

  it('from outside by the number of the agent service: number and PIN, then callers come to that line; logged out elsewhere it ends', async () => {
    const { stage, box, plan, colleague } = parts();
    await box.reconfigure('UPDATE config.agent SET pin_hash = $1 WHERE id = $2', [await hashOfPin(PIN), colleague.id]);
    const mobile = await stage.caller(plan.service, {
      from: '13900009999',
      says: `s300 | s200 ${keys(`${colleague.number}#`)} | s200 ${keys(`${PIN}#`)} t700:20000 | s200 ${keys(`${CUSTOMER}#`)} t800:90000`,
    });
    await mobile.sip.hears(promptHz('sign-in-number'), 400);
    await mobile.sip.goesOn();
    await mobile.sip.hears(promptHz('sign-in-pin'), 400);
    await mobile.sip.goesOn();
    await mobile.sip.hears(promptHz('agent-signed-in'), 400);
    await stage.agentIs(colleague, 'ready');

    const caller = await stage.caller(plan.hotline.number);
    await mobile.sip.hears(promptHz('call-coming'), 400);
    await Promise.all([mobile.sip.hears(400, 800), caller.sip.hears(700, 800)]);
    await caller.sip.hangsUp();
    await stage.agentIs(colleague, 'ready');
    const carrier = await stage.carrier('city', { does: 'answer', after: 500 });
    await mobile.sip.goesOn();
    expect((await carrier.isCalled()).text).toContain(`INVITE sip:${CUSTOMER}@${TRUNK_ADDRESS}:`);
    await Promise.all([mobile.sip.hears(700, 800), carrier.hears(800, 800)]);
    await stage.agentIs(colleague, 'talking');
    await carrier.hangsUp();
    await stage.agentIs(colleague, 'ready');
    await stage.command(colleague, 'logout');
    await mobile.sip.hears(promptHz('agent-signed-out'), 400);
    await mobile.sip.isOver();
  });

  it('from a mobile telephone, hung up: callers are brought there by the company, and customers whom they call; both hear each other', async () => {
    const { stage, box, plan, colleague } = parts();
    await box.reconfigure('UPDATE config.agent SET pin_hash = $1 WHERE id = $2', [await hashOfPin(PIN), colleague.id]);
    const carrier = await stage.carrier('city', { does: 'answer', after: 500, says: 't700:90000' });
    const mobile = await stage.caller(plan.service, {
      from: '13900009999',
      says: `s300 | s200 ${keys(`${colleague.number}#`)} | s200 ${keys(`${PIN}#`)} s90000`,
    });
    await mobile.sip.hears(promptHz('sign-in-number'), 400);
    await mobile.sip.goesOn();
    await mobile.sip.hears(promptHz('sign-in-pin'), 400);
    await mobile.sip.goesOn();
    await mobile.sip.hears(promptHz('agent-signed-in'), 400);
    await mobile.sip.hangsUp();
    await mobile.record();
    await stage.agentIs(colleague, 'ready');

    const caller = await stage.caller(plan.hotline.number);
    const invite = await carrier.isCalled();
    expect(invite.text).toContain(`INVITE sip:13900009999@${TRUNK_ADDRESS}:`);
    await Promise.all([carrier.hears(400, 800), caller.sip.hears(700, 800)]);
    await stage.agentIs(colleague, 'talking');
    await caller.sip.hangsUp();
    await carrier.isHungUp();
    await stage.agentIs(colleague, 'ready');
    expect(await caller.record()).toMatchObject({ agent_id: colleague.id, lost_reason: null });

    const { tenantCode, number } = colleague;
    const placed = await box.api.ask('POST', `/v1/agents/${tenantCode}/${number}/calls`, {
      to: CUSTOMER,
      showing: null,
    });
    expect(placed).toEqual({ status: 200, body: { callId: expect.any(String) } });
    await stage.agentIs(colleague, 'talking');
    // Whoever is at the carrier says the same: it is heard only where the two are brought together.
    await carrier.hears(700, 800);
    expect(carrier.numbersCalled).toEqual(['13900009999', '13900009999', CUSTOMER]);
    const { callId } = placed.body as { callId: string };
    await box.api.ask('POST', `/v1/tenants/${tenantCode}/calls/${callId}/acts`, {
      by: { agent: number },
      act: { act: 'disconnect' },
    });
    await stage.agentIs(colleague, 'ready');
    expect(await stage.record(callId)).toMatchObject({ agent_id: colleague.id, lost_reason: null, called: CUSTOMER });
    await stage.command(colleague, 'logout');
  });
});
