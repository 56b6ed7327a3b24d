import type { ExtensionId, FlowId, MailboxId, MenuId, PromptId, QueueId, RingGroupId } from './ids.js';

/** Where a caller is sent next: by an access number, a menu's key, or a queue's overflow. */
export type Destination =
  | { readonly to: 'menu'; readonly menuId: MenuId }
  | { readonly to: 'flow'; readonly flowId: FlowId }
  | { readonly to: 'queue'; readonly queueId: QueueId }
  | { readonly to: 'extension'; readonly extensionId: ExtensionId }
  | { readonly to: 'ringGroup'; readonly ringGroupId: RingGroupId }
  /** Another tenant's queue, by the platform's leave (config.queue_share). */
  | { readonly to: 'share'; readonly shareId: string }
  /** A number outside, dialled by the tenant's own trunks and paid for by it. */
  | { readonly to: 'external'; readonly number: string }
  /** An agent logs in by number and PIN; their calls come to this line. */
  | { readonly to: 'agentService' }
  /** Play a prompt, then hang up. */
  | { readonly to: 'play'; readonly promptId: PromptId }
  /** The caller leaves a message, which is recorded; without a mailbox: in the tenant's own. */
  | { readonly to: 'voicemail'; readonly mailboxId?: MailboxId }
  | { readonly to: 'hangUp' };

/** Whether somebody answers there who could talk with the caller. */
export function isToPeople({ to }: Destination): boolean {
  return to === 'queue' || to === 'extension' || to === 'ringGroup' || to === 'share' || to === 'external';
}
