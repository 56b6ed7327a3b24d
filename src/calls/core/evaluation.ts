import type { QueueEvaluation } from '../../acd/core/queue.js';
import type { Flow } from '../../ivr/core/flow-record.js';
import type { CallDraft } from './call-draft.js';
import { goTo, mayGoOnInFlow } from './call-moves.js';
import { own } from './legs.js';
import { goesOnAlone } from './talk/moves.js';

/**
 * The agent has hung up: the caller is asked how it was, where the queue wants that and the conversation was long enough.
 *
 * @returns false where nobody is asked, and nothing has changed
 */
export function evaluates(draft: CallDraft): boolean {
  const flow = flowAfter(draft);
  if (flow === null) return false;
  const { agentId, queueId } = draft.state;
  goesOnAlone(draft);
  draft.step('evaluation.asked', { agentId, queueId });
  goTo(draft, { to: 'flow', flowId: flow.id });
  return true;
}

function flowAfter(draft: CallDraft): Flow | null {
  const { state, config, now } = draft;
  const { queueId, agentId, times, direction, partyLeg } = state;
  if (queueId === null || agentId === null || direction !== 'inbound' || !mayGoOnInFlow(draft)) return null;
  // Whom a supervisor, a telephone or a number outside talked with last has nobody to judge.
  if (partyLeg?.party.kind !== 'agent' || partyLeg.party.agentId !== agentId) return null;
  const rule: QueueEvaluation | undefined = own(draft, config.queues.get(queueId))?.evaluation;
  if (rule === undefined || times.connectedAt === null || now - times.connectedAt < rule.fromS * 1000) return null;
  return own(draft, config.flows.get(rule.flowId)) ?? null;
}
