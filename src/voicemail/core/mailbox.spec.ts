import type { ExtensionId, MailboxId, QueueId, TenantId } from '../../kernel/ids.js';
import { mailboxMeant, type Mailbox } from './mailbox.js';

const box = (id: string, tenantId: string, change: Partial<Mailbox> = {}): Mailbox => ({
  ...{ id: id as MailboxId, tenantId: tenantId as TenantId, greetingId: null, longestS: 60 },
  ...{ queueId: null, extensionId: null },
  ...change,
});
const ALL = new Map(
  [
    box('of-sales', 'acme', { queueId: '2000' as QueueId }),
    box('of-8001', 'acme', { extensionId: 'x8001' as ExtensionId }),
    box('own', 'acme'),
    box('of-theirs', 'other', { queueId: '3000' as QueueId }),
  ].map((one) => [one.id, one]),
);

// tenant, which is named -> which is meant
test.each([
  ['acme', 'of-sales', 'of-sales'],
  ['acme', 'of-8001', 'of-8001'],
  ['acme', null, 'own'],
  ['acme', 'deleted', 'own'],
  ['acme', 'of-theirs', 'own'],
  ['other', null, undefined],
  ['other', 'own', undefined],
  [null, 'own', undefined],
])('a caller of %s who is led to mailbox %s comes to %s', (tenantId, named, meant) => {
  expect(mailboxMeant(ALL, tenantId as TenantId | null, named as MailboxId | null)?.id).toBe(meant);
});
