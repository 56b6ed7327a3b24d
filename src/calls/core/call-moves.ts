import type { Flow } from '../../ivr/core/flow-record.js';
import type { FlowEvent, FlowRef } from '../../ivr/core/flow-state.js';
import type { Menu } from '../../ivr/core/menu.js';
import { isToPeople, type Destination } from '../../kernel/destination.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { ExtensionId, QueueId } from '../../kernel/ids.js';
import { NOT_FORWARDED, type ForwardWhy } from '../../lines/core/forwarding.js';
import type { CallDraft } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import { CAUSE } from './causes.js';
import { waitingSince } from './call-views.js';
import { refOfMenu } from './flow/flow-index.js';
import { beginFlow, tellAnswer, tellFlow, type WayOut } from './flow/flow-moves.js';
import { ringTwin } from './follow-me.js';
import { isAfterHours, sentOn } from './forwarding-moves.js';
import { enterGroup } from './group-moves.js';
import { dismissGuest, goToShare, hostMissed } from './guest-moves.js';
import { dial, longestWaitS, own } from './legs.js';
import { waitInQueue } from './line-moves.js';
import { enterLine, hush, leaveLine, leavingOf, type Leaving } from './line-talk.js';
import { goToVoicemail } from './message-moves.js';
import { beginSignIn } from './sign-in-moves.js';
import { handOver, movesOn, placeInLine } from './node-moves.js';
import { goOutside } from './outside/moves.js';

/** Menus, queues and extensions one call may pass: a configuration that sends callers in a circle ends here. */
export const MAX_HOPS = 30;

/** What is said before the answer to somebody who is refused. */
export function announce(draft: CallDraft): void {
  draft.playSystem(draft.state.losing === 'tenant_suspended' ? 'service-suspended' : 'number-not-in-use');
}

/** Sends the caller on; `losing` is how the call counts should this be its end. */
export function goTo(draft: CallDraft, destination: Destination, losing: LostReason | null = null): void {
  draft.set({ hops: draft.state.hops + 1 });
  if (draft.state.hops > MAX_HOPS) {
    draft.end('system', CAUSE.normal, 'loop');
    return;
  }
  if (draft.state.served === true && isToSomebody(destination)) draft.set({ served: false, waitsSince: draft.now });
  if (movesOn(draft, destination, losing)) return;
  switch (destination.to) {
    case 'menu':
      goToMenu(draft, own(draft, draft.config.menus.get(destination.menuId)));
      return;
    case 'flow':
      goToFlow(draft, own(draft, draft.config.flows.get(destination.flowId)));
      return;
    case 'queue':
      goToQueue(draft, destination.queueId);
      return;
    case 'extension':
      goToExtension(draft, destination.extensionId);
      return;
    case 'ringGroup':
      nobodyInGroup(draft, enterGroup(draft, destination.ringGroupId));
      return;
    case 'share':
      goToShare(draft, destination.shareId);
      return;
    case 'external':
      goToNumber(draft, destination.number, losing);
      return;
    case 'play': {
      const prompt = own(draft, draft.config.prompts.get(destination.promptId));
      draft.close(prompt === undefined ? 'goodbye' : [prompt.media], losing);
      return;
    }
    case 'voicemail':
      goToVoicemail(draft, destination.mailboxId ?? null, losing);
      return;
    case 'agentService':
      beginSignIn(draft, { extensionId: null, ownerId: null, freeId: null });
      return;
    case 'hangUp':
      draft.end('system', CAUSE.normal, losing);
      return;
  }
}

/** Nobody of a ring group has answered, or is there: the caller goes on. @param on null: telephones ring, or it is over */
export function nobodyInGroup(draft: CallDraft, on: Destination | null): void {
  if (on !== null) goTo(draft, on, 'extension_unreachable');
}

/** Whoever was served and goes on to people again has something more to ask. */
function isToSomebody(destination: Destination): boolean {
  return isToPeople(destination) || destination.to === 'voicemail';
}

/** One of the tenant's own numbers leads where its callers go: the call need not leave the house for it. */
function goToNumber(draft: CallDraft, number: string, losing: LostReason | null): void {
  const inside = own(draft, draft.config.accessNumbers.get(number));
  if (inside === undefined) goOutside(draft, number);
  else goTo(draft, inside.destination, losing);
}

