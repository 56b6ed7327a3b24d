import { KNOWN_OF_CALLS } from '../../../ivr/core/flow-known.js';
import type { Instant } from '../../../kernel/clock.js';
import { localTime } from '../../../kernel/zone.js';
import type { CallState } from '../call-state.js';
import { vipOf } from '../caller-lists.js';
import { zoneOf, type NodeConfig } from '../node-config.js';

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * Dates as 2026-11-23 and times as 09:30 by the tenant's clock, weekdays from 1, a Monday; `vip` is yes or no; `agent` is the number of
 * who served the call last, if anybody did; undefined: no such name.
 */
export function knownOf(
  name: string,
  {
    caller,
    called,
    language,
    tenantId,
    agentId,
  }: Pick<CallState, 'caller' | 'called' | 'language' | 'tenantId' | 'agentId'>,
  config: Pick<NodeConfig, 'accounts' | 'agents' | 'callerLists'>,
  now: Instant,
): string | undefined {
  const known = KNOWN_OF_CALLS.find((one) => one === name);
  if (known === undefined || tenantId === null) return undefined;
  const here = localTime(zoneOf(config, tenantId), now);
  switch (known) {
    case 'caller':
      return caller;
    case 'called':
      return called;
    case 'language':
      return language;
    case 'date':
      return `${String(here.year)}-${two(here.month)}-${two(here.day)}`;
    case 'time':
      return `${two(here.hour)}:${two(here.minute)}`;
    case 'weekday':
      return String(here.weekday);
    case 'agent':
      return (agentId === null ? undefined : config.agents.get(agentId)?.number) ?? '';
    case 'vip':
      return vipOf(config.callerLists, tenantId, caller, now) === undefined ? 'no' : 'yes';
  }
}
