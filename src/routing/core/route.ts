import type { Destination } from '../../kernel/destination.js';
import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

export interface AccessNumber {
  readonly number: string;
  readonly tenantId: TenantId;
  readonly destination: Destination;
  readonly language: Language;
}

export interface RoutableTenant {
  readonly id: TenantId;
  /** Short name that people and commands use, unique on the platform. */
  readonly code: string;
  readonly suspended: boolean;
  readonly channelLimit: number;
  /** Agents signed in, callers in menus, conversations recorded at once; null: no limit. */
  readonly seatLimit: number | null;
  readonly ivrLimit: number | null;
  readonly recordedSeatLimit: number | null;
  readonly language: Language;
}

/** How a call's line stands at the moment it arrives. */
export type LineRoom = 'room' | 'trunk_full' | 'unknown_line';

export type Route =
  | { readonly kind: 'go'; readonly access: AccessNumber }
  /** Play an announcement before the answer, then refuse. */
  | {
      readonly kind: 'announce';
      readonly tenantId: TenantId | null;
      readonly why: 'unknown_number' | 'tenant_suspended';
    }
  | { readonly kind: 'refuse'; readonly tenantId: TenantId | null; readonly why: 'no_channel' | 'not_permitted' };

/**
 * Where an arriving call goes first.
 *
 * @param tenantChannels calls of the tenant that hold a channel already, this one not counted
 */
export function route(
  access: AccessNumber | undefined,
  tenant: RoutableTenant | undefined,
  line: LineRoom,
  tenantChannels: number,
): Route {
  const tenantId = tenant?.id ?? null;
  if (line === 'unknown_line') return { kind: 'refuse', tenantId: null, why: 'not_permitted' };
  if (line === 'trunk_full') return { kind: 'refuse', tenantId, why: 'no_channel' };
  if (access === undefined || tenant === undefined) return { kind: 'announce', tenantId: null, why: 'unknown_number' };
  if (tenant.suspended) return { kind: 'announce', tenantId: tenant.id, why: 'tenant_suspended' };
  if (tenantChannels >= tenant.channelLimit) return { kind: 'refuse', tenantId: tenant.id, why: 'no_channel' };
  return { kind: 'go', access };
}
