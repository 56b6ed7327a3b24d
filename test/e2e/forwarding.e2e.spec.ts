import type { MailboxId } from '../../src/kernel/ids.js';
import { newId } from '../../src/platform/database/new-id.js';
import { OTHER_HZ, promptHz } from '../fixtures/box/prompt-tones.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES } from '../fixtures/sip/hearing.js';

const [CUSTOMER_HZ, ANSWERING_HZ] = TONES;
const MOBILE = '13900003333';

/** Callers of a telephone who go on, and whom they reach. */
describe('a telephone sends its callers on', () => {
  const scene = useBox('forwarding', async (config) => {
    const tenant = await config.tenant('demo');
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    const mobile = { to: 'external', number: MOBILE } as const;
    const mailboxId = newId() as MailboxId;
    const desk = await config.extension(tenant, { forwardNoAnswer: mobile, ringS: 5 });
    const colleague = await config.extension(tenant);
    const shop = await config.extension(tenant, { forwardBusy: { to: 'extension', extensionId: colleague.id } });
    const away = { forwardNoAnswer: { to: 'voicemail', mailboxId }, followMe: MOBILE, ringS: 5 } as const;
    const roaming = await config.extension(tenant, away);
    const absent = await config.extension(tenant, { forwardUnreachable: { to: 'voicemail', mailboxId } });
    await config.mailbox(tenant, 'Absent', { id: mailboxId, extension_id: absent.id });
    const number = (extensionId: typeof desk.id) => config.accessNumber(tenant, { to: 'extension', extensionId });
    return {
      desk: { telephone: desk, number: await number(desk.id) },
      shop: { telephone: shop, number: await number(shop.id) },
      absent: { telephone: absent, number: await number(absent.id) },
      roaming: { telephone: roaming, number: await number(roaming.id) },
      colleague,
    };
  });

  it('not answered: the mobile rings, answers, and both hear each other', async () => {
    const { scene: stage, plan } = scene();
    const telephone = await stage.telephone(plan.desk.telephone, { does: 'ring' });
    const carrier = await stage.carrier('city', { does: 'answer', after: 300, says: saying(ANSWERING_HZ) });
    const caller = await stage.caller(plan.desk.number, { says: saying(CUSTOMER_HZ) });
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      mobile: { ear: carrier.ear, hz: ANSWERING_HZ },
    };
    await hearEachOther(talkers, { customer: ['mobile'], mobile: ['customer'] });
    const invite = await carrier.isCalled();
    expect(invite.text).toContain(`INVITE sip:${MOBILE}@${TRUNK_ADDRESS}:`);
    expect(invite.text).toContain(plan.desk.number);
    await telephone.isCancelled();
    const { detail } = await caller.reaches('call.forwarded');
    expect(detail).toEqual({ extensionId: plan.desk.telephone.id, why: 'no_answer' });
    expect((await caller.reaches('party.connected')).detail).toMatchObject({ number: MOBILE });
    await caller.sip.hangsUp();
    await carrier.isHungUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null, connected_at: expect.any(Date) });
  });

  it('busy: a colleague’s telephone rings, answers, and both hear each other', async () => {
    const { scene: stage, plan } = scene();
    await stage.telephone(plan.shop.telephone, { does: 'refuse', status: 486, reason: 'Busy Here' });
    const colleague = await stage.telephone(plan.colleague, { does: 'answer', after: 300, says: saying(ANSWERING_HZ) });
    const caller = await stage.caller(plan.shop.number, { says: saying(CUSTOMER_HZ) });
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      colleague: { ear: colleague.ear, hz: ANSWERING_HZ },
    };
    await hearEachOther(talkers, { customer: ['colleague'], colleague: ['customer'] });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('not registered: the caller leaves a message in the mailbox of the extension', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.absent.number, { says: 's60000 | t400:1500 D# s60000' });
    await caller.sip.hears(promptHz('leave-a-message'));
    await caller.reaches('recording.started');
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('message-kept'));
    expect(await caller.record()).toMatchObject({ lost_reason: 'message_left' });
  });

  it('rings together with the mobile: by key 1 there both hear each other, and the telephone stops', async () => {
    const { scene: stage, plan } = scene();
    const telephone = await stage.telephone(plan.roaming.telephone, { does: 'ring' });
    const says = `s60000 | D1 ${saying(ANSWERING_HZ)}`;
    const carrier = await stage.carrier('city', { does: 'answer', after: 300, says });
    const caller = await stage.caller(plan.roaming.number, { says: saying(CUSTOMER_HZ) });
    await carrier.hears(OTHER_HZ);
    expect(caller.sip.saw('180')).toBe(true);
    expect(caller.sip.saw('200')).toBe(false);
    await carrier.goesOn();
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      mobile: { ear: carrier.ear, hz: ANSWERING_HZ },
    };
    await hearEachOther(talkers, { customer: ['mobile'], mobile: ['customer'] });
    await telephone.isCancelled();
    await caller.sip.hangsUp();
    await carrier.isHungUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null, connected_at: expect.any(Date) });
  });

  it('a mailbox answers at the mobile, which presses no key: the caller leaves a message in that of the extension', async () => {
    const { scene: stage, plan } = scene();
    await stage.telephone(plan.roaming.telephone, { does: 'ring' });
    const carrier = await stage.carrier('city', { does: 'answer', after: 300, says: saying(ANSWERING_HZ) });
    const caller = await stage.caller(plan.roaming.number, { says: 's60000 | t400:1500 D# s60000' });
    const forwarded = async () => ((await caller.steps()).includes('call.forwarded') ? true : null);
    await eventually('nobody has pressed the key', forwarded, 40_000);
    await caller.sip.hears(promptHz('leave-a-message'));
    await carrier.isHungUp();
    await caller.reaches('recording.started');
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('message-kept'));
    expect(await caller.record()).toMatchObject({ lost_reason: 'message_left' });
  });
});
