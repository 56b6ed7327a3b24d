import React from 'react';

import type { Start } from './kept-drafts.js';
import { LabelledInput } from './labelled.js';
import { useTariffWords } from './tariff-words.js';
import { instantInZone, inZone } from './zone-time.js';

/** The instant that a version holds from; null: the moment it is saved, or no time was typed. */
export function startOf(start: Start, zone: string): number | null {
  return start.kind === 'now' ? null : instantInZone(start.at, zone);
}

interface Props {
  readonly start: Start;
  readonly zone: string;
  /** There is no version yet that it could correct. */
  readonly first: boolean;
  readonly tellFaults: boolean;
  readonly onChange: (start: Start) => void;
}

/** When the version begins to hold: at once, later, or in a time that is over. */
export function DraftStart({ start, zone, first, tellFaults, onChange }: Props): React.ReactElement {
  const say = useTariffWords();
  const instant = startOf(start, zone);
  const choose = (kind: Start['kind']): void => {
    const at = start.at === '' ? `${inZone(Date.now() + 86_400_000, zone).slice(0, 10)}T00:00:00` : start.at;
    onChange({ kind, at });
  };
  return (
    <fieldset>
      <legend>{say('starts')}</legend>
      {(['now', 'at'] as const).map((kind) => (
        <div key={kind}>
          <label className="cr-check">
            <input type="radio" name="starts" checked={start.kind === kind} onChange={() => choose(kind)} />
            {say(kind === 'now' ? 'startsNow' : 'startsAt')}
          </label>
        </div>
      ))}
      {start.kind === 'at' && (
        <div style={{ marginTop: 8 }}>
          <LabelledInput
            id="valid-from"
            type="datetime-local"
            className="cr-input cr-short"
            label={say('startsAtLabel', { zone })}
            fault={instant === null && tellFaults ? say('badTime') : undefined}
            value={start.at}
            onChange={(at) => onChange({ kind: 'at', at })}
          />
          {instant !== null && (
            <p className={instant <= Date.now() ? 'cr-banner' : 'cr-quiet'} aria-live="polite">
              {say(instant > Date.now() ? 'isFuture' : first ? 'isPastFirst' : 'isPast')}
            </p>
          )}
        </div>
      )}
    </fieldset>
  );
}
