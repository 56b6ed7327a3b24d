import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import type { Behaviour } from '../fixtures/sip/telephone.js';

const ANSWERS: Behaviour = { does: 'answer', after: 0 };

describe('a duty rule', () => {
  const scene = useBox('duty-rules', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const hotline = await config.hotline(tenant, 2);
    await config.dutyRule(hotline, hotline.agents.slice(0, 1));
    return hotline;
  });

  it('takes calls; somebody logs in by hand: its agent steps back after the call, and is on duty again later', async () => {
    const { scene: stage, plan } = scene();
    const [ruled, other] = plan.agents;
    await stage.telephone(ruled!.extension, ANSWERS);
    expect(await stage.agentIs(ruled!, 'ready')).toMatchObject({ reason: 'duty_rule' });
    const caller = await stage.caller(plan.number);
    await caller.sip.hears(900);
    await stage.agent(other!, ANSWERS);
    await caller.sip.hears(900);
    expect(await stage.agentNow(ruled!)).toMatchObject({ phase: 'talking' });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: ruled!.id, offers: 1 });
    expect(await stage.agentIs(ruled!, 'loggedOut')).toMatchObject({ reason: 'stepped_back', byRule: null });
    const next = await stage.caller(plan.number);
    await next.sip.hears(900);
    await next.sip.hangsUp();
    expect(await next.record()).toMatchObject({ agent_id: other!.id, offers: 1 });
    await stage.agentIs(other!, 'ready');
    await stage.command(other!, 'logout');
    expect(await stage.agentIs(ruled!, 'ready')).toMatchObject({ reason: 'duty_rule' });
  });
});
