/** Names of things: opaque strings, branded so that one cannot stand for another. */
export type Brand<T, B extends string> = T & { readonly __brand: B };

export type TenantId = Brand<string, 'TenantId'>;
export type CallId = Brand<string, 'CallId'>;
export type AgentId = Brand<string, 'AgentId'>;
export type QueueId = Brand<string, 'QueueId'>;
export type MenuId = Brand<string, 'MenuId'>;
export type FlowId = Brand<string, 'FlowId'>;
export type CalendarId = Brand<string, 'CalendarId'>;
export type RingGroupId = Brand<string, 'RingGroupId'>;
export type ConnectionId = Brand<string, 'ConnectionId'>;
export type MailboxId = Brand<string, 'MailboxId'>;
export type PromptId = Brand<string, 'PromptId'>;
export type ExtensionId = Brand<string, 'ExtensionId'>;
export type AccessNumberId = Brand<string, 'AccessNumberId'>;
export type TrunkId = Brand<string, 'TrunkId'>;
export type TariffId = Brand<string, 'TariffId'>;
export type TariffVersionId = Brand<string, 'TariffVersionId'>;
/** Asterisk's unique id of a channel; ours for legs that we dial, Asterisk's for legs that arrive. */
export type ChannelId = Brand<string, 'ChannelId'>;
export type BridgeId = Brand<string, 'BridgeId'>;
export type PlaybackId = Brand<string, 'PlaybackId'>;

/** When a UUID of version 7 was made, in milliseconds since 1970-01-01 UTC. */
export function instantOfId(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * A UUID version 7 (RFC 9562, section 5.7): sorts by time, needs no coordination.
 *
 * @param unixMs milliseconds since 1970-01-01 UTC
 * @param random at least 10 random bytes
 */
export function uuidV7(unixMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 needs 10 random bytes');
  const bytes = new Uint8Array(16);
  let rest = unixMs;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
