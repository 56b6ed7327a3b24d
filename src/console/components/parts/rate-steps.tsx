import React from 'react';

import type { StepRow } from './tariff-draft.js';
import { useRateWords, type RateWord } from './rate-words.js';

interface Props {
  readonly steps: readonly StepRow[];
  /** By path within the rate: "steps.0.fromS". */
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (steps: readonly StepRow[]) => void;
}

/** Where the fault of a cell is told by the room. */
const CELLS: readonly (readonly [keyof StepRow, RateWord, string])[] = [
  ['fromS', 'fromS', 'fromS'],
  ['incrementS', 'incrementS', 'incrementS'],
  ['price', 'price', 'priceMicro'],
  ['perS', 'perS', 'perS'],
];

/** The steps of a rate, one line each. */
export function RateSteps({ steps, faults, onChange }: Props): React.ReactElement {
  const say = useRateWords();
  const last = steps.at(-1);
  const next = (): StepRow => ({
    fromS: last === undefined ? '0' : String(Number(last.fromS) + Number(last.incrementS) || ''),
    incrementS: last?.perS ?? '60',
    price: '',
    perS: last?.perS ?? '60',
  });
  return (
    <fieldset aria-describedby="rate-steps-hint">
      <legend>{say('steps')}</legend>
      <p id="rate-steps-hint" className="cr-hint">
        {say('stepsHint')}
      </p>
      {faults.steps !== undefined && <p className="cr-error">{faults.steps}</p>}
      <div className="cr-lines">
        {steps.map((step, index) => (
          <StepLine
            key={index}
            step={step}
            index={index}
            faults={faults}
            onChange={(changed) => onChange(steps.map((one, at) => (at === index ? changed : one)))}
            onRemove={() => onChange(steps.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      <button type="button" className="cr-button" onClick={() => onChange([...steps, next()])}>
        {say('addStep')}
      </button>
    </fieldset>
  );
}

interface LineProps {
  readonly step: StepRow;
  readonly index: number;
  readonly faults: Props['faults'];
  readonly onChange: (step: StepRow) => void;
  readonly onRemove: () => void;
}

function StepLine({ step, index, faults, onChange, onRemove }: LineProps): React.ReactElement {
  const say = useRateWords();
  const row = index + 1;
  const own = CELLS.flatMap(([, , path]) => faults[`steps.${String(index)}.${path}`] ?? []);
  const whole = faults[`steps.${String(index)}`];
  const told = [...(whole === undefined ? [] : [whole]), ...own];
  const id = `rate-step-${String(index)}`;
  return (
    <div>
      <div className="cr-line">
        {CELLS.map(([cell, word, path]) => (
          <div key={cell}>
            <label htmlFor={`${id}-${cell}`}>{say(word)}</label>
            <input
              id={`${id}-${cell}`}
              className="cr-input"
              autoComplete="off"
              inputMode="decimal"
              aria-label={say('nth', { what: say(word), row })}
              aria-invalid={faults[`steps.${String(index)}.${path}`] !== undefined}
              aria-describedby={told.length === 0 ? undefined : `${id}-fault`}
              value={step[cell]}
              onChange={(event) => onChange({ ...step, [cell]: event.target.value })}
            />
          </div>
        ))}
        <button type="button" className="cr-link cr-danger" aria-label={say('removeStep', { row })} onClick={onRemove}>
          ×
        </button>
      </div>
      {told.length > 0 && (
        <p id={`${id}-fault`} className="cr-error">
          {told.join(' ')}
        </p>
      )}
    </div>
  );
}
