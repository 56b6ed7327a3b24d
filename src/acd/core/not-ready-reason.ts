import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

/** Why an agent takes no calls for a while. */
export interface NotReadyReason {
  readonly tenantId: TenantId;
  /** Digits, as keyed on a telephone; those of one tenant differ. */
  readonly code: string;
  /** What steps of agents say; it never changes. */
  readonly key: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Whether the time counts as work. */
  readonly paid: boolean;
  /** Whether it may be chosen; what was chosen before keeps its name. */
  readonly active: boolean;
}

/** A reason by itself, whoever's. */
export type UsualReason = Omit<NotReadyReason, 'tenantId'>;

/** Those of a tenant that has none of its own. */
export const USUAL_REASONS: readonly UsualReason[] = [
  { code: '1', key: 'break', name: { zh: '小休', en: 'Break' }, paid: true, active: true },
  { code: '2', key: 'lunch', name: { zh: '用餐', en: 'Lunch' }, paid: false, active: true },
  { code: '3', key: 'meeting', name: { zh: '会议', en: 'Meeting' }, paid: true, active: true },
  { code: '4', key: 'training', name: { zh: '培训', en: 'Training' }, paid: true, active: true },
  { code: '5', key: 'other', name: { zh: '其他', en: 'Other' }, paid: true, active: true },
];

/**
 * The reason that somebody means.
 *
 * @param own those of the tenant; none: the usual ones
 * @param said a code or a key; null: the first that there is
 * @returns undefined where there is no such reason, or not any more
 */
export function reasonMeant(own: readonly UsualReason[] | undefined, said: string | null): UsualReason | undefined {
  const active = inOrder(reasonsOf(own)).filter((reason) => reason.active);
  if (said === null) return active[0];
  return active.find(({ code }) => code === said) ?? active.find(({ key }) => key === said);
}

/** The name of what a step of an agent says; null: it is no reason of the tenant's. */
export function nameOfReason(
  own: readonly UsualReason[] | undefined,
  key: string | null,
): Readonly<Record<Language, string>> | null {
  const known = [...reasonsOf(own), ...USUAL_REASONS];
  return known.find((reason) => reason.key === key)?.name ?? null;
}

/** Those that a tenant has: its own, or the usual ones. */
export function reasonsOf(own: readonly UsualReason[] | undefined): readonly UsualReason[] {
  return own === undefined || own.length === 0 ? USUAL_REASONS : own;
}

/** As people count: 2 before 10. */
export function inOrder<T extends { readonly code: string }>(all: readonly T[]): readonly T[] {
  return all.toSorted((one, other) => Number(one.code) - Number(other.code) || one.code.localeCompare(other.code));
}
