import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES, type Talker } from '../fixtures/sip/hearing.js';

const [CUSTOMER_HZ, AGENT_HZ, FIRST_HZ, LAST_HZ] = TONES;
const TENANT = 'demo';
/** With the customer and the agent thirty. */
const GUESTS = 28;
const LONG_MS = 300_000;

describe('conferences', () => {
  const scene = useBox('conference', async (config) => {
    const tenant = await config.tenant(TENANT);
    await config.trunk('city', TRUNK_ADDRESS);
    const hotline = await config.hotline(tenant, 1);
    const guests = [];
    for (let n = 0; n <= GUESTS; n += 1) guests.push(await config.extension(tenant));
    return { hotline, guests };
  });

  it(
    'of thirty: first and last hear the others, a listener is not heard, one more is refused; the agent hangs up and they go on',
    async () => {
      const { scene: stage, box, plan } = scene();
      const [agent] = plan.hotline.agents;
      // Most say nothing: thirty tones at once nobody could tell apart.
      const says = (n: number): string => (n === 0 ? saying(FIRST_HZ) : n === GUESTS - 1 ? saying(LAST_HZ) : 's90000');
      const telephones = [];
      for (const [n, extension] of plan.guests.slice(0, GUESTS).entries()) {
        telephones.push(await stage.telephone(extension, { does: 'answer', after: 0, says: says(n) }));
      }
      const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
      const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
      await caller.reaches('party.connected');
      const callId = await caller.callId();
      const ask = async (act: object): Promise<unknown> => {
        const path = `/v1/tenants/${TENANT}/calls/${callId}/acts`;
        const { status, body } = await box.api.ask('POST', path, { by: { agent: agent!.number }, act });
        return status === 200 ? null : (body as { code: string }).code;
      };
      for (const { dn } of plan.guests.slice(0, GUESTS)) {
        expect(await ask({ act: 'invite', to: { extension: dn } })).toBeNull();
      }
      expect(await ask({ act: 'invite', to: { extension: plan.guests[GUESTS]!.dn } })).toBe('calls.conference_full');
      await caller.reaches('member.joined', GUESTS);
      const talkers: Record<string, Talker> = {
        customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
        agent: { ear: telephone.ear, hz: AGENT_HZ },
        first: { ear: telephones[0]!.ear, hz: FIRST_HZ },
        last: { ear: telephones[GUESTS - 1]!.ear, hz: LAST_HZ },
      };
      const all = (...names: readonly string[]) =>
        Object.fromEntries(names.map((name) => [name, names.filter((other) => other !== name)]));
      await hearEachOther(talkers, all('customer', 'agent', 'first', 'last'));
      const heldByAsterisk = await box.heldByAsterisk();
      expect(heldByAsterisk.channels).toHaveLength(GUESTS + 2);
      expect(await ask({ act: 'setRole', member: `${callId}-a${String(GUESTS + 1)}`, as: 'listener' })).toBeNull();
      await hearEachOther(talkers, {
        ...all('customer', 'agent', 'first'),
        last: ['customer', 'agent', 'first'],
      });
      await telephone.hangsUp();
      delete talkers.agent;
      await hearEachOther(talkers, { ...all('customer', 'first'), last: ['customer', 'first'] });
      await stage.agentIs(agent!, 'ready');
      await caller.sip.hangsUp();
      await eventually('all are hung up', async () =>
        (await box.heldByAsterisk()).channels.length === 0 ? true : null,
      );
      expect(await caller.record()).toMatchObject({ ended_by: 'caller', lost_reason: null });
    },
    LONG_MS,
  );
});
