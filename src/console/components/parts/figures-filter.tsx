import React from 'react';

import { GROUPING_WORDS, GROUPINGS, type FiguresOfWhat } from '../../../reports/core/figures/asked.js';
import { RANGES } from './figures-range.js';
import { useFiguresWords } from './figures-words.js';
import { instantOfInput, localInput } from './formats.js';
import { LabelledChoice, LabelledFrame, LabelledInput } from './labelled.js';
import { useSession } from './session.js';
import { ThingPicker } from './thing-picker.js';
import type { FiguresAddress } from './use-figures.js';
import { useTitle } from './use-title.js';

interface FilterProps {
  readonly of: FiguresOfWhat;
  readonly address: FiguresAddress;
}

/** What is chosen, kept in the address of the page. */
export function FiguresFilter({ of, address }: FilterProps): React.ReactElement {
  const say = useFiguresWords();
  const { language } = useSession();
  const { by, change } = address;
  return (
    <form className="cr-figures-filter" onSubmit={(event) => event.preventDefault()}>
      <RangeChoice address={address} />
      <LabelledChoice
        id="figures-by"
        label={say('by')}
        value={by}
        choices={GROUPINGS.map((one) => [one, GROUPING_WORDS[one][language]] as const)}
        onChange={(name) => change({ by: name })}
      />
      <OneThing of={of} address={address} />
    </form>
  );
}

/** Of which time. */
export function RangeChoice({ address }: Pick<FilterProps, 'address'>): React.ReactElement {
  const say = useFiguresWords();
  const { range, from, to, change } = address;
  return (
    <>
      <LabelledChoice
        id="figures-range"
        label={say('range')}
        value={range}
        choices={RANGES.map((one) => [one, say(`range.${one}`)] as const)}
        onChange={(name) =>
          change(name === 'own' ? { range: name, from: from.toISOString(), to: to.toISOString() } : { range: name })
        }
      />
      {range === 'own' && (
        <>
          <LabelledInput
            id="figures-from"
            label={say('from')}
            type="datetime-local"
            value={localInput(from.toISOString())}
            onChange={(value) => change({ from: instantOfInput(value) })}
          />
          <LabelledInput
            id="figures-to"
            label={say('to')}
            type="datetime-local"
            value={localInput(to.toISOString())}
            onChange={(value) => change({ to: instantOfInput(value) })}
          />
        </>
      )}
    </>
  );
}

function OneThing({ of, address: { id, change } }: FilterProps): React.ReactElement {
  const say = useFiguresWords();
  const resource = of === 'queues' ? 'queue' : 'agent';
  const title = useTitle(resource, id, undefined);
  return (
    <LabelledFrame id="figures-thing" label={say(`one.${of}`)}>
      <ThingPicker
        id="figures-thing"
        resourceId={resource}
        value={id === '' ? null : { id, title }}
        onChange={(thing) => change({ id: thing?.id ?? '' })}
      />
    </LabelledFrame>
  );
}
