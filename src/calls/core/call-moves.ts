import type { MissedWhy } from '../../acd/core/agent.js';
import { decideMenu, enterMenu, type MenuDecision, type MenuEvent } from '../../ivr/core/flow.js';
import type { Menu } from '../../ivr/core/menu.js';
import type { Destination } from '../../kernel/destination.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { AgentId, ChannelId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import { isRecorded, spoolFiles } from '../../recording/core/policy.js';
import { systemPromptMedia } from '../../prompts/core/prompt.js';
import type { CallDraft } from './call-draft.js';
import { CAUSE } from './causes.js';
import type { PartyLeg } from './call-state.js';

/** Menus, queues and extensions one call may pass: a configuration that sends callers in a circle ends here. */
export const MAX_HOPS = 30;
/** How long an extension rings that was called without a queue, seconds. */
const EXTENSION_RING_S = 30;
/** Asterisk's own limit of a dialled leg lies this far behind ours, seconds: it only serves while the engine is away. */
const RING_BACKSTOP_S = 5;
/**
 * How long a caller waits who has not been answered, seconds: networks give up a ringing call after three minutes
 * (RFC 3261, section 16.6, timer C), and a caller who vanishes before the answer is not noticed by the lack of sound.
 */
const UNANSWERED_S = 180;

/**
 * Destinations name what they lead to by id alone, which the database cannot hold against the tenant of their row: what
 * belongs to another tenant does not exist for this call.
 */
function own<T extends { readonly tenantId: TenantId }>(draft: CallDraft, thing: T | undefined): T | undefined {
  return thing?.tenantId === draft.state.tenantId ? thing : undefined;
}

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
  switch (destination.to) {
    case 'menu':
      goToMenu(draft, own(draft, draft.config.menus.get(destination.menuId)));
      return;
    case 'queue':
      goToQueue(draft, destination.queueId);
      return;
    case 'extension':
      goToExtension(draft, destination.extensionId);
      return;
    case 'play': {
      const prompt = own(draft, draft.config.prompts.get(destination.promptId));
      draft.close(prompt === undefined ? 'goodbye' : [prompt.media], losing);
      return;
    }
    case 'hangUp':
      draft.end('system', CAUSE.normal, losing);
      return;
  }
}

function goToMenu(draft: CallDraft, menu: Menu | undefined): void {
  if (menu === undefined) {
    draft.close('goodbye', 'system_failure');
    return;
  }
  if (!hasIvrLine(draft)) {
    ivrRefused(draft);
    return;
  }
  draft.phase('navigating');
  draft.answerCaller();
  draft.time('menuAt');
  draft.step('menu.entered', { menuId: menu.id });
  applyMenu(draft, menu, enterMenu(menu));
}

