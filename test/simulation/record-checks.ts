import type { Instant } from '../../src/kernel/clock.js';
import type { CallRecord, CallStep, CallStepName, LostReason } from '../../src/kernel/domain-events.js';
import { isPlaced, type CallStory, type Place } from './call-story.js';
import { isOfRecording } from './talk-steps.js';

/** How a call may count that was not connected, by where it was last. Null: served by menu or announcement alone. */
const LOST_AT: Readonly<Record<Place, readonly (LostReason | null)[]>> = {
  start: [
    'unknown_number',
    'tenant_suspended',
    'no_channel',
    'no_ivr_line',
    'blacklisted',
    'not_permitted',
    'queue_deleted',
    'system_failure',
    null,
  ],
  menu: ['abandoned_in_menu', 'menu_exhausted', 'loop', 'queue_deleted', 'system_failure', null],
  queue: ['abandoned_in_queue', 'abandoned_while_ringing'],
  leftQueue: [
    'queue_timeout',
    'queue_full',
    'queue_unstaffed',
    'no_ivr_line',
    'queue_deleted',
    'loop',
    'system_failure',
  ],
  extension: ['abandoned_while_ringing', 'extension_unreachable'],
  partner: ['abandoned_in_queue', 'abandoned_while_ringing', 'queue_timeout', 'queue_deleted'],
  calling: ['agent_unreachable'],
  dialling: ['abandoned_while_ringing'],
  customerMissed: ['customer_unreachable', 'no_channel', 'not_permitted', 'tenant_suspended'],
};

/** What a record says against what the steps of its call say; nothing when they agree. */
export function recordAgainstStory(record: CallRecord, story: CallStory): string[] {
  return [...recordAgainstSteps(record, story), ...recordTimes(record), ...recordReasons(record, story)];
}

function recordAgainstSteps(record: CallRecord, story: CallStory): string[] {
  const all = (name: CallStepName): CallStep[] => story.steps.filter((step) => step.step === name);
  const first = (name: CallStepName): Instant | null => all(name)[0]?.at ?? null;
  const last = (name: CallStepName): CallStep | undefined => all(name).at(-1);
  const connected = last('party.connected');
  const end = last('call.ended')?.detail ?? {};
  const placed = isPlaced(story);
  const dialled = last('customer.dialled');
  const expected: [string, unknown, unknown][] = [
    ['direction', record.direction, placed ? 'outbound' : 'inbound'],
    ['trunkId', record.trunkId, (placed ? dialled : story.steps[0])?.detail.trunkId ?? null],
    ['arrivedAt', record.arrivedAt, first(placed ? 'call.placed' : 'call.arrived')],
    // of a call that we place the customer's answer is the network's
    ['answeredAt', record.answeredAt, placed ? (connected?.at ?? null) : first('call.answered')],
    ['menuAt', record.menuAt, first('menu.entered')],
    ['queuedAt', record.queuedAt, first('queue.entered')],
    ['offeredAt', record.offeredAt, last('agent.offered')?.at ?? null],
    ['connectedAt', record.connectedAt, connected?.at ?? null],
    ['offers', record.offers, all('agent.offered').length],
    ['queueId', record.queueId, last('queue.entered')?.detail.queueId ?? null],
    ['agentId', record.agentId, (placed ? story.steps[0] : connected)?.detail.agentId ?? null],
    ['tenantId', record.tenantId, story.steps[0]?.tenantId],
    ['caller', record.caller, story.steps[0]?.detail.caller],
    ['called', record.called, story.steps[0]?.detail.called],
    ['endedBy', record.endedBy, end.by],
    ['causeCode', record.causeCode, end.causeCode],
    ['lostReason', record.lostReason, end.lostReason],
  ];
  if (placed) {
    const rang = last(dialled === undefined ? 'agent.ringing' : 'customer.ringing');
    const lifted = dialled !== undefined || last('customer.missed') !== undefined;
    // of several trunks the last one counts
    const ofLastDial = rang !== undefined && (dialled === undefined ? !lifted : rang.seq > dialled.seq);
    expected.push(['ringingAt', record.ringingAt, ofLastDial ? rang.at : null]);
  } else if (all('extension.dialled').length === 0) {
    const rang = last('agent.ringing');
    const ofLastOffer = rang !== undefined && rang.seq > (last('agent.offered')?.seq ?? 0);
    expected.push(['ringingAt', record.ringingAt, ofLastOffer ? rang.at : null]);
  }
  return expected
    .filter(([, given, should]) => given !== should)
    .map(([name, given, should]) => `${name} is ${String(given)}, by the steps ${String(should)}`);
}

