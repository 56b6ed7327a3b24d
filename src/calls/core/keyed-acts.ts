import type { AgentId, ChannelId, PlaybackId, TenantId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/clock.js';
import { systemPromptMedia, type SystemPrompt } from '../../prompts/core/prompt.js';
import type { TelephonyCommand } from '../../telephony/core/commands.js';
import type { CallState } from './call-state.js';
import { keyHeard, type KeyedAct, type Keys } from './feature-keys.js';
import type { CallActed, TalkAct, TalkTarget } from './talk/acts.js';
import { agentAt, colleagueOf, talkerOf, twoOf } from './talk/lead.js';
import { seating } from './talk/seating.js';
import { sidesIn } from './talk/side-leg.js';
import { readDialled, type Directory } from './telephone-dial.js';

/** What came of a key. */
export type KeyMeans =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'act'; readonly acted: CallActed }
  /** What came of the call, by its code. */
  | { readonly kind: 'disposition'; readonly agentId: AgentId; readonly code: string }
  /** The agent hears that it cannot be done. */
  | { readonly kind: 'refused' };

/**
 * Keys that agents press on their own telephones during a conversation. Half a code is worth nothing for more than a few
 * seconds, so no journal keeps it. Keys of customers mean nothing here.
 */
export class KeyedActs {
  private readonly keys = new Map<ChannelId, Keys>();

  /** @param leg of the call on which the key was pressed */
  pressed(call: CallState, leg: ChannelId, key: string, directory: Directory, now: Instant): KeyMeans {
    const leads = call.phase === 'talking' ? agentOf(call, leg) : null;
    const agentId = call.phase === 'talking' ? (leads ?? askedAlong(call, leg)) : null;
    if (agentId === null) {
      this.keys.delete(leg);
      return { kind: 'nothing' };
    }
    const heard = keyHeard(this.keys.get(leg) ?? null, key, now);
    if (heard.keys === null) this.keys.delete(leg);
    else this.keys.set(leg, heard.keys);
    if (heard.unknown) return { kind: 'refused' };
    if (heard.act === null) return { kind: 'nothing' };
    if (heard.act.does === 'disposition') return { kind: 'disposition', agentId, code: heard.act.number };
    const act = call.tenantId === null || leads === null ? null : actOf(heard.act, call.tenantId, directory);
    if (act === null) return { kind: 'refused' };
    const by = { kind: 'agent', agentId } as const;
    return { kind: 'act', acted: { type: 'call.act', callId: call.callId, by, act } };
  }

  /** Whoever is gone presses nothing any more. */
  ended(leg: ChannelId): void {
    this.keys.delete(leg);
  }
}

/** What is said to who is held would be the end of the music. */
function isHeld(call: CallState, leg: ChannelId): boolean {
  return seating(call).get(leg)?.sound !== null;
}

/** Whose telephone it is of the two. */
function agentOf(call: CallState, leg: ChannelId): AgentId | null {
  const { near, far } = twoOf(call);
  if (leg === near) return talkerOf(call);
  return leg === far && !isHeld(call, leg) ? colleagueOf(call) : null;
}

/** An agent who was asked to join, and has: they may say what came of the call, and lead nothing of it. */
function askedAlong(call: CallState, leg: ChannelId): AgentId | null {
  const side = sidesIn(call).find(({ channelId, answered }) => channelId === leg && answered);
  return side === undefined || isHeld(call, leg) ? null : agentAt(side.party);
}

function actOf(
  keyed: Exclude<KeyedAct, { does: 'disposition' }>,
  tenantId: TenantId,
  directory: Directory,
): TalkAct | null {
  if (!('number' in keyed)) return { act: keyed.does };
  const to = targetOf(keyed.number, tenantId, directory);
  if (to === null) return null;
  if (keyed.does === 'transfer') return { act: 'transfer', to };
  if (keyed.does === 'askByFlow') return to.to === 'flow' ? { act: 'askByFlow', to } : null;
  return to.to === 'agent' || to.to === 'extension' || to.to === 'external' ? { act: 'consult', to } : null;
}

/** Whom a number means; null: nobody there. */
function targetOf(number: string, tenantId: TenantId, directory: Directory): TalkTarget | null {
  const dialled = readDialled(number, tenantId, directory);
  switch (dialled.kind) {
    case 'agent':
      return { to: 'agent', agentId: dialled.agentId };
    case 'extension':
      return { to: 'extension', extensionId: dialled.extensionId };
    case 'queue':
      return { to: 'queue', queueId: dialled.queueId };
    case 'access': {
      const { destination } = dialled;
      if (destination.to === 'menu') return { to: 'menu', menuId: destination.menuId };
      if (destination.to === 'flow') return { to: 'flow', flowId: destination.flowId };
      return destination.to === 'queue' ? { to: 'queue', queueId: destination.queueId } : null;
    }
    case 'outside':
      return { to: 'external', number: dialled.number };
    case 'code':
    case 'unknownCode':
    case 'nobody':
      return null;
  }
}

/** The agent alone hears it, the conversation goes on. */
export function agentHears(
  { callId, language }: CallState,
  leg: ChannelId,
  words: SystemPrompt,
  now: Instant,
): TelephonyCommand {
  const playbackId = `${callId}-k${String(now)}` as PlaybackId;
  return { command: 'playPrompt', channelId: leg, playbackId, media: [systemPromptMedia(words, language)] };
}
