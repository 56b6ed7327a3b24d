import type { Destination } from '../../kernel/destination.js';
import type { MenuId, PromptId, TenantId } from '../../kernel/ids.js';

/** An inbound navigation: a voice file, an action and its parameters. */
export interface Menu {
  readonly id: MenuId;
  readonly tenantId: TenantId;
  readonly promptId: PromptId;
  readonly action:
    | { readonly kind: 'go'; readonly destination: Destination }
    | {
        readonly kind: 'keys';
        readonly keys: Readonly<Record<string, Destination>>;
        /** How long to wait for a key after the prompt, milliseconds. */
        readonly keyTimeoutMs: number;
        /** How often the prompt is played in all before giving up (at least 1). */
        readonly attempts: number;
        /** Where a caller goes who pressed nothing valid. */
        readonly otherwise: Destination;
      };
}

/** What a telephone can send. */
export const MENU_KEYS: readonly string[] = Array.from('1234567890*#ABCD');