function recordTimes(record: CallRecord): string[] {
  const rising = (...names: readonly (keyof CallRecord)[]): string[] => {
    const times = names.map((name) => record[name]).filter((time) => typeof time === 'number');
    return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))
      ? []
      : [`${names.join(' <= ')} does not hold: ${times.join(' ')}`];
  };
  return [
    ...rising('arrivedAt', 'answeredAt', 'endedAt', 'at'),
    ...rising('arrivedAt', 'menuAt', 'endedAt'),
    ...rising('arrivedAt', 'queuedAt', 'offeredAt', 'ringingAt', 'connectedAt', 'endedAt'),
    ...rising('answeredAt', 'connectedAt'),
  ];
}

function recordReasons(record: CallRecord, story: CallStory): string[] {
  const { lostReason, connectedAt } = record;
  const wrong: string[] = [];
  const missed = story.steps.findLast((step) => step.step === 'customer.missed');
  // by another trunk they may have been reached
  if (story.place === 'customerMissed' && lostReason !== (MISSED[String(missed?.detail.why)] ?? 'not_permitted'))
    wrong.push(`missed, yet ${String(lostReason)}`);
  if (lostReason === 'no_credit') return recordWithoutCredit(record, story);
  if (connectedAt !== null) {
    if (lostReason !== null && lostReason !== 'system_failure') wrong.push(`connected, yet ${lostReason}`);
  } else if (!LOST_AT[story.place].includes(lostReason)) {
    wrong.push(`${String(lostReason)} cannot be in ${story.place}`);
  }
  if (connectedAt === null && story.place === 'queue') {
    const should = story.openOffer === null ? 'abandoned_in_queue' : 'abandoned_while_ringing';
    if (lostReason !== should) wrong.push(`${String(lostReason)} should be ${should}`);
  }
  const refusals: readonly (LostReason | null)[] = ['no_channel', 'not_permitted', 'no_ivr_line', 'blacklisted'];
  if (!isPlaced(story) && story.refused !== refusals.includes(lostReason)) wrong.push('refused and why');
  if (record.recorded && connectedAt === null) wrong.push('recorded without a conversation');
  // what was recorded is there, whatever became of a later part
  const began = story.steps.some((step) => step.step === 'recording.started');
  const failed = story.steps.findLast((step) => isOfRecording(step))?.step === 'recording.failed';
  if (began ? !record.recorded : failed && record.recorded) wrong.push('recorded against the steps');
  return wrong;
}

/** How a call counts whose customer was missed, by why; not permitted for all else. */
const MISSED: Readonly<Record<string, LostReason>> = {
  busy: 'customer_unreachable',
  no_answer: 'customer_unreachable',
  declined: 'customer_unreachable',
  unreachable: 'customer_unreachable',
  lost: 'customer_unreachable',
  no_trunk: 'no_channel',
  no_channel: 'no_channel',
  balance_out: 'no_credit',
  tenant_suspended: 'tenant_suspended',
};

/** Refused for it before the answer, or ended for it before a word could be said. */
function recordWithoutCredit({ connectedAt, endedAt }: CallRecord, story: CallStory): string[] {
  if (story.refused || story.place === 'customerMissed') return connectedAt === null ? [] : ['refused, yet connected'];
  const ended = story.steps.some((step) => step.step === 'credit.ended');
  return ended && (connectedAt === null || connectedAt === endedAt) ? [] : ['no credit against the steps'];
}
