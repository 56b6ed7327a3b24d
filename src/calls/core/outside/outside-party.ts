import type { Instant } from '../../../kernel/clock.js';
import type { AgentId, ChannelId, ExtensionId, TrunkId } from '../../../kernel/ids.js';

/** Somebody outside who is called into a call that is not itself placed to them. */
export interface OutsideParty {
  readonly kind: 'outside';
  /** In its normal form. */
  readonly number: string;
  readonly trunkId: TrunkId;
  /** Trunks that could not take it before this one. */
  readonly tried: readonly TrunkId[];
  /** It is called beside this telephone, and has the call by a key only. */
  readonly twinOf?: ExtensionId;
}

/** An agent; outside: by which line, where they are called at a number of the network. */
export interface AgentParty {
  readonly kind: 'agent';
  readonly agentId: AgentId;
  readonly outside?: Omit<OutsideParty, 'kind'>;
}

/** A telephone of the house; agentId: who is logged in there, and is in the call by that telephone only. */
export interface ExtensionParty {
  readonly kind: 'extension';
  readonly extensionId: ExtensionId;
  readonly agentId?: AgentId;
}

/** Somebody who can be asked to join a conversation, and go on with it. */
export type PersonParty = AgentParty | ExtensionParty | OutsideParty;

/**
 * A leg to the network beside the call's own: it holds a channel of its own, and costs for itself. Of those that were
 * answered it is kept what they cost by, until the call is charged.
 */
export interface OutsideLeg {
  readonly channelId: ChannelId;
  readonly number: string;
  readonly trunkId: TrunkId;
  /** When the network answered; null: it has not yet. */
  readonly answeredAt: Instant | null;
  /** Up to then it costs something; null: it is there. */
  readonly chargedUntil: Instant | null;
  /** What the clock was put forward by meanwhile, milliseconds. */
  readonly clockShiftMs: number;
}
