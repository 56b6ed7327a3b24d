import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { RecordingMade } from '../../src/kernel/domain-events.js';
import { ariWitness } from '../fixtures/box/ari-witness.js';
import { listeningAddresses } from '../fixtures/box/listening.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox, type CallerInScene } from '../fixtures/box/scene.js';
import { decodeOpus, durationMs, reportOf } from '../fixtures/sip/sound.js';

const CALLER_HZ = 400;
const AGENT_HZ = 900;

describe('the demonstration call: access number, menu, key 1, queue, agent, recorded conversation', () => {
  const scene = useBox('demonstration-call', async (config) => {
    const tenant = await config.tenant('demo');
    const trunkId = await config.trunk('city', TRUNK_ADDRESS);
    const hotline = await config.hotline(tenant, 1, { record: true, wrapUpS: 1 });
    const menuId = await config.menu(tenant, 'welcome', await config.prompt(tenant, 'welcome'), {
      kind: 'keys',
      keys: { '1': { to: 'queue', queueId: hotline.queueId }, '9': { to: 'hangUp' } },
      keyTimeoutMs: 5000,
      attempts: 3,
      otherwise: { to: 'hangUp' },
    });
    const [agent] = hotline.agents;
    return {
      tenant,
      trunkId,
      hotline,
      menuId,
      agent: agent!,
      number: await config.accessNumber(tenant, { to: 'menu', menuId }),
    };
  });

  /** Everything up to the conversation. */
  async function untilTheyTalk(): Promise<CallerInScene> {
    const { scene: stage, plan } = scene();
    const telephone = await stage.agent(plan.agent, { does: 'answer', after: 'cue', says: `t${AGENT_HZ}:60000` });
    const caller = await stage.caller(plan.number, { says: `t${CALLER_HZ}:500 | D1 t${CALLER_HZ}:60000` });
    await caller.reaches('menu.entered');
    await caller.sip.hears(promptHz('welcome'));
    await caller.sip.goesOn();
    await caller.reaches('agent.ringing');
    await telephone.answers();
    await caller.reaches('party.connected');
    await Promise.all([caller.sip.hears(AGENT_HZ, 500), telephone.hears(CALLER_HZ, 500)]);
    return caller;
  }

  it('every phase is in the call record, in its order, and every step among the facts', async () => {
    const { scene: stage, box, plan } = scene();
    const caller = await untilTheyTalk();
    await caller.sip.hangsUp();
    const record = await caller.record();
    expect(record).toMatchObject({
      tenant_id: plan.tenant.id,
      trunk_id: plan.trunkId,
      direction: 'inbound',
      caller: caller.number,
      called: plan.number,
      queue_id: plan.hotline.queueId,
      agent_id: plan.agent.id,
      offers: 1,
      ended_by: 'caller',
      cause_code: 16,
      lost_reason: null,
      recorded: true,
      ended_at_is_late: false,
    });
    const phases = ['arrived', 'answered', 'menu', 'queued', 'offered', 'ringing', 'connected', 'ended'];
    const times = phases.map((phase) => record[`${phase}_at`]);
    expect(times).toEqual(times.map(() => expect.any(Date)));
    expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));

    const steps = await box.query<{ step: string; detail: Record<string, unknown> }>(
      'SELECT step, detail FROM facts.call_step WHERE call_id = $1 ORDER BY seq',
      [record.call_id],
    );
    expect(steps.map(({ step }) => step)).toEqual([
      ...['call.arrived', 'call.answered', 'menu.entered', 'key.pressed', 'queue.entered', 'agent.offered'],
      ...['agent.ringing', 'party.connected', 'recording.started', 'call.ended'],
    ]);
    expect(steps.find(({ step }) => step === 'key.pressed')?.detail).toMatchObject({ key: '1' });
    expect(steps.find(({ step }) => step === 'party.connected')?.detail).toMatchObject({
      agentNumber: plan.agent.number,
    });

    await stage.agentIs(plan.agent, 'ready');
    const phasesOfAgent = await stage.rows(
      'SELECT from_phase, to_phase FROM facts.agent_step WHERE agent_id = $1 AND call_id = $2 ORDER BY seq',
      [plan.agent.id, record.call_id],
      4,
    );
    expect(phasesOfAgent).toEqual([
      { from_phase: 'ready', to_phase: 'offered' },
      { from_phase: 'offered', to_phase: 'talking' },
      { from_phase: 'talking', to_phase: 'wrapUp' },
      { from_phase: 'wrapUp', to_phase: 'ready' },
    ]);
  });

  it('the recording has the caller in the left and the agent in the right channel for the whole conversation', async () => {
    const { scene: stage, box, plan } = scene();
    const caller = await untilTheyTalk();
    await Promise.all([caller.sip.hears(AGENT_HZ, 2000)]);
    await caller.sip.hangsUp();
    const record = await caller.record();
    const isRecording = (fact: { kind: string }): fact is RecordingMade =>
      fact.kind === 'recording.made' && (fact as RecordingMade).callId === record.call_id;
    const made = await box.api.fact('recording archived', isRecording);
    expect(made).toMatchObject({ tenantId: plan.tenant.id, format: 'ogg-opus' });

    const sound = await decodeOpus(join(box.home, 'recordings', made.file));
    expect(sound.channels).toHaveLength(2);
    const talkedMs = Number(record.ended_at) - Number(record.connected_at);
    expect(durationMs(sound)).toBeGreaterThan(talkedMs - 400);
    expect(durationMs(sound)).toBeLessThan(talkedMs + 400);
    expect(Math.abs(made.durationMs - durationMs(sound))).toBeLessThan(100);
    for (const [channel, hz, otherHz] of [
      [0, CALLER_HZ, AGENT_HZ],
      [1, AGENT_HZ, CALLER_HZ],
    ] as const) {
      const report = reportOf(sound, channel, hz, otherHz);
      // Where the machine is busy with other things a packet may come too late to be heard.
      expect(report.steady).toBeGreaterThan(0.9);
      expect(report.fromMs).toBeLessThanOrEqual(300);
      expect(report.toMs).toBeGreaterThanOrEqual(durationMs(sound) - 300);
      expect(report.mostOfOther).toBeLessThan(0.05);
    }

    // One path per tenant and day; nothing is left of the sound in the spool.
    const day = (record.connected_at as Date).toISOString().slice(0, 10).replaceAll('-', '/');
    expect(made.file).toBe(`${plan.tenant.id}/${day}/${record.call_id}.opus`);
    const spool = join(box.home, 'asterisk', 'var', 'spool', 'recording', plan.tenant.id);
    expect(existsSync(spool) ? readdirSync(spool) : []).toEqual([]);
    const rows = await stage.rows('SELECT file, duration_ms FROM facts.recording WHERE call_id = $1', [record.call_id]);
    expect(rows).toEqual([{ file: made.file, duration_ms: made.durationMs }]);
  });

  it('what Asterisk says of channels and bridges agrees with what the engine says', async () => {
    const { box, plan } = scene();
    const caller = await untilTheyTalk();
    const ari = await ariWitness(box);
    const { calls, agents, queues } = await box.api.status();
    const callId = await caller.callId();
    expect(calls.list).toEqual([expect.objectContaining({ callId, phase: 'talking', agentId: plan.agent.id })]);
    const [call] = calls.list;
    const channels = await ari.channels.list();
    expect(channels.map(({ id }) => id).sort()).toEqual([call?.callerChannel, call?.partyChannel].sort());
    expect(channels.map(({ state }) => state)).toEqual(['Up', 'Up']);
    expect(channels.map(({ name }) => name.split('-').slice(0, 2).join('-')).sort()).toEqual([
      `PJSIP/${plan.agent.extension.endpoint}`,
      'PJSIP/trunk-city',
    ]);
    const bridges = await ari.bridges.list();
    expect(bridges.map(({ id }) => id)).toEqual([`${callId}-b`]);
    expect([...(bridges[0]?.channels ?? [])].sort()).toEqual(channels.map(({ id }) => id).sort());
    expect(agents).toEqual([expect.objectContaining({ number: plan.agent.number, phase: 'talking', callId })]);
    expect(queues).toEqual([expect.objectContaining({ number: plan.hotline.queueNumber, waiting: 0, ready: 0 })]);

    await caller.sip.hangsUp();
    await caller.record();
    expect((await box.api.status()).calls).toEqual({ now: 0, list: [] });
    expect(await ari.channels.list()).toEqual([]);
    expect(await ari.bridges.list()).toEqual([]);
  });

  it('nothing of the box can be reached from outside: ARI, AMI, SIP, sound and health are on the loopback', async () => {
    const { box } = scene();
    const caller = await untilTheyTalk();
    const addresses = [box.asterisk, box.engine].flatMap((server) => listeningAddresses(server.pid));
    const { ari, ami, calls, sip, rtpStart, rtpEnd } = box.ports;
    expect(addresses.filter((address) => address.startsWith('tcp')).sort()).toEqual(
      [ari, ami, calls].map((port) => `tcp 127.0.0.1:${port}`).sort(),
    );
    expect(addresses).toContain(`udp 127.0.0.1:${sip}`);
    const ports = addresses.map((address) => Number(/^udp 127\.0\.0\.1:(\d+)$/.exec(address)?.[1]));
    // RTP and RTCP of two legs.
    expect(ports.filter((port) => port >= rtpStart && port <= rtpEnd)).toHaveLength(4);
    // PJSIP asks name servers from two sockets of its own.
    expect(addresses.filter((address) => !/^(tcp|udp) 127\.0\.0\.1:/.test(address)).length).toBeLessThanOrEqual(2);
    await caller.sip.hangsUp();
  });
});
