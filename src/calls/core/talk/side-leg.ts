import type { Instant } from '../../../kernel/clock.js';
import type { PersonParty } from '../outside/outside-party.js';
import type { AgentId, ChannelId } from '../../../kernel/ids.js';

/** What somebody does in a conversation who is neither of the two it began with. */
export type SidePart =
  /** Is asked by the agent, while the other side waits. */
  | 'consulted'
  | 'speaker'
  /** Hears all, is heard by nobody. */
  | 'listener'
  /** A supervisor whom nobody notices; who is heard by the agent alone; who takes the agent's place. */
  | 'listening'
  | 'whispering'
  | 'takingOver';

/** A further telephone in the conversation. */
export interface SideLeg {
  readonly channelId: ChannelId;
  readonly since: Instant;
  readonly rang: boolean;
  readonly answered: boolean;
  readonly party: PersonParty;
  readonly part: SidePart;
  readonly muted: boolean;
  /** Who came as a supervisor; null: was asked. */
  readonly supervisor: string | null;
  /** How often they began to listen or whisper; left out: never. */
  readonly listened?: number;
  /** The only agents whom the supervisor may listen to; left out: all. */
  readonly reach?: readonly AgentId[];
}

/** What people have made of a conversation. */
export interface Talk {
  /** The other side hears music. */
  readonly held: boolean;
  /** The agent is not heard. */
  readonly muted: boolean;
  /** Of a call inside: the colleague at the other side is not heard. */
  readonly farMuted?: boolean;
  /** Of a call inside: who holds, asks and sends on is at the first leg; left out: at the second. */
  readonly firstLeads?: boolean;
  /** The agent is with whoever is consulted, not with the other side. */
  readonly aside: boolean;
  /** The other side walks a flow and comes back; recorded: from then on it is recorded again. Left out: not so. */
  readonly asked?: { readonly recorded: boolean } | null;
  /** What the last such flow found out, by its variables. */
  readonly found?: Readonly<Record<string, string>>;
  readonly sides: readonly SideLeg[];
}

/** Two talk, nothing has been done about it. */
export const AS_IT_BEGAN: Talk = { held: false, muted: false, aside: false, sides: [] };

/** Telephones beside the first two, where the conversation has any. */
export function sidesIn({ talk }: { readonly talk: Talk | null }): readonly SideLeg[] {
  return talk?.sides ?? AS_IT_BEGAN.sides;
}

/** Whom not all of those who talk hear. */
export function isHidden({ part }: Pick<SideLeg, 'part'>): boolean {
  return part === 'listening' || part === 'whispering';
}

/** The other side walks a flow by which the agent asks. */
export function isAsked({ talk }: { readonly talk: Talk | null }): boolean {
  return (talk?.asked ?? null) !== null;
}

/** Whose telephone it is, as steps tell it. */
export function nameOf({
  party,
}: SideLeg): { agentId: string } | { extensionId: string } | { number: string; trunkId: string } {
  switch (party.kind) {
    case 'agent':
      return { agentId: party.agentId };
    case 'extension':
      return { extensionId: party.extensionId };
    case 'outside':
      return { number: party.number, trunkId: party.trunkId };
  }
}
