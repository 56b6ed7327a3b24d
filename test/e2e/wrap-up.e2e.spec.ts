import { randomUUID } from 'node:crypto';

import type { CallSaying, Fact } from '../../src/kernel/domain-events.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox, type CallerInScene } from '../fixtures/box/scene.js';
import { keysIn } from '../fixtures/sip/hearing.js';
import type { Telephone } from '../fixtures/sip/telephone.js';

const SOLVED = randomUUID();

describe('after the call', () => {
  const scene = useBox('wrap-up', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { tenant, hotline: await config.hotline(tenant, 1, { wrapUpS: 600 }) };
  });

  function parts() {
    const { scene: stage, box, plan } = scene();
    return { stage, box, plan, agent: plan.hotline.agents[0]! };
  }

  /** A conversation is over, and the agent is asked what came of it. */
  async function untilWrapUp(): Promise<{ caller: CallerInScene; telephone: Telephone }> {
    const { stage, box, plan, agent } = parts();
    await box.reconfigure('UPDATE config.queue SET disposition_required = true WHERE id = $1', [plan.hotline.queueId]);
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number);
    await Promise.all([telephone.hears(400, 500), caller.sip.hears(900, 500)]);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    expect(await stage.agentIs(agent, 'wrapUp')).toMatchObject({ dispositionAsked: true });
    return { caller, telephone };
  }

  it('the agent keys what came of the call, which is said, kept and shown with the record', async () => {
    const { stage, box, plan, agent } = parts();
    await box.reconfigure(
      `INSERT INTO config.disposition (id, tenant_id, code, name_zh, name_en, queue_ids)
       VALUES ($1, $2, '12', '已解决', 'Solved', ARRAY[$3]::uuid[])`,
      [SOLVED, plan.tenant.id, plan.hotline.queueId],
    );
    const { caller, telephone } = await untilWrapUp();
    for (const [code, words] of [
      ['*7513', 'no-such-code'],
      ['*7512', 'disposition-kept'],
    ] as const) {
      await telephone.dials(code);
      await telephone.hears(promptHz(words), 400);
      await telephone.isHungUp();
    }
    expect(await stage.agentIs(agent, 'wrapUp')).toMatchObject({ dispositionAsked: false });
    await stage.command(agent, 'ready');
    await stage.agentIs(agent, 'ready');
    const callId = await caller.callId();
    const said = await stage.rows('SELECT what, by_name, disposition_id FROM facts.call_saying WHERE call_id = $1', [
      callId,
    ]);
    expect(said).toEqual([{ what: 'said', by_name: agent.number, disposition_id: SOLVED }]);
    const shown = 'SELECT disposition_zh, said_by, disposition_left_out FROM reports.call_record WHERE call_id = $1';
    expect(await stage.rows(shown, [callId])).toEqual([
      { disposition_zh: '12 已解决', said_by: agent.number, disposition_left_out: false },
    ]);
    await stage.command(agent, 'logout');
  });

  it('the agent keys it while they talk: hears that it is kept, and is asked for nothing after the call', async () => {
    const { stage, plan, agent } = parts();
    const says = `t900:3000 ${keysIn('*0512#')} t900:60000`;
    const telephone = await stage.agent(agent, { does: 'answer', after: 0, says });
    const caller = await stage.caller(plan.hotline.number, { says: 't400:60000' });
    await telephone.hears(promptHz('disposition-kept'), 300);
    await Promise.all([telephone.hears(400, 500), caller.sip.hears(900, 500)]);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    expect(await stage.agentIs(agent, 'wrapUp')).toMatchObject({ dispositionAsked: false });
    await stage.command(agent, 'logout');
  });

  it('nobody says it: the agent is ready all the same, and that is noted', async () => {
    const { stage, box, agent } = parts();
    const { caller } = await untilWrapUp();
    await stage.command(agent, 'ready');
    await stage.agentIs(agent, 'ready');
    const callId = await caller.callId();
    const isLeftOut = (fact: Fact): fact is CallSaying => fact.kind === 'call.saying' && fact.what === 'left_out';
    expect(await box.api.fact('left out', isLeftOut)).toMatchObject({ callId, by: agent.number });
    const shown = 'SELECT disposition_id, disposition_left_out FROM reports.call_record WHERE call_id = $1';
    expect(await stage.rows(shown, [callId])).toEqual([{ disposition_id: null, disposition_left_out: true }]);
    await stage.command(agent, 'logout');
  });
});
