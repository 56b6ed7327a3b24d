import React from 'react';

import { jsonOf, textOf, titlesIn, useWords, type ValueProps } from './parts/adminjs.js';
import { DestinationText } from './parts/destination-fields.js';
import { ValueFrame } from './parts/field-frame.js';
import { draftActionOf, type DraftAction } from './parts/menu-action.js';

type Titles = Readonly<Record<string, string>>;

export default function MenuActionShow({ property, record, where }: ValueProps): React.ReactElement {
  const value = jsonOf(textOf(record, property.path));
  const titles = titlesIn(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {value !== undefined && <ActionText action={draftActionOf(value)} titles={titles} brief={where === 'list'} />}
    </ValueFrame>
  );
}

function ActionText({
  action,
  titles,
  brief,
}: {
  readonly action: DraftAction;
  readonly titles: Titles;
  readonly brief: boolean;
}): React.ReactElement {
  const { say } = useWords();
  if (action.kind === 'go') return <DestinationText value={action.destination} titles={titles} />;
  if (brief)
    return <span>{say('named', { act: say('menu.keys'), thing: action.keys.map(({ key }) => key).join(' ') })}</span>;
  return (
    <ul className="cr-plain-list">
      {action.keys.map(({ key, destination }) => (
        <li key={key}>
          <kbd>{key}</kbd> <DestinationText value={destination} titles={titles} />
        </li>
      ))}
      <li>
        {say('menu.otherwise')}: <DestinationText value={action.otherwise} titles={titles} />
      </li>
      <li className="cr-quiet">
        {say('menu.keyTimeout')}: {action.keyTimeoutS}; {say('menu.attempts')}: {action.attempts}
      </li>
    </ul>
  );
}
