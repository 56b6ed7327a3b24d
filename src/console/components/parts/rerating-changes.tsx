import React, { useEffect, useState } from 'react';

import type { ChangeView, ReratingView } from '../../billing/tariff-views.js';
import { numberText } from './formats.js';
import { moneyOfMicro } from './money-text.js';
import { useReratingWords } from './rerating-words.js';
import { useLocale } from './session.js';
import { request } from './tariff-api.js';
import { zoneText } from './zone-time.js';

/** What a trial has found, call by call: to be looked at before it is done. */
export function ReratingChanges({ one }: { readonly one: ReratingView }): React.ReactElement {
  const say = useReratingWords();
  const locale = useLocale();
  const [changes, setChanges] = useState<readonly ChangeView[] | 'away'>();
  useEffect(() => {
    const address = `/console/x/reratings/${encodeURIComponent(one.id)}/changes`;
    request<{ readonly changes: readonly ChangeView[] }>(address).then(
      (answer) => setChanges(answer.changes),
      () => setChanges('away'),
    );
  }, [one.id]);
  if (changes === undefined || changes === 'away' || changes.length === 0) {
    return (
      <p className="cr-quiet" role="status">
        {say(changes === undefined ? 'loading' : changes === 'away' ? 'noAnswer' : 'noChanges')}
      </p>
    );
  }
  const number = (value: number): string => numberText(String(value), locale);
  return (
    <>
      <div className="cr-box cr-changes" tabIndex={0} role="region" aria-label={say('changes')}>
        <table>
          <thead>
            <tr>
              {(['call', 'tenant'] as const).map((name) => (
                <th key={name} scope="col">
                  {say(name)}
                </th>
              ))}
              {(['former', 'anew', 'difference'] as const).map((name) => (
                <th key={name} scope="col" className="cr-num">
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <Change key={change.chargeId} change={change} one={one} />
            ))}
          </tbody>
        </table>
      </div>
      {one.changed > changes.length && (
        <p className="cr-quiet">{say('firstOnes', { count: number(changes.length), changed: number(one.changed) })}</p>
      )}
    </>
  );
}

interface ChangeProps {
  readonly change: ChangeView;
  readonly one: ReratingView;
}

function Change({ change, one }: ChangeProps): React.ReactElement {
  const say = useReratingWords();
  const amounts = [change.formerMicro, change.newMicro, change.differenceMicro];
  return (
    <tr>
      <td>
        {say(change.direction)} {change.number}
        <div className="cr-quiet">{zoneText(change.at, one.timeZone)}</div>
      </td>
      <td>{change.tenantName}</td>
      {amounts.map((micro, index) => (
        <td key={index} className="cr-num">
          {moneyOfMicro(micro, one.currency)}
        </td>
      ))}
    </tr>
  );
}
