import type { AsteriskNow, Notice } from '../kernel/live-status.js';
import type { AgentId, CallId } from '../kernel/ids.js';
import type { TelephonyService } from '../telephony/telephony.service.js';
import { agentNow, callNow, extensionNow, trunkNow, type LineOf } from './calls-status.js';
import type { Hall } from './core/hall.js';

export const ASTERISK_ROW = 'asterisk';

/** Key of the row of a trunk or a telephone; calls and agents have the keys of their states. */
export function lineRow(endpoint: string): string {
  return `line:${endpoint}`;
}

export function asteriskNow(state: ReturnType<TelephonyService['state']>): AsteriskNow {
  const { connected, since, version, startedAt, recorder, transports } = state;
  return { connected, since, version, startedAt, recorder, transports };
}

/** Finds rows of the present by their keys. */
export class LiveRows {
  /** Made anew with each configuration. */
  private extensions: { readonly of: object; readonly byEndpoint: ReadonlyMap<string, string> } | null = null;

  constructor(
    private readonly hall: () => Hall,
    private readonly lineOf: LineOf,
    private readonly asterisk: () => AsteriskNow,
  ) {}

  /** The row as it is now; null where nobody shows it (a recording, a telephone that is not configured). */
  tell(key: string): Notice | null {
    if (key === ASTERISK_ROW) return { of: 'asterisk', asterisk: this.asterisk() };
    const colon = key.indexOf(':');
    const id = key.slice(colon + 1);
    switch (key.slice(0, colon)) {
      case 'call':
        return this.call(id);
      case 'agent':
        return this.agent(id);
      case 'line':
        return this.line(id);
      default:
        return null;
    }
  }

  private call(callId: string): Notice {
    const call = this.hall().calls.get(callId as CallId);
    return call === undefined ? { of: 'callGone', callId } : { of: 'call', call: callNow(call) };
  }

  private agent(agentId: string): Notice | null {
    const hall = this.hall();
    const profile = hall.configuration.agents.get(agentId as AgentId);
    return profile === undefined ? null : { of: 'agent', agent: agentNow(hall, profile) };
  }

  private line(endpoint: string): Notice | null {
    const { trunks, extensions } = this.hall().configuration;
    const trunk = trunks.get(endpoint);
    if (trunk !== undefined) return { of: 'trunk', trunk: trunkNow(trunk, this.lineOf(endpoint)) };
    if (this.extensions?.of !== extensions) {
      const byEndpoint = new Map([...extensions.values()].map(({ endpoint: name, id }) => [name, id]));
      this.extensions = { of: extensions, byEndpoint };
    }
    const extensionId = this.extensions.byEndpoint.get(endpoint) as Parameters<typeof extensions.get>[0] | undefined;
    const extension = extensionId === undefined ? undefined : extensions.get(extensionId);
    return extension === undefined
      ? null
      : { of: 'extension', extension: extensionNow(extension, this.lineOf(endpoint)) };
  }
}