function goToMenu(draft: CallDraft, menu: Menu | undefined): void {
  if (menu === undefined) draft.close('goodbye', 'system_failure');
  else
    navigate(draft, refOfMenu(menu.id), () => {
      draft.step('menu.entered', { menuId: menu.id });
    });
}

function goToFlow(draft: CallDraft, flow: Flow | undefined): void {
  if (flow === undefined) draft.close('goodbye', 'system_failure');
  else
    navigate(draft, flow.published, () => {
      draft.step('flow.entered', { flowId: flow.id, versionId: flow.published });
    });
}

/** The caller comes into a menu or flow, as far as there is a line for one more. */
function navigate(draft: CallDraft, flow: FlowRef, tell: () => void): void {
  if (!hasIvrLine(draft)) {
    ivrRefused(draft);
    return;
  }
  draft.phase('navigating');
  draft.set({ comesBack: null });
  draft.answerCaller();
  draft.time('menuAt');
  tell();
  leaveFlow(draft, beginFlow(draft, flow));
}

/** Who comes from one menu into the next holds a line already. */
function hasIvrLine(draft: CallDraft): boolean {
  const { tenantId } = draft.state;
  const most = ivrLimitOf(draft);
  return most === null || draft.hadIvrLine || tenantId === null || draft.around.inUse.ivrCallers(tenantId) < most;
}

/** Whether somebody who called, and whom people have left, can go on in a flow here: another company's guests cannot. */
export function mayGoOnInFlow(draft: CallDraft): boolean {
  const { host, role, callerLeg } = draft.state;
  const isCaller = !callerLeg.gone && callerLeg.party === undefined;
  return isCaller && host === null && role === 'owner' && hasIvrLine(draft);
}

function ivrLimitOf(draft: CallDraft): number | null {
  const { tenantId } = draft.state;
  return tenantId === null ? null : (draft.config.tenants.get(tenantId)?.ivrLimit ?? null);
}

/** All lines for callers in menus are taken. */
function ivrRefused(draft: CallDraft): void {
  draft.step('call.refused', { why: 'no_ivr_line' });
  draft.limit('ivr_callers', 'refused', { limit: ivrLimitOf(draft) });
  if (draft.state.callerLeg.answered) draft.close('all-agents-busy', 'no_ivr_line', CAUSE.busy);
  else draft.end('system', CAUSE.busy, 'no_ivr_line');
}

/** The caller goes on in a menu or flow, or out of it. */
export function inFlow(draft: CallDraft, event: FlowEvent): void {
  leaveFlow(draft, tellFlow(draft, event));
}

/** What the caller's menu or flow waited for is known. */
export function answered(draft: CallDraft, { number, answer }: Extract<CallInput, { type: 'inquiry.answered' }>): void {
  leaveFlow(draft, tellAnswer(draft, number, answer));
}

export function leaveFlow(draft: CallDraft, way: WayOut | null): void {
  switch (way?.way) {
    case 'on':
      draft.set({ comesBack: way.back });
      goTo(draft, way.destination, way.losing);
      return;
    case 'over':
      goTo(draft, { to: 'hangUp' });
      return;
    case 'failed':
      draft.close('goodbye', way.losing);
      return;
    case undefined:
      return;
  }
}

function goToQueue(draft: CallDraft, queueId: QueueId): void {
  const queue = own(draft, draft.config.queues.get(queueId));
  if (queue === undefined) {
    draft.close('all-agents-busy', 'queue_deleted');
    return;
  }
  draft.set({ queueId, overdue: false, wrapUpS: queue.wrapUpS });
  draft.time('queuedAt');
  draft.step('queue.entered', { queueId, number: queue.number });
  const leaving = leavingOf(draft, queueId, true);
  if (leaving !== null) {
    goElsewhere(draft, leaving);
    return;
  }
  if (queue.answerBeforeAgent) draft.answerCaller();
  enterLine(draft, queue);
  const maxWaitS = longestWaitS(queue.maxWaitS, draft.state.callerLeg.answered);
  if (maxWaitS > 0) draft.timer('maxWait', maxWaitS * 1000);
  waitInQueue(draft);
}

function goElsewhere(draft: CallDraft, { why, to, losing }: Leaving): void {
  draft.step('queue.left', { queueId: draft.state.queueId, why });
  goTo(draft, to, losing);
}

