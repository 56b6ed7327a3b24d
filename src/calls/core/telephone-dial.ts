import { normalNumber } from '../../billing/core/number-class.js';
import type { Destination } from '../../kernel/destination.js';
import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import type { NodeConfig } from './node-config.js';
import { numbersOf } from './numbers.js';

/** What a code asks for that is dialled on a telephone; docs/operate/telephone-codes.md tells people of them. */
export type FeatureCode =
  /** number: of the agent who logs in; null: it is asked for. */
  | { readonly feature: 'signIn'; readonly number: string | null }
  | { readonly feature: 'signOut' }
  | { readonly feature: 'ready' }
  /** The code of the reason; null: the first. */
  | { readonly feature: 'notReady'; readonly reason: string | null }
  /** What came of the call whose wrap-up it is, by its code. */
  | { readonly feature: 'disposition'; readonly code: string }
  | { readonly feature: 'tellState' }
  /** number: of the colleague whose telephone rings; null: any of the own queues. */
  | { readonly feature: 'pickUp'; readonly number: string | null };

/** What was dialled on a telephone of a tenant. */
export type Dialled =
  | { readonly kind: 'code'; readonly code: FeatureCode }
  | { readonly kind: 'unknownCode' }
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'extension'; readonly extensionId: ExtensionId }
  | { readonly kind: 'queue'; readonly queueId: QueueId }
  /** A ring group, or the tenant's own access number: where it leads to. */
  | { readonly kind: 'access'; readonly destination: Destination }
  /** In its normal form. */
  | { readonly kind: 'outside'; readonly number: string }
  | { readonly kind: 'nobody' };

/** Telephones send `#` only where people are used to end a number by it. */
const ENDED = /#$/;
/** Numbers of this length are inside or nobody's: the network has none. */
const INSIDE = /^[0-9]{4}$/;

/** The telephones, agents, queues and numbers by which what was dialled is understood. */
export type Directory = Pick<NodeConfig, 'numbers' | 'accessNumbers'>;

/** Reads what was dialled on a telephone of the tenant: first what is inside, then the world. */
export function readDialled(dialled: string, tenantId: TenantId, directory: Directory): Dialled {
  const number = dialled.replace(ENDED, '');
  if (number.startsWith('*')) {
    const code = codeOf(number);
    return code === null ? { kind: 'unknownCode' } : { kind: 'code', code };
  }
  const inside = numbersOf(directory, tenantId);
  const agent = inside.agents.get(number);
  if (agent !== undefined) return { kind: 'agent', agentId: agent.id };
  const extension = inside.extensions.get(number);
  if (extension !== undefined) return { kind: 'extension', extensionId: extension.id };
  const queue = inside.queues.get(number);
  if (queue !== undefined) return { kind: 'queue', queueId: queue.id };
  const group = number === '' ? undefined : inside.ringGroups.get(number);
  if (group !== undefined) return { kind: 'access', destination: { to: 'ringGroup', ringGroupId: group.id } };
  const access = directory.accessNumbers.get(number);
  if (access?.tenantId === tenantId) return { kind: 'access', destination: access.destination };
  if (INSIDE.test(number)) return { kind: 'nobody' };
  const outside = normalNumber(number);
  return outside === null ? { kind: 'nobody' } : { kind: 'outside', number: outside };
}

/** The code, or null where there is none such. */
export function codeOf(dialled: string): FeatureCode | null {
  const [, pickUp] = /^\*8([0-9]{1,10})?$/.exec(dialled) ?? [];
  if (dialled.startsWith('*8') && (pickUp !== undefined || dialled === '*8')) {
    return { feature: 'pickUp', number: pickUp ?? null };
  }
  const notReady = /^\*73([0-9]{0,3})$/.exec(dialled);
  if (notReady !== null) return { feature: 'notReady', reason: notReady[1] === '' ? null : (notReady[1] ?? null) };
  const [, disposition] = /^\*75([0-9]{1,4})$/.exec(dialled) ?? [];
  if (disposition !== undefined) return { feature: 'disposition', code: disposition };
  const [isSignIn, number] = /^\*70([0-9]{1,10})?$/.exec(dialled) ?? [];
  if (isSignIn !== undefined) return { feature: 'signIn', number: number ?? null };
  switch (dialled) {
    case '*71':
      return { feature: 'signOut' };
    case '*72':
      return { feature: 'ready' };
    case '*74':
      return { feature: 'tellState' };
    default:
      return null;
  }
}
