import type { Destination } from '../../../kernel/destination.js';

/** What a destination may lead to, in the order it is offered. */
export const TARGETS = [
  'queue',
  'extension',
  'ringGroup',
  'menu',
  'flow',
  'share',
  'external',
  'play',
  'voicemail',
  'agentService',
  'hangUp',
] as const;
export type Target = (typeof TARGETS)[number];

/** What names something of ours. */
type Naming = Exclude<Target, 'external' | 'agentService' | 'hangUp'>;

const isNaming = (to: Target): to is Naming => to !== 'external' && to !== 'agentService' && to !== 'hangUp';

/** Resource that the thing is picked from, and where the destination holds its id. */
const THINGS: Readonly<Record<Naming, { readonly resource: string; readonly key: string }>> = {
  menu: { resource: 'menu', key: 'menuId' },
  flow: { resource: 'flow', key: 'flowId' },
  queue: { resource: 'queue', key: 'queueId' },
  ringGroup: { resource: 'ring_group', key: 'ringGroupId' },
  extension: { resource: 'extension', key: 'extensionId' },
  share: { resource: 'shared_queue', key: 'shareId' },
  play: { resource: 'prompt', key: 'promptId' },
  voicemail: { resource: 'mailbox', key: 'mailboxId' },
};

/** A destination while it is being chosen: the thing, or the number as typed, may still be missing. */
export interface DraftDestination {
  readonly to: Target | '';
  readonly id: string | null;
}

export const NOWHERE: DraftDestination = { to: '', id: null };

/** Resource of what a target names; undefined where it names nothing of ours. */
export function resourceOf(to: Target | ''): string | undefined {
  return to === '' || !isNaming(to) ? undefined : THINGS[to].resource;
}

/** Reads what the server has sent; anything else is "not chosen yet". */
export function draftOf(value: unknown): DraftDestination {
  if (typeof value !== 'object' || value === null) return NOWHERE;
  const fields = value as Readonly<Record<string, unknown>>;
  const to = TARGETS.find((target) => target === fields.to);
  if (to === undefined) return NOWHERE;
  const key = to === 'external' ? 'number' : isNaming(to) ? THINGS[to].key : null;
  const id = key === null ? null : fields[key];
  return { to, id: typeof id === 'string' ? id : null };
}

/** As the server takes it; null until something is chosen. What is half chosen goes as it is: the server says what is missing. */
export function destinationOf({ to, id }: DraftDestination): Destination | { readonly to: Target } | null {
  if (to === '') return null;
  if (to === 'external') return { to, ...(id === null ? {} : { number: id }) };
  if (!isNaming(to)) return { to };
  return { to, ...(id === null ? {} : { [THINGS[to].key]: id }) };
}
