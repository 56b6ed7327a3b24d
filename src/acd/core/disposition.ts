import type { Brand, QueueId, TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

export type DispositionId = Brand<string, 'DispositionId'>;

/** What may have come of a call, as the agent says after it. */
export interface Disposition {
  readonly id: DispositionId;
  readonly tenantId: TenantId;
  /** Digits, as keyed on a telephone; those of one tenant differ. */
  readonly code: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Of calls of these queues; none: of all calls. */
  readonly queueIds: readonly QueueId[];
  /** Whether it may be chosen; what was said before keeps its name. */
  readonly active: boolean;
}

/** Whether it may be said of a call of one of these queues; none: of a call of no queue. */
export function fitsQueues(
  { active, queueIds }: Pick<Disposition, 'active'> & { readonly queueIds: readonly string[] },
  callsQueueIds: readonly string[],
): boolean {
  return active && (queueIds.length === 0 || queueIds.some((id) => callsQueueIds.includes(id)));
}
