import { Icon } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';

import { useWords } from './parts/adminjs.js';
import { BulkForm, HintAndFault, type BulkField } from './parts/bulk-form.js';
import { useBulkWords } from './parts/bulk-words.js';
import { ThingPicker } from './parts/thing-picker.js';
import type { NamedThing } from './parts/use-things.js';

const FIELDS: readonly BulkField[] = [
  { name: 'from', label: 'fromAgent', hint: 'fromHint', required: true, digits: true },
  { name: 'to', label: 'toAgent', hint: 'toHint', required: true, digits: true },
  { name: 'namePrefix', label: 'namePrefix', hint: 'namePrefixHint', required: true },
];

/** Agents from one number to another, with their telephones where wished, in the same queues. */
export default function AgentsBulk(props: ActionProps): React.ReactElement {
  const word = useBulkWords();
  const [makeExtensions, setMakeExtensions] = useState(true);
  const [queues, setQueues] = useState<readonly NamedThing[]>([]);
  return (
    <BulkForm {...props} fields={FIELDS} more={{ makeExtensions, queueIds: queues.map(({ id }) => id) }}>
      {(faults) => (
        <>
          <div className="cr-field">
            <label className="cr-check">
              <input
                type="checkbox"
                id="makeExtensions"
                checked={makeExtensions}
                aria-describedby="makeExtensions-hint"
                onChange={(event) => setMakeExtensions(event.target.checked)}
              />
              <span>{word('makeExtensions')}</span>
            </label>
            <HintAndFault name="makeExtensions" hint={word('makeExtensionsHint')} fault={faults.makeExtensions} />
          </div>
          <Queues queues={queues} fault={faults.queueIds} onChange={setQueues} />
        </>
      )}
    </BulkForm>
  );
}

function Queues(props: {
  readonly queues: readonly NamedThing[];
  readonly fault: string | undefined;
  readonly onChange: (queues: readonly NamedThing[]) => void;
}): React.ReactElement {
  const { queues, onChange } = props;
  const { say } = useWords();
  const word = useBulkWords();
  return (
    <fieldset className="cr-field">
      <legend>{word('queues')}</legend>
      <ul className="cr-chips">
        {queues.map(({ id, title }) => (
          <li key={id}>
            {title}
            <button
              type="button"
              className="cr-plain"
              aria-label={`${say('remove')} ${title}`}
              onClick={() => onChange(queues.filter((queue) => queue.id !== id))}
            >
              <Icon icon="X" />
            </button>
          </li>
        ))}
      </ul>
      <ThingPicker
        id="queueIds"
        label={say('named', { act: say('add'), thing: word('queues') })}
        resourceId="queue"
        value={null}
        onChange={(thing) => {
          if (thing !== null && !queues.some(({ id }) => id === thing.id)) onChange([...queues, thing]);
        }}
      />
      <HintAndFault name="queueIds" hint={word('queuesHint')} fault={props.fault} />
    </fieldset>
  );
}
