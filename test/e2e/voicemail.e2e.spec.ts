import { join } from 'node:path';

import type { MailboxId } from '../../src/kernel/ids.js';
import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { LARGE, SMALL, TestBrowser, type Person } from '../fixtures/browser/browser.js';
import { decodeOpus, reportOf } from '../fixtures/sip/sound.js';

const PASSWORD = 'correct horse battery';

describe('messages in the mailbox of a queue', () => {
  const scene = useBox('voicemail', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const mailboxId = newId() as MailboxId;
    const away = { to: 'voicemail', mailboxId } as const;
    const hotline = await config.hotline(tenant, 1, { waiting: { whenNobody: away } });
    const greeting = await config.prompt(tenant, 'farewell');
    await config.mailbox(tenant, 'Sales', { id: mailboxId, queue_id: hotline.queueId, greeting_id: greeting });
    return { tenant, hotline, mailboxId };
  });
  let browser: TestBrowser;
  const people: Person[] = [];

  beforeAll(async () => {
    const { box, plan } = scene();
    const hash = await new Passwords().hash(PASSWORD);
    for (const [login, language] of [
      ['boss', 'zh'],
      ['lead', 'en'],
    ]) {
      await box.query(
        `INSERT INTO access.operator
          (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
          VALUES ($1, $2, $3, $3, $4, 'tenant_admin', $5, false)`,
        [newId(), plan.tenant.id, login, language, hash],
      );
    }
    box.web.start();
    await box.webIsUp();
    browser = await TestBrowser.start();
  });
  afterEach(async () => {
    for (const person of people.splice(0)) await person.context.close();
  });
  afterAll(async () => {
    await browser.stop();
  });

  async function signedIn(login: string): Promise<Person> {
    const person = await browser.person(login, scene().box.origin, login === 'boss' ? SMALL : LARGE);
    people.push(person);
    const { page } = person;
    await page.goto('/sign-in');
    await page.fill('input[name=company]', 'demo');
    await page.fill('input[name=login]', login);
    await page.fill('input[name=password]', PASSWORD);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL(/\/console$/);
    return person;
  }

  it.each([
    ['boss', { handle: '标为已处理', play: /播放/ }],
    ['lead', { handle: 'Mark as handled', play: /Play/ }],
  ] as const)(
    'a caller hears its greeting and leaves one; %s listens to it and has dealt with it',
    async (login, words) => {
      const { scene: stage, box, plan } = scene();
      const caller = await stage.caller(plan.hotline.number, { says: 's60000 | t400:1500 D# s60000' });
      await caller.sip.hears(promptHz('farewell'));
      await caller.reaches('recording.started');
      await caller.sip.goesOn();
      await caller.sip.hears(promptHz('message-kept'));
      const { call_id: callId } = await caller.record();
      const left = await caller.reaches('message.left');
      expect(left.detail).toMatchObject({ mailboxId: plan.mailboxId });
      const [made] = await stage.rows<{ file: string }>('SELECT file FROM facts.recording WHERE call_id = $1', [
        callId,
      ]);
      const said = reportOf(await decodeOpus(join(box.home, 'recordings', made!.file)), 0, 400, 1000);
      expect(said.toMs - said.fromMs).toBeGreaterThan(1000);

      const person = await signedIn(login);
      const { page } = person;
      await page.goto('/console/resources/voicemail');
      const line = page.locator('tr', { hasText: caller.number });
      await line.getByText('Sales').waitFor();
      expect(await person.barriers()).toEqual([]);
      await person.picture(`voicemail-list-${login}`);
      await page.goto(`/console/resources/voicemail/records/${callId}/show`);
      await page.getByRole('button', { name: words.play }).waitFor();
      await person.picture(`voicemail-message-${login}`);
      await page.getByText(words.handle, { exact: true }).first().click();
      await page.locator('textarea').fill('Called back');
      await person.picture(`voicemail-handle-${login}`);
      await page.getByTestId('do-it').click();
      await page.waitForURL(/resources\/voicemail$/);
      const rows = await stage.rows('SELECT by_name, note, handled FROM facts.call_saying WHERE call_id = $1', [
        callId,
      ]);
      expect(rows).toEqual([{ by_name: login, note: 'Called back', handled: true }]);
      await page.goto(`/console/resources/voicemail/records/${callId}/show`);
      await page.getByText('Called back', { exact: true }).waitFor();
      expect(
        await box.query("SELECT action FROM access.audit_entry WHERE object_type = 'voicemail' AND object_id = $1", [
          callId,
        ]),
      ).toEqual([{ action: 'handle' }]);
      await page.goto('/console/resources/mailbox');
      await page.getByText('Sales').waitFor();
      await person.picture(`voicemail-mailboxes-${login}`);
    },
  );
});
