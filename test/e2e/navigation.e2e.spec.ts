import type { Destination } from '../../src/kernel/destination.js';
import type { Configuration, TestTenant } from '../fixtures/box/configuration.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

/** Two menus that lead to each other; the second one is soon out of patience. */
async function twoMenus(config: Configuration, tenant: TestTenant) {
  const [welcome, second, farewell] = [
    await config.prompt(tenant, 'welcome'),
    await config.prompt(tenant, 'second-menu'),
    await config.prompt(tenant, 'farewell'),
  ];
  const sayGoodbye: Destination = { to: 'play', promptId: farewell };
  const secondId = await config.menu(tenant, 'second', second, {
    kind: 'keys',
    keys: { '9': sayGoodbye },
    keyTimeoutMs: 600,
    attempts: 2,
    otherwise: sayGoodbye,
  });
  const firstId = await config.menu(tenant, 'first', welcome, {
    kind: 'keys',
    keys: { '2': { to: 'menu', menuId: secondId } },
    keyTimeoutMs: 20_000,
    attempts: 3,
    otherwise: { to: 'hangUp' },
  });
  return {
    first: await config.accessNumber(tenant, { to: 'menu', menuId: firstId }),
    second: await config.accessNumber(tenant, { to: 'menu', menuId: secondId }),
    englishSecond: await config.accessNumber(tenant, { to: 'menu', menuId: secondId }, 'en'),
  };
}

describe('where a caller comes to', () => {
  const scene = useBox('navigation', async (config) => {
    const tenant = await config.tenant('demo');
    const suspended = await config.tenant('closed', { status: 'suspended' });
    await config.trunk('city', TRUNK_ADDRESS);
    const extension = await config.extension(tenant);
    return {
      tenant,
      suspended,
      extension,
      menus: await twoMenus(config, tenant),
      extensionNumber: await config.accessNumber(tenant, { to: 'extension', extensionId: extension.id }),
      suspendedNumber: await config.accessNumber(suspended, { to: 'hangUp' }, 'en'),
      goodbyeNumber: await config.accessNumber(tenant, {
        to: 'play',
        promptId: await config.prompt(tenant, 'farewell', 'en'),
      }),
    };
  });

  it('an unknown access number: the caller is told so before any answer, then refused; there is a record', async () => {
    const { scene: stage } = scene();
    const caller = await stage.caller('99999999');
    await caller.sip.hears(promptHz('number-not-in-use'));
    expect(await caller.sip.refused()).toBe('404');
    expect(caller.sip.isAnswered).toBe(false);
    expect(await caller.record()).toMatchObject({
      tenant_id: null,
      called: '99999999',
      answered_at: null,
      ended_by: 'system',
      cause_code: 1,
      lost_reason: 'unknown_number',
    });
  });

  it('a suspended tenant: the caller is told so in the language of the number, then refused', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.suspendedNumber);
    await caller.sip.hears(promptHz('service-suspended', 'en'));
    expect(await caller.sip.refused()).toMatch(/^(403|603)$/);
    expect(await caller.record()).toMatchObject({
      tenant_id: plan.suspended.id,
      answered_at: null,
      lost_reason: 'tenant_suspended',
    });
  });

  it('a number that plays and hangs up: the caller is answered, hears it, and is hung up', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.goodbyeNumber);
    await caller.sip.hears(promptHz('farewell', 'en'), 500);
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', cause_code: 16, lost_reason: null });
  });

  it('a key pressed during the prompt leads to the second menu, the next key to the farewell', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.menus.first, { says: 's5000 | D2 s5000 | D9 s5000' });
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('second-menu'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('farewell'), 500);
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', lost_reason: null });
    expect(await caller.steps()).toEqual([
      ...['call.arrived', 'call.answered', 'menu.entered', 'key.pressed', 'menu.entered', 'key.pressed', 'call.ended'],
    ]);
  });

  it('an invalid key, then none: each is told and the prompt repeated, until the menu gives up', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.menus.second, { says: 's5000 | D5 s10000' });
    await caller.sip.hears(promptHz('second-menu'), 200);
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('invalid-key'), 300);
    await caller.sip.hears(promptHz('second-menu'), 300);
    await caller.sip.hears(promptHz('farewell'), 300);
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', lost_reason: 'menu_exhausted' });
  });

  it('no key at all: the caller is told in the language of the number', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.menus.englishSecond, { says: 's10000' });
    await caller.sip.hears(promptHz('no-key', 'en'), 300);
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ lost_reason: 'menu_exhausted' });
  });

  it('straight to an extension: it rings, answers, both hear each other', async () => {
    const { scene: stage, plan } = scene();
    const telephone = await stage.telephone(plan.extension, { does: 'answer', after: 300 });
    const caller = await stage.caller(plan.extensionNumber);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    expect(caller.sip.saw('180')).toBe(true);
    await telephone.hangsUp();
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({
      queue_id: null,
      agent_id: null,
      connected_at: expect.any(Date),
      ended_by: 'agent',
      lost_reason: null,
    });
  });

  it('an extension that is busy: the caller is told that nobody answers', async () => {
    const { scene: stage, plan } = scene();
    await stage.telephone(plan.extension, { does: 'refuse', status: 486, reason: 'Busy Here' });
    const caller = await stage.caller(plan.extensionNumber);
    await caller.sip.hears(promptHz('nobody-answers'));
    await caller.sip.isOver();
    expect((await caller.reaches('extension.missed')).detail).toMatchObject({ why: 'busy' });
    expect(await caller.record()).toMatchObject({ connected_at: null, lost_reason: 'extension_unreachable' });
  });
});
