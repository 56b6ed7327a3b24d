import { HallStory, IN_MENU } from '../../../test/fixtures/hall-story.js';
import { prompt, straightTo, tenant } from '../../../test/fixtures/node-config.js';
import type { MailboxId, PromptId, QueueId, TenantId } from '../../kernel/ids.js';
import type { Mailbox } from '../../voicemail/core/mailbox.js';
import { messageDetail } from './message-left.js';

const VOICEMAIL = straightTo({ to: 'voicemail' });
const SALES: Mailbox = {
  ...{ id: 'sales' as MailboxId, tenantId: 'acme' as TenantId, queueId: '2000' as QueueId, extensionId: null },
  ...{ greetingId: 'sales-away' as PromptId, longestS: 30 },
};
const OWN: Mailbox = { ...SALES, id: 'own' as MailboxId, queueId: null, greetingId: null };
const led = (mailboxId: string | null, mailboxes: readonly Mailbox[]) =>
  straightTo(
    { to: 'voicemail', ...(mailboxId === null ? {} : { mailboxId: mailboxId as MailboxId }) },
    { mailboxes, prompts: [prompt('acme', 'sales-away')] },
  );
const NONE_RECORDED = straightTo({ to: 'voicemail' }, { tenants: [{ ...tenant('acme'), recordedSeatLimit: 0 }] });

describe('a caller who leaves a message', () => {
  test('is told how, hears the tone, is recorded until they hang up', () => {
    new HallStory(VOICEMAIL).tells(`
    10     caller1 arrives calling 95001
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/leave-a-message beep
    14     c1-p1 ends
           * c1 message.began
           > record caller1 alone into acme/c1-caller.wav acme/c1-agent.wav
    14     caller1 is recorded
           * c1 recording.started
    30     caller1 ends 16
           * c1 message.left mailboxId=- durationMs=16000
           * c1 call.ended by=caller causeCode=16 lostReason=message_left
           * c1 record: ended by caller 16, lost=message_left tenant=acme queue=- agent=- offers=0 recorded, arrived 10 answered 10 ended 30
           encode c1
    `);
  });

  test('ends it with hash and is thanked', () => {
    new HallStory(VOICEMAIL).given(IN_MENU, '12 c1-p1 ends', '12 caller1 is recorded').tells(`
    15     caller1 presses 5
    20     caller1 presses #
           > stop recording of caller1
           > play c1-p2 to caller1: prompts/zh/message-kept
    24     c1-p2 ends
           > hang up caller1 16
    24     caller1 ends 16
           * c1 message.left mailboxId=- durationMs=8000
           * c1 call.ended by=system causeCode=16 lostReason=message_left
           * c1 record: ended by system 16, lost=message_left tenant=acme queue=- agent=- offers=0 recorded, arrived 10 answered 10 ended 24
           encode c1
    `);
  });

  test('is cut after three minutes', () => {
    new HallStory(VOICEMAIL).given(IN_MENU, '12 c1-p1 ends', '12 caller1 is recorded').tells(`
    192    timer c1 message
           > stop recording of caller1
           > play c1-p2 to caller1: prompts/zh/message-kept
    `);
  });

  test('in the mailbox of a queue: its greeting, its longest length, its name on the message', () => {
    new HallStory(led('sales', [SALES, OWN])).tells(`
    10     caller1 arrives calling 95001
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: acme/sales-away beep
    14     c1-p1 ends
           * c1 message.began
           > record caller1 alone into acme/c1-caller.wav acme/c1-agent.wav
    14     caller1 is recorded
           * c1 recording.started
    44     timer c1 message
           > stop recording of caller1
           > play c1-p2 to caller1: prompts/zh/message-kept
    50     caller1 ends 16
           * c1 message.left mailboxId=sales durationMs=30000
           * c1 call.ended by=caller causeCode=16 lostReason=message_left
           * c1 record: ended by caller 16, lost=message_left tenant=acme queue=- agent=- offers=0 recorded, arrived 10 answered 10 ended 50
           encode c1
    `);
  });

  test.each([
    ['names none', null],
    ['names one that is gone', 'gone'],
  ])("where what leads there %s, it is left in the tenant's own", (_story, mailboxId) => {
    const story = new HallStory(led(mailboxId, [SALES, OWN])).given(
      ...[IN_MENU, '12 c1-p1 ends', '12 caller1 is recorded', '20 caller1 ends 16'],
    );
    expect(story.world.journal.facts).toContainEqual(
      expect.objectContaining({ step: 'message.left', detail: { mailboxId: 'own', durationMs: 8000 } }),
    );
  });

  test('an end that is found only after an outage makes no message longer than it may be', () => {
    const left = { mailboxId: null, longestS: 30, beganAt: 12_000, endedAt: null };
    expect(messageDetail(left, 90_000)).toEqual({ mailboxId: null, durationMs: 30_000 });
  });

  test('hangs up before the tone: no message', () => {
    new HallStory(VOICEMAIL).given(IN_MENU).tells(`
    11     caller1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=no_message_left
           * c1 record: ended by caller 16, lost=no_message_left tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 11
    `);
  });

  test('a message that cannot be kept is told at once, be it by the quota or by Asterisk', () => {
    new HallStory(NONE_RECORDED).given(IN_MENU).tells(`
    12     c1-p1 ends
           * c1 recording.failed why=quota
           * c1 limit recorded_seats refused
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    `);
    new HallStory(VOICEMAIL).given(IN_MENU, '12 c1-p1 ends').tells(`
    13     caller1 is not recorded
           * c1 recording.failed why=disk full
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    `);
  });
});