/** The last of the queue's agents has left, or taken a break: its rules say whether its callers wait on. */
export function staffLeft(draft: CallDraft): void {
  const { queueId, host, role } = draft.state;
  const leaving = queueId === null || host !== null || role !== 'owner' ? null : leavingOf(draft, queueId, false);
  if (leaving === null) return;
  leaveLine(draft);
  goElsewhere(draft, leaving);
}

/** The waiting time is over: the queue's overflow takes the caller. */
export function overflow(draft: CallDraft): void {
  const { queueId, host, role } = draft.state;
  const queue = queueId === null ? undefined : draft.config.queues.get(queueId);
  leaveLine(draft);
  if (role === 'guest') {
    dismissGuest(draft, 'nobody');
    return;
  }
  if (host !== null) {
    hostMissed(draft, 'max_wait');
    return;
  }
  draft.step('queue.left', { queueId, why: 'max_wait' });
  if (queue === undefined) draft.close('all-agents-busy', 'queue_deleted');
  else goTo(draft, queue.overflow, 'queue_timeout');
}

/** The queue is gone from the configuration while the caller was in it. */
export function queueDeleted(draft: CallDraft): void {
  if (draft.state.role === 'guest') {
    dismissGuest(draft, 'nobody');
    return;
  }
  if (draft.state.host !== null) {
    hostMissed(draft, 'queue_deleted');
    return;
  }
  draft.step('queue.left', { queueId: draft.state.queueId, why: 'queue_deleted' });
  draft.close('all-agents-busy', 'queue_deleted');
}

/** The tenant whose agents the caller waits for has moved to another node. */
export function tenantLeft(draft: CallDraft, nodeId: string): void {
  const { phase, partyLeg, host, role, tenantId } = draft.state;
  hush(draft);
  if (role === 'guest') {
    dismissGuest(draft, 'moved');
    return;
  }
  if (phase === 'waiting') draft.asks.push({ ask: 'leave' });
  else if (partyLeg?.party.kind === 'agent') {
    draft.asks.push({ ask: 'agentWithdrawn', agentId: partyLeg.party.agentId });
    draft.clear('ring');
    draft.dropParty();
  }
  const isOwn = tenantId !== null && draft.config.tenants.get(tenantId)?.place.at === 'left';
  if (host !== null && !isOwn) goToShare(draft, host.shareId);
  else
    handOver(
      draft,
      nodeId,
      placeInLine(draft.state),
      host === null ? waitingSince(draft.state) : null,
      'queue_timeout',
    );
}

/** The new home did not take the call over for as long as the caller may wait. */
export function stayBehind(draft: CallDraft): void {
  const { handover } = draft.state;
  draft.dropParty();
  draft.clear('ring', 'again', 'maxWait');
  draft.set({ handover: null });
  if (handover?.since === null) draft.close('all-agents-busy', handover.losing ?? 'system_failure');
  else overflow(draft);
}

/** The tenant is at home here again: the call goes on as if nothing had been. */
export function comeBack(draft: CallDraft): void {
  const { handover } = draft.state;
  if (handover === null) return;
  draft.set({ handover: null });
  draft.clear('again');
  if (handover.since !== null) {
    waitInQueue(draft);
    return;
  }
  draft.clear('maxWait');
  goTo(draft, handover.destination, handover.losing);
}

/** Whether a telephone sends its caller on, for that reason. */
export function sendOn(draft: CallDraft, extensionId: ExtensionId, why: ForwardWhy): boolean {
  const to = sentOn(draft, extensionId, why);
  if (to !== null && to !== 'ended') goTo(draft, to, 'extension_unreachable');
  return to !== null;
}

function goToExtension(draft: CallDraft, extensionId: ExtensionId): void {
  if (sendOn(draft, extensionId, 'all')) return;
  if (isAfterHours(draft, extensionId) && sendOn(draft, extensionId, 'after_hours')) return;
  if (draft.around.desk.isBusyAt(extensionId) && sendOn(draft, extensionId, 'busy')) return;
  draft.step('extension.dialled', { extensionId });
  draft.set({ phase: 'ringing', times: { ...draft.state.times, ringingAt: null } });
  const { ringS } = draft.config.extensions.get(extensionId)?.forwarding ?? NOT_FORWARDED;
  if (!dial(draft, extensionId, ringS, draft.around.desk.freeAgentAt(extensionId))) {
    draft.close('nobody-answers', 'extension_unreachable');
    return;
  }
  ringTwin(draft, extensionId, ringS);
  if (draft.state.callerLeg.answered) draft.startMusic('default');
  else draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
}
