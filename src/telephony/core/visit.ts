import { CALL_DIRECTIONS } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { Destination } from '../../kernel/destination.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type {
  CallId,
  ExtensionId,
  FlowId,
  MailboxId,
  MenuId,
  PromptId,
  QueueId,
  RingGroupId,
  TariffId,
  TenantId,
  TrunkId,
} from '../../kernel/ids.js';
import { LANGUAGES } from '../../kernel/language.js';
import type { PaidLeg, Visit, VisitStory } from '../../kernel/visit.js';
import { isObject } from './json.js';

/** Longest header that is sent or read; Asterisk's dialplan carries 4,095 characters in one line. */
export const LONGEST_VISIT = 3000;
/** As a stranger's number may be; what goes beyond is cut off rather than the call lost. */
const LONGEST_CALLER = 80;
const MOST_NODES = 100;
const HIGHEST_COUNT = 1_000_000_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NODE = /^[a-z0-9][a-z0-9-]{0,39}$/;
const DIALLED = /^[\x21-\x7e]{0,80}$/;
const NUMBER = /^[0-9]{1,32}$/;
const REASON = /^[a-z_]{1,40}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** The value of the header by which a visit travels; null for one that would not fit. */
export function visitHeader(visit: Visit): string | null {
  const caller = visit.caller.slice(0, LONGEST_CALLER);
  const header = Buffer.from(JSON.stringify({ ...visit, caller })).toString('base64url');
  return header.length > LONGEST_VISIT ? null : header;
}

/** What such a header says; null for anything that is not exactly a visit. */
export function readVisit(header: string | null): Visit | null {
  if (header === null || header.length > LONGEST_VISIT || !BASE64URL.test(header)) return null;
  try {
    return visitOf(fieldsOf(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))));
  } catch (error) {
    if (error instanceof NotAVisit || error instanceof SyntaxError) return null;
    throw error;
  }
}

class NotAVisit extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function visitOf(said: Fields): Visit {
  if (said.version !== 1) throw new NotAVisit();
  const base = {
    version: 1,
    callId: matching(said.callId, UUID) as CallId,
    from: matching(said.from, NODE),
    nodes: count(said.nodes, MOST_NODES),
    caller: textOf(said.caller),
    called: matching(said.called, DIALLED),
    language: LANGUAGES.find((language) => language === said.language) ?? not(),
  } as const;
  switch (said.kind) {
    case 'owner':
      return {
        ...base,
        kind: 'owner',
        trunkId: orNull(said.trunkId, (id) => matching(id, UUID) as TrunkId),
        story: orNull(said.story, (story) => storyOf(fieldsOf(story))),
      };
    case 'guest':
      return {
        ...base,
        kind: 'guest',
        shareId: matching(said.shareId, UUID),
        tenantId: matching(said.tenantId, UUID) as TenantId,
        queueId: matching(said.queueId, UUID) as QueueId,
        since: instant(said.since),
      };
    default:
      return not();
  }
}

function storyOf(said: Fields): VisitStory {
  return {
    tenantId: matching(said.tenantId, UUID) as TenantId,
    ...whatItWas(said),
    destination: destinationOf(fieldsOf(said.destination)),
    since: orNull(said.since, instant),
    maxWaitAt: orNull(said.maxWaitAt, instant),
    losing: orNull(said.losing, lostReason),
    queueId: orNull(said.queueId, (id) => matching(id, UUID) as QueueId),
    tariffId: orNull(said.tariffId, (id) => matching(id, UUID) as TariffId),
    clockShiftMs: whole(said.clockShiftMs),
    arrivedAt: instant(said.arrivedAt),
    answeredAt: orNull(said.answeredAt, instant),
    menuAt: orNull(said.menuAt, instant),
    queuedAt: orNull(said.queuedAt, instant),
    offeredAt: orNull(said.offeredAt, instant),
    ringingAt: orNull(said.ringingAt, instant),
    hops: count(said.hops),
    offers: count(said.offers),
    dials: count(said.dials),
    prompts: count(said.prompts),
    seq: count(said.seq),
  };
}

/** What nodes of an older build do not tell: theirs are calls that came in, and have talked to nobody. */
function whatItWas(
  said: Fields,
): Pick<VisitStory, 'direction' | 'turned' | 'connectedAt' | 'shiftBeforePersonMs' | 'waitsSince' | 'outside'> {
  const { direction = 'inbound', turned = false, connectedAt = null, waitsSince = null, outside = [] } = said;
  return {
    direction: CALL_DIRECTIONS.find((one) => one === direction) ?? not(),
    turned: typeof turned === 'boolean' ? turned : not(),
    connectedAt: orNull(connectedAt, instant),
    shiftBeforePersonMs: whole(said.shiftBeforePersonMs ?? 0),
    waitsSince: orNull(waitsSince, instant),
    outside: Array.isArray(outside) ? outside.map((leg) => paidLegOf(fieldsOf(leg))) : not(),
  };
}

function paidLegOf(said: Fields): PaidLeg {
  return {
    number: matching(said.number, DIALLED),
    trunkId: matching(said.trunkId, UUID) as TrunkId,
    answeredAt: instant(said.answeredAt),
    chargedUntil: instant(said.chargedUntil),
    clockShiftMs: whole(said.clockShiftMs),
  };
}

function destinationOf(said: Fields): Destination {
  switch (said.to) {
    case 'menu':
      return { to: 'menu', menuId: matching(said.menuId, UUID) as MenuId };
    case 'flow':
      return { to: 'flow', flowId: matching(said.flowId, UUID) as FlowId };
    case 'queue':
      return { to: 'queue', queueId: matching(said.queueId, UUID) as QueueId };
    case 'extension':
      return { to: 'extension', extensionId: matching(said.extensionId, UUID) as ExtensionId };
    case 'ringGroup':
      return { to: 'ringGroup', ringGroupId: matching(said.ringGroupId, UUID) as RingGroupId };
    case 'share':
      return { to: 'share', shareId: matching(said.shareId, UUID) };
    case 'external':
      return { to: 'external', number: matching(said.number, NUMBER) };
    case 'play':
      return { to: 'play', promptId: matching(said.promptId, UUID) as PromptId };
    case 'voicemail':
      return said.mailboxId === undefined
        ? { to: 'voicemail' }
        : { to: 'voicemail', mailboxId: matching(said.mailboxId, UUID) as MailboxId };
    case 'agentService':
      return { to: 'agentService' };
    case 'hangUp':
      return { to: 'hangUp' };
    default:
      return not();
  }
}

/** A reason is a word of ours; which one is for the call to know. */
function lostReason(value: unknown): LostReason {
  return matching(value, REASON) as LostReason;
}

function not(): never {
  throw new NotAVisit();
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : not();
}

function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null ? null : read(value);
}

function matching(value: unknown, pattern: RegExp): string {
  return typeof value === 'string' && pattern.test(value) ? value : not();
}

/** A number as strangers send it: whatever it is, but no control characters and not endless. */
function textOf(value: unknown): string {
  return typeof value === 'string' && value.length <= LONGEST_CALLER && !/\p{Cc}/u.test(value) ? value : not();
}

function whole(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : not();
}

function count(value: unknown, highest = HIGHEST_COUNT): number {
  const number = whole(value);
  return number >= 0 && number <= highest ? number : not();
}

/** Milliseconds since 1970. */
function instant(value: unknown): Instant {
  return count(value, Number.MAX_SAFE_INTEGER);
}
