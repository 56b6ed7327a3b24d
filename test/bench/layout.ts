import { join } from 'node:path';

/** The repository that this file lies in. */
export const ROOT = join(import.meta.dirname, '..', '..');
export const SCENARIOS = join(import.meta.dirname, 'scenarios');

/** Callers and telephones have addresses of their own on the loopback, so that their media ports never meet. */
export const CALLERS = '127.0.0.2';
export const TELEPHONES = '127.0.0.3';
export const SERVER = '127.0.0.1';

/** As many telephones, each with an agent, on both sides. */
export const AGENTS = 600;

/** Numbers that the callers dial; both lead straight to the queue. */
export const UNRECORDED = '9000';
export const RECORDED = '9001';

/** Tones by which a recording is judged, Hz: whole waves in a tenth of a second, so that neither leaks into the other. */
export const CALLER_HZ = 400;
export const TELEPHONE_HZ = 1000;

/** Every port of the run, so that it passes beside a running box. */
export interface Ports {
  readonly sip: number;
  readonly ari: number;
  readonly ami: number;
  readonly postgres: number;
  readonly calls: number;
  readonly web: number;
  readonly callers: number;
  readonly telephones: number;
  readonly rtpFirst: number;
  readonly rtpLast: number;
  /** First media port of callers and telephones. */
  readonly media: number;
}

export function portsFrom(base: number): Ports {
  return {
    sip: base,
    ari: base + 1,
    ami: base + 2,
    postgres: base + 3,
    calls: base + 4,
    web: base + 5,
    callers: base + 10,
    telephones: base + 20,
    rtpFirst: 40_000,
    rtpLast: 49_999,
    media: 40_000,
  };
}
