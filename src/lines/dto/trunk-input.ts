import { isIPv4, isIPv6 } from 'node:net';

import { z } from 'zod';

import type { Text } from '../../platform/errors/callrack-error.js';
import { givenName, matching, nodeName, wholeNumber } from '../../platform/validation/valid-input.js';

/** Shortest prefixes: a larger network than a carrier has would let strangers in. */
const SHORTEST_PREFIX = { v4: 16, v6: 48 } as const;

const ADDRESS: Text = {
  zh: '应为 IP 地址，或带前缀长度的网段（IPv4 至少 /16，IPv6 至少 /48），如 203.0.113.5 或 203.0.113.5/28',
  en: 'Must be an IP address, or one with the length of its network (at least /16, for IPv6 /48), such as 203.0.113.5 or 203.0.113.5/28',
};

/** A trunk as people enter it. */
export const trunkInput = z.object({
  name: givenName(),
  endpoint: matching(/^trunk-[a-z0-9-]{1,50}$/, {
    zh: '应以 trunk- 开头，后跟 1–50 个小写字母、数字或连字符，如 trunk-telecom',
    en: 'Must begin with trunk-, then 1 to 50 of a-z, 0-9 and hyphen, such as trunk-telecom',
  }),
  address: z
    .string()
    .trim()
    .refine(isAddress, { params: { text: ADDRESS } }),
  port: wholeNumber(1, 65_535),
  channelLimit: wholeNumber(0, 100_000),
  // '' and null: every node has it
  nodeId: z.preprocess((value) => (value === '' || value === undefined ? null : value), nodeName.nullable()),
});

export type TrunkInput = z.output<typeof trunkInput>;

function isAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || (prefix !== undefined && !/^[0-9]{1,3}$/.test(prefix))) return false;
  // what Asterisk would have to be told the interface of
  if (address.includes('%') || address === '0.0.0.0' || address === '::') return false;
  const length = prefix === undefined ? null : Number(prefix);
  if (isIPv4(address)) return length === null || (length >= SHORTEST_PREFIX.v4 && length <= 32);
  return isIPv6(address) && (length === null || (length >= SHORTEST_PREFIX.v6 && length <= 128));
}
