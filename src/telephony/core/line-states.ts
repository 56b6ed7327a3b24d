import type { Instant } from '../../kernel/clock.js';
import { at, text } from './json.js';

/** What Asterisk says of one contact: where the telephone or the carrier of an endpoint is, and whether it answers. */
export interface ContactSeen {
  readonly endpoint: string;
  readonly uri: string;
  /** Asterisk's word: NonQualified, Reachable, Unreachable, Removed, … */
  readonly status: string;
  readonly roundtripMs: number | null;
}

/** A line as it is now. */
export interface LineState {
  /** Null: nobody is registered, or Asterisk does not know the line. */
  readonly contact: { readonly address: string; readonly answers: boolean | null } | null;
  /** Since when it is so; null: since before anybody looked. */
  readonly since: Instant | null;
  readonly roundtripMs: number | null;
}

interface Known {
  readonly uri: string | null;
  readonly state: LineState;
}

const UNKNOWN: LineState = { contact: null, since: null, roundtripMs: null };
/** Fields of the manager interface by name; of contacts that do not register, the names are others. */
type Fields = Readonly<Record<string, string>>;

/** An event ContactStatusChange, else null. */
export function contactOfEvent(event: unknown): ContactSeen | null {
  if (at(event, 'type') !== 'ContactStatusChange') return null;
  const endpoint = text(at(event, 'endpoint', 'resource'));
  const uri = text(at(event, 'contact_info', 'uri'));
  const status = text(at(event, 'contact_info', 'contact_status'));
  if (endpoint === null || uri === null || status === null) return null;
  return { endpoint, uri, status, roundtripMs: milliseconds(text(at(event, 'contact_info', 'roundtrip_usec'))) };
}

/** A row ContactList (PJSIPShowContacts) or ContactStatusDetail (PJSIPShowEndpoint), else null. */
export function contactOfRow(row: Fields): ContactSeen | null {
  const endpoint = row.Endpoint ?? row.EndpointName ?? '';
  const uri = row.Uri ?? row.URI ?? '';
  const status = row.Status ?? '';
  if (endpoint === '' || uri === '' || status === '') return null;
  return { endpoint, uri, status, roundtripMs: milliseconds(row.RoundtripUsec ?? null) };
}

/** Which lines have a contact and answer, from the list that is taken now and then and the events in between. */
export class LineStates {
  private readonly lines = new Map<string, Known>();
  private looked = false;

  line(endpoint: string): LineState {
    return this.lines.get(endpoint)?.state ?? UNKNOWN;
  }

  /** @returns whether the line is another now */
  heard(contact: ContactSeen, now: Instant): boolean {
    const known = this.lines.get(contact.endpoint);
    if (contact.status === 'Removed') {
      // A contact that moves is told at its new place before it is told gone from the old one.
      if (known?.uri !== contact.uri) return false;
      this.lines.set(contact.endpoint, { uri: null, state: { ...UNKNOWN, since: now } });
      return true;
    }
    return this.put(contact, now);
  }

  /**
   * All contacts that there are; what is not among them is gone.
   *
   * @param passOver endpoints that were heard of while the list was made
   * @returns the lines that are others now
   */
  seen(contacts: readonly ContactSeen[], passOver: ReadonlySet<string>, now: Instant): readonly string[] {
    const since = this.looked ? now : null;
    this.looked = true;
    const present = new Set(contacts.map((contact) => contact.endpoint));
    const gone = [...this.lines]
      .filter(([endpoint, known]) => known.uri !== null && !present.has(endpoint) && !passOver.has(endpoint))
      .map(([endpoint]) => endpoint);
    for (const endpoint of gone) this.lines.set(endpoint, { uri: null, state: { ...UNKNOWN, since: now } });
    const others = contacts.filter((contact) => !passOver.has(contact.endpoint) && this.put(contact, since));
    return [...gone, ...others.map((contact) => contact.endpoint)];
  }

  private put(contact: ContactSeen, since: Instant | null): boolean {
    const known = this.lines.get(contact.endpoint);
    const answers = answersOf(contact.status);
    const same = known?.uri === contact.uri && known.state.contact?.answers === answers;
    if (same && known.state.roundtripMs === contact.roundtripMs) return false;
    this.lines.set(contact.endpoint, {
      uri: contact.uri,
      state: {
        contact: { address: addressOf(contact.uri), answers },
        since: same ? known.state.since : since,
        roundtripMs: contact.roundtripMs,
      },
    });
    return true;
  }
}

/** null: it was not asked, or has not answered yet. */
function answersOf(status: string): boolean | null {
  if (status === 'Reachable') return true;
  return status === 'Unreachable' ? false : null;
}

function milliseconds(microseconds: string | null): number | null {
  const value = Number(microseconds);
  return microseconds === null || !Number.isFinite(value) || value <= 0 ? null : Math.round(value / 100) / 10;
}

/** Host and port of a SIP address. */
function addressOf(uri: string): string {
  return /^sips?:(?:[^@]*@)?([^;?>]+)/.exec(uri)?.[1] ?? uri;
}
