import type { Destination } from '../../kernel/destination.js';

/** Things of a tenant that others refer to, and the tenant itself, which uses things of the platform. */
export type Referable =
  | 'extension'
  | 'agent'
  | 'agent_group'
  | 'queue'
  | 'menu'
  | 'flow'
  | 'mailbox'
  | 'connection'
  | 'ring_group'
  | 'calendar'
  | 'prompt'
  | 'access_number'
  | 'tenant'
  | 'queue_share'
  | 'disposition'
  | 'duty_rule'
  | 'operator';

export interface Thing {
  readonly kind: Referable;
  readonly id: string;
}

/** A thing that uses another, as people know it: "来话菜单 welcome". */
export interface Use extends Thing {
  readonly label: string;
}

/** What a destination leads to; null where it names nothing. */
export function thingOf(destination: Destination): Thing | null {
  switch (destination.to) {
    case 'menu':
      return { kind: 'menu', id: destination.menuId };
    case 'flow':
      return { kind: 'flow', id: destination.flowId };
    case 'queue':
      return { kind: 'queue', id: destination.queueId };
    case 'extension':
      return { kind: 'extension', id: destination.extensionId };
    case 'ringGroup':
      return { kind: 'ring_group', id: destination.ringGroupId };
    case 'play':
      return { kind: 'prompt', id: destination.promptId };
    case 'share':
      return { kind: 'queue_share', id: destination.shareId };
    case 'voicemail':
      return destination.mailboxId === undefined ? null : { kind: 'mailbox', id: destination.mailboxId };
    case 'external':
    case 'agentService':
    case 'hangUp':
      return null;
  }
}
