import { randomUUID } from 'node:crypto';

import { md5Credential } from '../../src/lines/sip-account.js';
import type { ExtensionId } from '../../src/kernel/ids.js';
import { SIP_REALM } from '../fixtures/box/configuration.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

const SECOND_ADDRESS = '127.0.0.4';

describe('the platform changes what it gave, while calls go on', () => {
  const scene = useBox('tenant-suspended', async (config) => {
    const paused = await config.tenant('paused');
    const other = await config.tenant('other');
    await config.trunk('city', TRUNK_ADDRESS);
    return {
      paused,
      hotline: await config.hotline(paused, 1),
      elsewhere: await config.hotline(other, 0),
    };
  });

  const setStatus = async (status: 'open' | 'suspended' | 'closed') => {
    const { box, plan } = scene();
    const purgeAt = status === 'closed' ? "now() + interval '30 days'" : 'NULL';
    await box.reconfigure(`UPDATE config.tenant SET status = $2, purge_at = ${purgeAt} WHERE id = $1`, [
      plan.paused.id,
      status,
    ]);
    await eventually(`the engine knows that the tenant is ${status}`, async () => {
      const { tenants } = await box.api.status();
      return tenants.find(({ id }) => id === plan.paused.id)?.suspended === (status !== 'open') ? true : null;
    });
  };

  it.each(['suspended', 'closed'] as const)(
    '%s during a conversation: it goes on, and who waits is served; new callers are told and recorded; open again, served',
    async (status) => {
      const { scene: stage, plan } = scene();
      const [agent] = plan.hotline.agents;
      const telephone = await stage.agent(agent!, { does: 'answer', after: 0 });
      const first = await stage.caller(plan.hotline.number);
      await Promise.all([first.sip.hears(900), telephone.hears(400)]);
      const second = await stage.caller(plan.hotline.number);
      await second.reaches('queue.entered');

      await setStatus(status);
      const refused = await stage.caller(plan.hotline.number);
      await refused.sip.hears(promptHz('service-suspended'));
      expect(await refused.sip.refused()).toMatch(/^(403|603)$/);
      expect(refused.sip.isAnswered).toBe(false);
      expect(await refused.record()).toMatchObject({
        tenant_id: plan.paused.id,
        answered_at: null,
        ended_by: 'system',
        lost_reason: 'tenant_suspended',
      });
      const neighbour = await stage.caller(plan.elsewhere.number);
      await neighbour.reaches('queue.entered');
      await neighbour.sip.hangsUp();

      await Promise.all([first.sip.hears(900), telephone.hears(400)]);
      await first.sip.hangsUp();
      expect(await first.record()).toMatchObject({ ended_by: 'caller', lost_reason: null, agent_id: agent!.id });
      await Promise.all([second.sip.hears(900), telephone.hears(400)]);
      await second.sip.hangsUp();
      expect(await second.record()).toMatchObject({ lost_reason: null, agent_id: agent!.id });

      await setStatus('open');
      const later = await stage.caller(plan.hotline.number);
      await Promise.all([later.sip.hears(900), telephone.hears(400)]);
      await later.sip.hangsUp();
      expect(await later.record()).toMatchObject({ lost_reason: null, agent_id: agent!.id });
    },
  );

  it('a trunk is added, its callers come in; it is removed: their calls go on, new ones are refused', async () => {
    const { scene: stage, box, plan } = scene();
    const stranger = await stage.caller(plan.elsewhere.number, { address: SECOND_ADDRESS });
    expect(await stranger.sip.refused()).toMatch(/^(401|403)$/);

    await box.reconfigure(
      `INSERT INTO config.trunk (id, name, endpoint, address, channel_limit)
       VALUES ($1, 'Second', 'trunk-second', $2, 5)`,
      [randomUUID(), SECOND_ADDRESS],
    );
    const caller = await eventually('a caller of the new trunk is taken', async () => {
      const attempt = await stage.caller(plan.elsewhere.number, { address: SECOND_ADDRESS });
      const taken = await Promise.race([
        attempt.sip.answered().then(() => true),
        attempt.sip.refused().then(() => false),
      ]);
      return taken ? attempt : null;
    });
    await caller.sip.hears('sound');

    await box.reconfigure("DELETE FROM config.trunk WHERE endpoint = 'trunk-second'");
    await eventually('callers of the former trunk are refused', async () => {
      const attempt = await stage.caller(plan.elsewhere.number, { address: SECOND_ADDRESS });
      const status = await Promise.race([attempt.sip.answered().then(() => 'answered'), attempt.sip.refused()]);
      if (status === 'answered') {
        await attempt.sip.hears('sound');
        await attempt.sip.hangsUp();
      }
      return /^(401|403)$/.test(status) ? true : null;
    });
    await caller.sip.hears('sound');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', lost_reason: 'abandoned_in_queue' });
  });

  it('a telephone is made and signs in at once; with a new password the former one is refused', async () => {
    const { scene: stage, box, plan } = scene();
    const [id, endpoint] = [randomUUID() as string as ExtensionId, 'paused-7777'];
    const credential = (password: string) => md5Credential(endpoint, SIP_REALM, password);
    await box.reconfigure(
      `INSERT INTO config.extension (id, tenant_id, dn, endpoint, realm, md5_credential)
       VALUES ($1, $2, '7777', $3, $4, $5)`,
      [id, plan.paused.id, endpoint, SIP_REALM, credential('first-password')],
    );
    const extension = { id, dn: '7777', endpoint, password: 'first-password' };
    const telephone = await stage.telephone(extension, { does: 'ring' });
    await box.reconfigure('UPDATE config.extension SET md5_credential = $2 WHERE id = $1', [
      id,
      credential('second-password'),
    ]);
    await eventually('the former password is refused', () =>
      telephone.signsIn().then(
        () => null,
        () => true,
      ),
    );
    await stage.clear();
    await stage.telephone({ ...extension, password: 'second-password' }, { does: 'ring' });
  });
});