/** Who comes from one menu into the next holds a line already. */
function hasIvrLine(draft: CallDraft): boolean {
  const { tenantId } = draft.state;
  const most = ivrLimitOf(draft);
  return (
    most === null ||
    draft.before === 'navigating' ||
    tenantId === null ||
    draft.around.inUse.ivrCallers(tenantId) < most
  );
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

/** Tells the menu what happened and carries out what it decides. */
export function tellMenu(draft: CallDraft, event: MenuEvent): void {
  const progress = draft.state.menu;
  const menu = progress === null ? undefined : draft.config.menus.get(progress.menuId);
  if (progress === null || menu === undefined) {
    draft.stopPrompt();
    draft.close('goodbye', 'system_failure');
    return;
  }
  applyMenu(draft, menu, decideMenu(menu, progress, event));
}

function applyMenu(draft: CallDraft, menu: Menu, decision: MenuDecision): void {
  draft.set({ menu: decision.progress });
  for (const effect of decision.effects) {
    switch (effect.effect) {
      case 'play': {
        draft.clear('key');
        const prompt = own(draft, draft.config.prompts.get(menu.promptId));
        const notice = effect.notice === null ? [] : [systemPromptMedia(effect.notice, draft.state.language)];
        draft.play(prompt === undefined ? notice : [...notice, prompt.media]);
        break;
      }
      case 'stopPrompt':
        draft.stopPrompt();
        break;
      case 'awaitKey':
        draft.timer('key', effect.timeoutMs);
        break;
      case 'go':
        draft.clear('key');
        draft.set({ menu: null });
        goTo(draft, effect.destination, effect.exhausted ? 'menu_exhausted' : null);
        break;
    }
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
  if (queue.answerBeforeAgent) draft.answerCaller();
  if (draft.state.callerLeg.answered) draft.startMusic(queue.musicClass);
  else draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
  const maxWaitS = longestWaitS(queue.maxWaitS, draft.state.callerLeg.answered);
  if (maxWaitS > 0) draft.timer('maxWait', maxWaitS * 1000);
  waitInQueue(draft);
}

/** What the queue allows; before the answer no longer than UNANSWERED_S. 0: for ever. */
function longestWaitS(queueMaxWaitS: number, answered: boolean): number {
  if (answered) return queueMaxWaitS;
  return queueMaxWaitS > 0 ? Math.min(queueMaxWaitS, UNANSWERED_S) : UNANSWERED_S;
}

function waitInQueue(draft: CallDraft): void {
  const { queueId, times } = draft.state;
  if (queueId === null) return;
  draft.phase('waiting');
  draft.asks.push({ ask: 'wait', queueId, since: times.queuedAt ?? draft.now });
}

/** The waiting time is over: the queue's overflow takes the caller. */
export function overflow(draft: CallDraft): void {
  const { queueId } = draft.state;
  const queue = queueId === null ? undefined : draft.config.queues.get(queueId);
  draft.asks.push({ ask: 'leave' });
  draft.clear('maxWait');
  draft.step('queue.left', { queueId, why: 'max_wait' });
  if (queue === undefined) draft.close('all-agents-busy', 'queue_deleted');
  else goTo(draft, queue.overflow, 'queue_timeout');
}

/** The queue is gone from the configuration while the caller was in it. */
export function queueDeleted(draft: CallDraft): void {
  draft.step('queue.left', { queueId: draft.state.queueId, why: 'queue_deleted' });
  draft.close('all-agents-busy', 'queue_deleted');
}

/** Calls the telephone of the agent whom the ACD chose. */
export function offerTo(draft: CallDraft, agentId: AgentId): void {
  if (isUnpaid(draft)) {
    draft.asks.push({ ask: 'agentWithdrawn', agentId });
    refuseUnpaid(draft);
    return;
  }
  const { queueId } = draft.state;
  const queue = queueId === null ? undefined : draft.config.queues.get(queueId);
  const profile = own(draft, draft.config.agents.get(agentId));
  // An earlier offer that rang is no phase of this one.
  const times = { ...draft.state.times, offeredAt: draft.now, ringingAt: null };
  draft.set({ offers: draft.state.offers + 1, times });
  draft.step('agent.offered', { agentId, agentNumber: profile?.number ?? null, queueId });
  draft.phase('offering');
  const dialled =
    profile !== undefined &&
    queue !== undefined &&
    dial(draft, profile.extensionId, { kind: 'agent', agentId }, queue.ringTimeoutS);
  if (!dialled) miss(draft, agentId, 'unreachable');
}

function goToExtension(draft: CallDraft, extensionId: ExtensionId): void {
  draft.step('extension.dialled', { extensionId });
  draft.set({ phase: 'ringing', times: { ...draft.state.times, ringingAt: null } });
  if (!dial(draft, extensionId, { kind: 'extension', extensionId }, EXTENSION_RING_S)) {
    draft.close('nobody-answers', 'extension_unreachable');
    return;
  }
  if (draft.state.callerLeg.answered) draft.startMusic('default');
  else draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
}

function dial(draft: CallDraft, extensionId: ExtensionId, party: PartyLeg['party'], ringS: number): boolean {
  const extension = own(draft, draft.config.extensions.get(extensionId));
  if (extension === undefined) return false;
  const dials = draft.state.dials + 1;
  const channelId = `${draft.state.callId}-a${String(dials)}` as ChannelId;
  draft.set({ dials, partyLeg: { channelId, since: draft.now, rang: false, answered: false, party } });
  dialLeg(draft, channelId, { endpoint: extension.endpoint, number: null }, draft.state.caller, ringS);
  return true;
}

/** Dials a leg of this call; the timer `ring` ends the ringing. */
export function dialLeg(
  draft: CallDraft,
  channelId: ChannelId,
  to: { readonly endpoint: string; readonly number: string | null },
  callerNumber: string,
  ringS: number,
): void {
  draft.timer('ring', ringS * 1000);
  draft.commands.push({
    command: 'dial',
    channelId,
    ...to,
    callerNumber,
    ringTimeoutS: ringS + RING_BACKSTOP_S,
    visit: null,
  });
}

/** The agent's telephone was not answered: the agent is told off duty, the caller gets the next one. */
export function miss(draft: CallDraft, agentId: AgentId, why: MissedWhy): void {
  draft.step('agent.missed', { agentId, why });
  draft.asks.push({ ask: 'agentMissed', agentId, why });
  waitAgain(draft);
}

/** The offer got lost through no fault of the agent's. */
export function offerLost(draft: CallDraft, agentId: AgentId): void {
  draft.step('agent.missed', { agentId, why: 'lost' });
  draft.asks.push({ ask: 'agentWithdrawn', agentId });
  waitAgain(draft);
}

function waitAgain(draft: CallDraft): void {
  draft.clear('ring');
  draft.dropParty();
  draft.phase('waiting');
  const { queueId } = draft.state;
  if (queueId === null || !draft.config.queues.has(queueId)) queueDeleted(draft);
  else if (draft.state.overdue) overflow(draft);
  else waitInQueue(draft);
}

/** The party's telephone rings: told once a dial, however often the network says so. */
export function partyRings(draft: CallDraft): void {
  const { partyLeg } = draft.state;
  if (partyLeg === null || partyLeg.rang) return;
  draft.set({ partyLeg: { ...partyLeg, rang: true } });
  draft.time('ringingAt', true);
  if (partyLeg.party.kind === 'agent') draft.step('agent.ringing', { agentId: partyLeg.party.agentId });
  if (partyLeg.party.kind === 'customer') draft.step('customer.ringing');
}

/** Whether nobody could pay for what begins to cost when a person answers: others have used up the money meanwhile. */
function isUnpaid({ around, state, now }: CallDraft): boolean {
  return state.direction === 'inbound' && around.accounts.refusalPerson(state, now) !== null;
}

/** Who waited in vain is told that nobody is there, where they have been answered: it costs nothing. */
function refuseUnpaid(draft: CallDraft): void {
  draft.step('call.refused', { why: 'no_credit' });
  draft.limit('balance_out', 'refused');
  if (draft.state.callerLeg.answered) draft.close('all-agents-busy', 'no_credit', CAUSE.rejected);
  else draft.end('system', CAUSE.rejected, 'no_credit');
}

/** Brings caller and party together. */
export function connect(draft: CallDraft): void {
  const { partyLeg, queueId } = draft.state;
  if (partyLeg === null) return;
  if (isUnpaid(draft)) {
    refuseUnpaid(draft);
    return;
  }
  draft.clear('ring', 'maxWait');
  draft.set({ partyLeg: { ...partyLeg, answered: true } });
  draft.answerCaller();
  draft.stopMusic();
  draft.bridge();
  draft.phase('talking');
  draft.time('connectedAt');
  draft.set({ shiftBeforePersonMs: draft.state.clockShiftMs });
  if (partyLeg.party.kind === 'agent') {
    const { agentId } = partyLeg.party;
    draft.set({ agentId });
    draft.asks.push({ ask: 'agentAnswered', agentId });
    draft.step('party.connected', { agentId, agentNumber: draft.config.agents.get(agentId)?.number ?? null });
    // A queue's rule is for its agents: whom its overflow called is not recorded by it.
    if (isRecorded(queueId === null ? null : (draft.config.queues.get(queueId) ?? null))) record(draft);
  } else if (partyLeg.party.kind === 'extension') {
    draft.step('party.connected', { extensionId: partyLeg.party.extensionId });
  } else {
    draft.networkAnswers();
    draft.step('party.connected', { number: partyLeg.party.number });
    if (placedIsRecorded(draft)) record(draft);
  }
}

/** A call that an agent places belongs to no queue: it is recorded where any of the agent's queues is. */
function placedIsRecorded({ state, config }: CallDraft): boolean {
  const queueIds = state.agentId === null ? [] : (config.agents.get(state.agentId)?.queueIds ?? []);
  return queueIds.some((queueId) => isRecorded(config.queues.get(queueId) ?? null));
}

/** Records the conversation, unless the tenant has as many recorded ones as it may have. */
function record(draft: CallDraft): void {
  const { tenantId } = draft.state;
  if (tenantId === null) return;
  const most = draft.config.tenants.get(tenantId)?.recordedSeatLimit ?? null;
  if (most === null || draft.around.inUse.recorded(tenantId) < most) {
    startRecording(draft);
    return;
  }
  draft.set({ recording: 'failed' });
  draft.step('recording.failed', { why: 'quota' });
  draft.limit('recorded_seats', 'refused', { limit: most });
}

export function startRecording(draft: CallDraft): void {
  const { tenantId, callId, callerLeg, direction } = draft.state;
  if (tenantId === null) return;
  const files = spoolFiles(tenantId, callId);
  // Of a call that we place the agent is at the first leg.
  const [heardFrom, saidTo] = direction === 'outbound' ? [files.agent, files.caller] : [files.caller, files.agent];
  draft.set({ recording: 'asked' });
  draft.commands.push({
    command: 'startRecording',
    channelId: callerLeg.channelId,
    heardFrom,
    saidTo,
  });
}
