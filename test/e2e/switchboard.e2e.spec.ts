import type { FlowGraph } from '../../src/ivr/core/flow-graph.js';
import type { Destination } from '../../src/kernel/destination.js';
import type { PromptId } from '../../src/kernel/ids.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES } from '../fixtures/sip/hearing.js';

const [CUSTOMER_HZ, ANSWERING_HZ] = TONES;

/** A firm's one number: a welcome, then whoever is dialled; who dials nothing comes to the reception. */
function switchboard(welcome: PromptId, reception: Destination): FlowGraph {
  return {
    start: 'welcome',
    nodes: {
      welcome: {
        ...{ kind: 'dial', say: [{ prompt: welcome }], most: 4, digitTimeoutMs: 1000 },
        ...{ keyTimeoutMs: 500, attempts: 1, otherwise: 'reception' },
      },
      reception: { kind: 'go', destination: reception },
    },
  };
}

describe('a virtual switchboard', () => {
  const scene = useBox('switchboard', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const welcome = await config.prompt(tenant, 'welcome');
    const [first, second, third] = [
      await config.extension(tenant),
      await config.extension(tenant),
      await config.extension(tenant),
    ];
    const members = [first.id, second.id];
    const inTurn = await config.ringGroup(tenant, 'reception', { members, way: 'in_turn', number: '600' });
    const atOnce = await config.ringGroup(tenant, 'office', { members, way: 'at_once', number: '601' });
    const flowId = await config.flow(tenant, 'switchboard', switchboard(welcome, inTurn));
    const number = await config.accessNumber(tenant, { to: 'flow', flowId });
    return { number, office: await config.accessNumber(tenant, atOnce), first, second, third };
  });

  it('the extension is dialled during the welcome: it rings, answers, and both hear each other', async () => {
    const { scene: stage, plan } = scene();
    const telephone = await stage.telephone(plan.third, { does: 'answer', after: 300, says: saying(ANSWERING_HZ) });
    const keys = Array.from(plan.third.dn, (key) => `D${key} s200`).join(' ');
    const caller = await stage.caller(plan.number, { says: `s5000 | ${keys} ${saying(CUSTOMER_HZ)}` });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      colleague: { ear: telephone.ear, hz: ANSWERING_HZ },
    };
    await hearEachOther(talkers, { customer: ['colleague'], colleague: ['customer'] });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('nothing is dialled: the reception in turn; the first does not answer, the second and the caller hear each other', async () => {
    const { scene: stage, plan } = scene();
    const first = await stage.telephone(plan.first, { does: 'ring' });
    const second = await stage.telephone(plan.second, { does: 'answer', after: 300, says: saying(ANSWERING_HZ) });
    const caller = await stage.caller(plan.number, { says: saying(CUSTOMER_HZ) });
    await caller.sip.hears(promptHz('welcome'), 200);
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      colleague: { ear: second.ear, hz: ANSWERING_HZ },
    };
    await hearEachOther(talkers, { customer: ['colleague'], colleague: ['customer'] });
    await first.isCancelled();
    expect((await caller.reaches('extension.missed')).detail).toEqual({ extensionId: plan.first.id, why: 'no_answer' });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('at once: both telephones ring, who answers is heard, the other stops', async () => {
    const { scene: stage, plan } = scene();
    const first = await stage.telephone(plan.first, { does: 'ring' });
    const second = await stage.telephone(plan.second, { does: 'answer', after: 1000, says: saying(ANSWERING_HZ) });
    const caller = await stage.caller(plan.office, { says: saying(CUSTOMER_HZ) });
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      colleague: { ear: second.ear, hz: ANSWERING_HZ },
    };
    await hearEachOther(talkers, { customer: ['colleague'], colleague: ['customer'] });
    await first.isCancelled();
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('no telephone is there: the caller leaves a message', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.office, { says: 's60000 | t400:1500 D# s60000' });
    await caller.sip.hears(promptHz('leave-a-message'));
    await caller.reaches('recording.started');
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('message-kept'));
    expect(await caller.record()).toMatchObject({ lost_reason: 'message_left' });
  });
});
