import { mailboxesResource } from '../../src/console/voicemail/mailboxes.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import type { MailboxRecord } from '../../src/voicemail/core/mailbox-record.js';
import { LocalApiClient } from '../../src/platform/local-api/local-api.client.js';
import { EngineDoors } from '../../src/platform/local-api/engine-doors.js';
import { VoicemailMessagesRepository } from '../../src/reports/voicemail-messages.repository.js';
import { VoicemailMessagesService } from '../../src/reports/voicemail-messages.service.js';
import { MailboxesService } from '../../src/voicemail/mailboxes.service.js';
import { newId } from '../../src/platform/database/new-id.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

/** The fixture's tenants have a mailbox of their own, "own", and a message in it, of call c. */
describe('mailboxes and messages', () => {
  let world: TwoTenants;
  let messages: VoicemailMessagesService;

  beforeAll(async () => {
    world = await TwoTenants.start();
    const localApi = new LocalApiClient(new EngineDoors(world.settings));
    messages = new VoicemailMessagesService(new VoicemailMessagesRepository(), localApi);
  });
  afterAll(() => world.stop());

  const resource = () => mailboxesResource(world.get(MailboxesService));
  const create = async (input: Record<string, unknown>) =>
    (await world.records.create(resource(), world.ours.admin, input)).record as MailboxRecord;
  const asOurs = <T>(fn: Parameters<typeof world.databases.asTenant<T>>[1]) =>
    world.databases.asTenant(world.ours.tenantId, fn);
  const list = (filter = {}) => asOurs((session) => messages.pageOfMessages(session, { ...WHOLE_LIST, filter }));

  it('a queue has one, an extension has one, the company has one; other things have none', async () => {
    const { queueId, extensionId, promptId } = world.ours;
    const made = await create({ name: 'sales', queueId, greetingId: promptId, longestS: '45' });
    expect(made).toMatchObject({ queueId, extensionId: null, greetingId: promptId, longestS: 45, version: 1 });
    expect(await create({ name: '1001', extensionId })).toMatchObject({ longestS: 180, greetingId: null });
    for (const again of [
      { name: 'sales' },
      { name: 'sales 2', queueId },
      { name: '1001 2', extensionId },
      { name: 'x' },
    ])
      await expect(create(again)).rejects.toMatchObject({ code: 'voicemail.mailbox_exists', httpStatus: 409 });
    const wrong: readonly [Record<string, unknown>, string][] = [
      [{ name: '' }, 'name'],
      [{ name: 'x', longestS: 4 }, 'longestS'],
      [{ name: 'x', longestS: 601 }, 'longestS'],
      [{ name: 'x', queueId, extensionId }, 'extensionId'],
      [{ name: 'x', queueId: world.theirs.queueId }, 'queueId'],
      [{ name: 'x', greetingId: world.theirs.promptId }, 'greetingId'],
    ];
    for (const [input, field] of wrong)
      await expect(create(input)).rejects.toMatchObject({ fields: { [field]: expect.anything() } });
  });

  it('one that callers are led to stays, and so does what it is made of', async () => {
    const { admin, promptId, tenantId } = world.ours;
    const [own] = await world.query<{ id: string }>(
      "SELECT id FROM config.mailbox WHERE tenant_id = $1 AND name = 'own'",
      tenantId,
    );
    const destination = { to: 'voicemail', mailboxId: own!.id };
    const input = { name: 'night', promptId, action: { kind: 'go', destination } };
    await world.records.create(world.resources.menu, admin, input);
    await world.query('UPDATE config.access_number SET destination = $1 WHERE tenant_id = $2', destination, tenantId);
    await expect(world.records.remove(resource(), admin, own!.id)).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { en: expect.stringMatching(/menu night/) },
    });
    await expect(world.records.remove(resource(), admin, own!.id)).rejects.toMatchObject({
      text: { en: expect.stringMatching(/access number [0-9]+/) },
    });
    const theirs = {
      ...input,
      name: 'x',
      action: { kind: 'go', destination: { to: 'voicemail', mailboxId: newId() } },
    };
    await expect(world.records.create(world.resources.menu, admin, theirs)).rejects.toMatchObject({
      fields: { 'action.destination': expect.anything() },
    });
  });

  it('what was said last says whether a message is dealt with, by whom, and with which note', async () => {
    const message = { id: 'c', caller: '1', mailboxName: 'own', durationMs: 16_000, recorded: true };
    expect(await list()).toMatchObject({ total: 1, items: [{ ...message, handled: false, handledBy: null }] });
    const say = (second: number, by: string, handled: boolean | null, note: string | null) =>
      world.query(
        `INSERT INTO facts.call_saying (id, at, tenant_id, call_id, what, by_name, says_disposition, says_note, note, handled)
         VALUES ($1, now() + $3 * interval '1 s', $2, 'c', 'said', $4, false, $5, $6, $7)`,
        ...[newId(), world.ours.tenantId, second, by, note !== null, note, handled],
      );
    await say(1, 'Wang', true, 'called back');
    const handled = { handled: true, handledBy: 'Wang', handledAt: expect.any(Date), note: 'called back' };
    expect(await list({ handled: 'true' })).toMatchObject({ items: [{ ...message, ...handled }] });
    expect((await list({ handled: 'false' })).total).toBe(0);
    await say(2, 'Li', null, 'not reached');
    expect(await list()).toMatchObject({ items: [{ ...handled, note: 'not reached' }] });
    await say(3, 'Li', false, null);
    const open = { handled: false, handledBy: null, handledAt: null, note: 'not reached' };
    expect(await list({ handled: 'false' })).toMatchObject({ items: [{ ...message, ...open }] });
    expect(await asOurs((session) => messages.findMessage(session, 'c'))).toMatchObject(open);
    expect(await asOurs((session) => messages.findMessage(session, 'no call'))).toBeUndefined();
  });
});
