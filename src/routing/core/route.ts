import type { Destination } from '../../kernel/destination.js';
import type { AccessNumberId, TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

export interface AccessNumber {
  /** Left out: as older copies of the configuration do. */
  readonly id?: AccessNumberId;
  readonly number: string;
  readonly tenantId: TenantId;
  readonly destination: Destination;
  readonly language: Language;
  /** Its callers are treated in queues as if they had waited so long already, seconds; left out: not at all. */
  readonly headStartS?: number;
  /** What its callers need of an agent, in place of what the queue says; null or left out: nothing else. */
  readonly need?: { readonly skill: string; readonly level: number } | null;
}

export interface RoutableTenant {
  readonly id: TenantId;
  /** Short name that people and commands use, unique on the platform. */
  readonly code: string;
  readonly suspended: boolean;
  readonly channelLimit: number;
  /** Agents signed in, callers in menus, conversations recorded, texts spoken at once; null: no limit. */
  readonly seatLimit: number | null;
  readonly ivrLimit: number | null;
  readonly recordedSeatLimit: number | null;
  readonly speechLineLimit: number | null;
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
  | { readonly kind: 'refuse'; readonly tenantId: TenantId | null; readonly why: RefusedWhy };

/** The caller's number is on the tenant's blacklist; the trunk is full; the tenant has no channel left, none on this trunk, no money; a line that nobody knows. */
export type RefusedWhy = 'blacklisted' | 'trunk_full' | 'no_channel' | 'no_share' | 'no_credit' | 'not_permitted';

/** How the tenant of the dialled number stands, this call not counted. */
export interface TenantRoom {
  /** Calls that hold a channel already. */
  readonly channels: number;
  /** Those of them on the trunk of this call. */
  readonly onTrunk: number;
  /** What the tenant may have of that trunk; null: as much as there is. */
  readonly trunkShare: number | null;
  readonly hasCredit: boolean;
  /** Whether the tenant refuses the caller's number. */
  readonly isCallerRefused: boolean;
}

/** Where an arriving call goes first. */
export function route(
  access: AccessNumber | undefined,
  tenant: RoutableTenant | undefined,
  line: LineRoom,
  room: TenantRoom,
): Route {
  const tenantId = tenant?.id ?? null;
  if (line === 'unknown_line') return { kind: 'refuse', tenantId: null, why: 'not_permitted' };
  if (line === 'trunk_full') return { kind: 'refuse', tenantId, why: 'trunk_full' };
  if (access === undefined || tenant === undefined) return { kind: 'announce', tenantId: null, why: 'unknown_number' };
  if (tenant.suspended) return { kind: 'announce', tenantId: tenant.id, why: 'tenant_suspended' };
  const refused = (why: RefusedWhy): Route => ({ kind: 'refuse', tenantId: tenant.id, why });
  if (room.isCallerRefused) return refused('blacklisted');
  if (room.channels >= tenant.channelLimit) return refused('no_channel');
  if (room.trunkShare !== null && room.onTrunk >= room.trunkShare) return refused('no_share');
  if (!room.hasCredit) return refused('no_credit');
  return { kind: 'go', access };
}
