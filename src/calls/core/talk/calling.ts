import type { TrunkId } from '../../../kernel/ids.js';
import { agentCalled } from '../agent-telephone.js';
import type { CallDraft } from '../call-draft.js';
import { numberOf, numberOfFirst, nextChannel, own, tellToDial, type Line } from '../legs.js';
import { OUTSIDE_RING_S, outsideSide } from '../outside/moves.js';
import type { Colleague, Person } from './acts.js';
import { change } from './changing.js';
import { firstLeads } from './lead.js';
import { sidesIn, type SideLeg, type SidePart } from './side-leg.js';

/** How long the telephone of somebody rings who is asked to join, seconds. */
export const SIDE_RING_S = 30;

/** When a side that has not answered has rung long enough. */
export function ringsUntil({ party, since }: Pick<SideLeg, 'party' | 'since'>): number {
  return since + (party.kind === 'outside' ? OUTSIDE_RING_S : SIDE_RING_S) * 1000;
}

/** Who asks as a supervisor, and what of them is kept. */
export type Supervising = Pick<SideLeg, 'supervisor' | 'listened' | 'reach'>;
const NO_SUPERVISOR: Supervising = { supervisor: null };

/** Who is called to join, where, and by which number they see it. */
interface Called {
  readonly party: SideLeg['party'];
  readonly line: Line;
  readonly shown: string;
  readonly ringS: number;
}

/**
 * Calls a telephone that is to join; agents are held by the call already.
 *
 * @param tried trunks that could not take it
 */
export function callSide(
  draft: CallDraft,
  person: Person,
  part: SidePart,
  who: Supervising = NO_SUPERVISOR,
  tried: readonly TrunkId[] = [],
): void {
  const called = person.to === 'external' ? calledOutside(draft, person.number, tried) : calledInside(draft, person);
  if (called === null) {
    if (person.to === 'agent') draft.asks.push({ ask: 'agentWithdrawn', agentId: person.agentId });
    change(draft, { aside: false });
    return;
  }
  const { party, line, shown, ringS } = called;
  const channelId = nextChannel(draft);
  const side = { channelId, since: draft.now, rang: false, answered: false, party, part, muted: false, ...who };
  change(draft, { sides: [...sidesIn(draft.state), side] });
  tellToDial(draft, channelId, line, shown, ringS);
}

function calledInside(draft: CallDraft, person: Colleague): Called | null {
  const { config } = draft;
  const shown = numberOfOther(draft);
  if (person.to === 'agent') {
    const called = agentCalled(draft, person.agentId, shown);
    // Who is asked to join is asked whether they have time.
    return called === null ? null : { ...called, line: { ...called.line, autoAnswer: false }, ringS: SIDE_RING_S };
  }
  const { extensionId } = person;
  const extension = own(draft, config.extensions.get(extensionId));
  if (extension === undefined) return null;
  const line = { endpoint: extension.endpoint, number: null };
  return { party: { kind: 'extension', extensionId }, line, shown, ringS: SIDE_RING_S };
}

/** The number of the other side. */
function numberOfOther(draft: CallDraft): string {
  const { direction, called, partyLeg } = draft.state;
  if (direction === 'outbound') return called;
  return firstLeads(draft.state) ? (numberOf(partyLeg?.party, draft.config) ?? called) : numberOfFirst(draft);
}

function calledOutside(draft: CallDraft, wanted: string, tried: readonly TrunkId[]): Called | null {
  const called = outsideSide(draft, wanted, tried);
  if (called === null) return null;
  const { party, endpoint, number, shown } = called;
  return { party, line: { endpoint, number }, shown, ringS: OUTSIDE_RING_S };
}
