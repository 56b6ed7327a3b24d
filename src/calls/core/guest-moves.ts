import type { AgentId, TenantId } from '../../kernel/ids.js';
import { nodeEndpoint } from '../../kernel/visit.js';
import type { CallDraft } from './call-draft.js';
import type { Host } from './call-state.js';
import { CAUSE } from './causes.js';
import { entertain, longestWaitS, newParty, tellToDial } from './legs.js';
import { waitInQueue } from './line-moves.js';
import { musicOf } from './line-talk.js';
import type { NodeConfig } from './node-config.js';
import { AGAIN_MS, guestVisit } from './node-moves.js';

/** How long a caller may visit another tenant's queue on another node, seconds; that queue's own limit may be shorter. */
const VISIT_S = 600;
/** So long another node may refuse or not be reached before the visit is over, milliseconds. */
const FAILING_MS = 20_000;
/** A visit that stood for so long was let in. */
const LET_IN_MS = 5_000;

/** Sends the caller to another tenant's queue; what it is asked for there is told by the name it has for this tenant. */
export function goToShare(draft: CallDraft, shareId: string): void {
  const share = draft.config.shares.get(shareId);
  if (share?.tenantId !== draft.state.tenantId) {
    draft.close('all-agents-busy', 'queue_deleted');
    return;
  }
  const { name, toTenantId: tenantId, toQueueId: queueId } = share;
  draft.time('queuedAt');
  draft.set({ host: { shareId, name, tenantId, queueId, agentId: null, failingSince: null }, overdue: false });
  draft.step('partner.dialled', { shareId, name });
  entertain(draft, musicOf(draft));
  if (share.nodeId === draft.config.nodeId) waitAtHost(draft);
  else {
    draft.phase('visiting');
    draft.timer('maxWait', longestWaitS(VISIT_S, draft.state.callerLeg.answered) * 1000);
    callHost(draft);
  }
}

/** The other tenant is at home here as well: its queue is one of this hall's. */
function waitAtHost(draft: CallDraft): void {
  const { host, callerLeg } = draft.state;
  const queue = host === null ? undefined : draft.config.queues.get(host.queueId);
  if (host === null || queue?.tenantId !== host.tenantId) {
    hostMissed(draft, 'queue_deleted');
    return;
  }
  if (!takesCallers(draft.config, host.tenantId)) {
    hostMissed(draft, 'max_wait');
    return;
  }
  draft.set({ wrapUpS: queue.wrapUpS });
  const maxWaitS = longestWaitS(queue.maxWaitS, callerLeg.answered);
  if (maxWaitS > 0) draft.timer('maxWait', maxWaitS * 1000);
  waitInQueue(draft);
}

/** Of a tenant that is suspended nobody is there for new callers of others either. */
export function takesCallers({ tenants }: NodeConfig, tenantId: TenantId): boolean {
  return tenants.get(tenantId)?.suspended === false;
}

/** Calls the node of the other tenant's queue, which answers when one of its agents does. */
export function callHost(draft: CallDraft): void {
  const visit = guestVisit(draft);
  const { host, caller, called, timers } = draft.state;
  if (visit === null || host === null) return;
  const nodeId = draft.config.shares.get(host.shareId)?.nodeId;
  if (nodeId === undefined) {
    hostMissed(draft, 'queue_deleted');
    return;
  }
  if (nodeId === draft.config.nodeId) {
    // Its tenant has moved here meanwhile.
    waitAtHost(draft);
    return;
  }
  const channelId = newParty(draft, { kind: 'node', nodeId });
  const leftS = Math.ceil(((timers.maxWait ?? draft.now) - draft.now) / 1000);
  tellToDial(draft, channelId, { endpoint: nodeEndpoint(nodeId), number: called, visit }, caller, leftS);
}

/** The other node's leg is gone before the answer: nobody was free there, or it was not reached. */
export function hostRefuses(draft: CallDraft, causeCode: number): void {
  const { host, partyLeg } = draft.state;
  const wasLetIn = partyLeg !== null && draft.now - partyLeg.since >= LET_IN_MS;
  draft.set({ partyLeg: null });
  if (host === null || causeCode === CAUSE.busy) {
    hostMissed(draft, 'max_wait');
    return;
  }
  const failingSince = wasLetIn ? draft.now : (host.failingSince ?? draft.now);
  draft.set({ host: { ...host, failingSince } });
  if (draft.now - failingSince >= FAILING_MS) hostMissed(draft, 'unreachable');
  else draft.timer('again', AGAIN_MS);
}

export function hostRings(draft: CallDraft): void {
  const { partyLeg } = draft.state;
  if (partyLeg === null || partyLeg.rang) return;
  draft.set({ partyLeg: { ...partyLeg, rang: true } });
  draft.time('ringingAt', true);
  draft.step('partner.ringing');
}

/** Nobody of the other tenant has taken the caller. */
export function hostMissed(draft: CallDraft, why: 'max_wait' | 'queue_deleted' | 'unreachable'): void {
  draft.clear('again');
  draft.step('partner.missed', { shareId: draft.state.host?.shareId ?? null, why });
  draft.close('all-agents-busy', why === 'queue_deleted' ? 'queue_deleted' : 'queue_timeout');
}

/** An agent of the other tenant, in this very hall, has the caller: no part of the call's record. */
export function hostConnects(draft: CallDraft, host: Host, agentId: AgentId): void {
  draft.set({ host: { ...host, agentId } });
  draft.asks.push({ ask: 'agentAnswered', agentId });
  draft.step('party.connected', { shareId: host.shareId, name: host.name });
}

/** A guest of this node is let go: nobody is free, or its queue has moved to another node, where it is to ask again. */
export function dismissGuest(draft: CallDraft, why: 'nobody' | 'moved'): void {
  draft.end('system', why === 'nobody' ? CAUSE.busy : CAUSE.temporary, null);
}
