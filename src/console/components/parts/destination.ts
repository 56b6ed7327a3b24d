import type { Destination } from '../../../kernel/destination.js';

/** What a destination may lead to, in the order it is offered. */
export const TARGETS = ['queue', 'extension', 'menu', 'share', 'external', 'play', 'hangUp'] as const;
export type Target = (typeof TARGETS)[number];

/** Resource that the thing is picked from, and where the destination holds its id. */
const THINGS: Readonly<
  Record<Exclude<Target, 'hangUp' | 'external'>, { readonly resource: string; readonly key: string }>
> = {
  menu: { resource: 'menu', key: 'menuId' },
  queue: { resource: 'queue', key: 'queueId' },
  extension: { resource: 'extension', key: 'extensionId' },
  share: { resource: 'shared_queue', key: 'shareId' },
  play: { resource: 'prompt', key: 'promptId' },
};

/** A destination while it is being chosen: the thing, or the number as typed, may still be missing. */
export interface DraftDestination {
  readonly to: Target | '';
  readonly id: string | null;
}

export const NOWHERE: DraftDestination = { to: '', id: null };

/** Resource of what a target names; undefined for numbers outside, and for hanging up, which names nothing. */
export function resourceOf(to: Target | ''): string | undefined {
  return to === '' || to === 'hangUp' || to === 'external' ? undefined : THINGS[to].resource;
}

/** Reads what the server has sent; anything else is "not chosen yet". */
export function draftOf(value: unknown): DraftDestination {
  if (typeof value !== 'object' || value === null) return NOWHERE;
  const fields = value as Readonly<Record<string, unknown>>;
  const to = TARGETS.find((target) => target === fields.to);
  if (to === undefined) return NOWHERE;
  const id = to === 'hangUp' ? null : fields[to === 'external' ? 'number' : THINGS[to].key];
  return { to, id: typeof id === 'string' ? id : null };
}

/** As the server takes it; null until something is chosen. What is half chosen goes as it is: the server says what is missing. */
export function destinationOf({ to, id }: DraftDestination): Destination | { readonly to: Target } | null {
  if (to === '') return null;
  if (to === 'hangUp') return { to };
  if (to === 'external') return { to, ...(id === null ? {} : { number: id }) };
  return { to, ...(id === null ? {} : { [THINGS[to].key]: id }) };
}
