import React from 'react';
import { Link } from 'react-router-dom';

import { useSession } from './session.js';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

const TONES: Readonly<Record<string, Tone>> = {
  // calls
  announcing: 'quiet',
  navigating: 'quiet',
  signingIn: 'quiet',
  standingBy: 'quiet',
  waiting: 'warn',
  offering: 'warn',
  ringing: 'warn',
  calling: 'warn',
  dialling: 'warn',
  visiting: 'warn',
  handingOver: 'quiet',
  relaying: 'quiet',
  relayed: 'quiet',
  voicemail: 'quiet',
  closing: 'quiet',
  ending: 'quiet',
  // agents
  loggedOut: 'quiet',
  ready: 'good',
  notReady: 'bad',
  offered: 'warn',
  talking: 'busy',
  wrapUp: 'warn',
  // lines and processes
  reachable: 'good',
  unreachable: 'bad',
  checking: 'warn',
  unchecked: 'quiet',
  up: 'good',
  degraded: 'warn',
  down: 'bad',
};

/** A state: a coloured dot, and always its word. */
export function Mark({
  state,
  tone,
  children,
}: {
  readonly state: string;
  readonly tone?: Tone;
  readonly children: React.ReactNode;
}): React.ReactElement {
  return <span className={`cr-live-mark cr-live-${tone ?? TONES[state] ?? 'quiet'}`}>{children}</span>;
}

/** The page of a record, where the person may see it. */
export function ToRecord({
  resource,
  id,
  children,
}: {
  readonly resource: string;
  readonly id: string;
  readonly children: React.ReactNode;
}): React.ReactElement {
  const { modules } = useSession();
  const sees = modules.some(({ items }) => items.some((item) => item.kind === 'resource' && item.id === resource));
  if (!sees) return <>{children}</>;
  return <Link to={`/console/resources/${resource}/records/${id}/show`}>{children}</Link>;
}

/** A figure with what it is. */
export function Tile({
  label,
  children,
  tone,
}: {
  readonly label: string;
  readonly children: React.ReactNode;
  readonly tone?: Tone;
}): React.ReactElement {
  return (
    <div className={`cr-live-tile${tone === undefined ? '' : ` cr-live-tile-${tone}`}`}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
