import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES } from '../fixtures/sip/hearing.js';

const [CUSTOMER, AGENT] = TONES;

describe('who hears whom', () => {
  const scene = useBox('conversation', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { hotline: await config.hotline(tenant, 2) };
  });

  it('a caller waits and hears music; then caller and agent hear each other, and nothing else', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER) });
    const waiting = { customer: { ear: caller.sip.ear, hz: CUSTOMER } };
    await hearEachOther(waiting, { customer: ['else'] });
    const telephone = await stage.agent(plan.hotline.agents[0]!, { does: 'answer', after: 0, says: saying(AGENT) });
    const talkers = { ...waiting, agent: { ear: telephone.ear, hz: AGENT } };
    await hearEachOther(talkers, { customer: ['agent'], agent: ['customer'] });
    await caller.sip.hangsUp();
  });
});
