import React from 'react';
import { Link } from 'react-router-dom';

import type { ChargeTold, ToldEntry, ToldLeg, ToldLine } from '../resources/charge-told.js';
import { jsonOf, textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { instantText } from './parts/formats.js';
import { moneyOfMicro } from './parts/money-text.js';
import { useMoneyWords, type MoneyWord, type SayMoney } from './parts/money-words.js';
import { useLocale } from './parts/session.js';

/** How a charge came about: a table of what was charged for each leg of the call, and the other entries of the call. */
export default function ChargeExplained({ property, record, where }: ValueProps): React.ReactElement | null {
  if (where === 'list') return null;
  const told = jsonOf(textOf(record, property.path)) as ChargeTold | undefined;
  return (
    <ValueFrame property={property} where={where} wide>
      {told !== undefined && (
        <>
          <Lines told={told} />
          {told.entries.length > 1 && <Entries told={told} resourceId={property.resourceId} current={record.id} />}
        </>
      )}
    </ValueFrame>
  );
}

function Lines({ told }: { readonly told: ChargeTold }): React.ReactElement {
  const say = useMoneyWords();
  const { legs, lines, currency, amountMicro, callerAmountMicro } = told;
  const ofLeg = (leg: number | null): readonly ToldLine[] => lines.filter((line) => line.leg === leg);
  return (
    <div className="cr-bill">
      <table className="cr-table">
        <thead>
          <tr>
            <th scope="col">{say('why')}</th>
            <th scope="col">{say('rate')}</th>
            <th scope="col">{say('payer')}</th>
            <th scope="col" className="cr-amount">
              {say('amount')}
            </th>
          </tr>
        </thead>
        {legs.map((leg, index) => (
          <tbody key={index}>
            <tr>
              <th colSpan={4} scope="rowgroup" className="cr-bill-leg">
                <LegHead leg={leg} number={legs.length > 1 ? index + 1 : null} />
              </th>
            </tr>
            {ofLeg(index).map((line, at) => (
              <Line key={at} line={line} currency={currency} />
            ))}
            {ofLeg(index).length === 0 && (
              <tr>
                <td colSpan={4} className="cr-quiet">
                  {say('noLines')}
                </td>
              </tr>
            )}
          </tbody>
        ))}
        {ofLeg(null).length > 0 && (
          <tbody>
            <tr>
              <th colSpan={4} scope="rowgroup" className="cr-bill-leg">
                {say('wholeCall')}
              </th>
            </tr>
            {ofLeg(null).map((line, at) => (
              <Line key={at} line={line} currency={currency} />
            ))}
          </tbody>
        )}
        <tfoot>
          <Sum name={say('total')} amount={moneyOfMicro(amountMicro, currency)} />
          {callerAmountMicro !== '0' && (
            <Sum name={say('callerTotal')} amount={moneyOfMicro(callerAmountMicro, currency)} />
          )}
        </tfoot>
      </table>
    </div>
  );
}

function LegHead({ leg, number }: { readonly leg: ToldLeg; readonly number: number | null }): React.ReactElement {
  const say = useMoneyWords();
  const locale = useLocale();
  const at = (instant: number): string => instantText(new Date(instant).toISOString(), locale);
  const parts = [
    ...(number === null ? [] : [say('leg', { number })]),
    say(leg.direction, { number: leg.number }),
    ...(leg.trunk === '' ? [] : [say('by', { trunk: leg.trunk })]),
    say('answered', { at: at(leg.answeredAt) }),
    ...(leg.connectedAt === leg.answeredAt
      ? []
      : [leg.connectedAt === null ? say('nobody') : say('connected', { at: at(leg.connectedAt) })]),
    say('ended', { at: at(leg.endedAt) }),
  ];
  return <>{parts.join(' · ')}</>;
}

function Line({ line, currency }: { readonly line: ToldLine; readonly currency: string }): React.ReactElement {
  const say = useMoneyWords();
  return (
    <tr>
      <td>{line.text}</td>
      <td>{line.rate}</td>
      <td>{say(`payer.${line.payer}`)}</td>
      <td className="cr-amount">{moneyOfMicro(line.amountMicro, currency)}</td>
    </tr>
  );
}

function Sum({ name, amount }: { readonly name: string; readonly amount: string }): React.ReactElement {
  return (
    <tr>
      <th colSpan={3} scope="row">
        {name}
      </th>
      <td className="cr-amount">{amount}</td>
    </tr>
  );
}

interface EntriesProps {
  readonly told: ChargeTold;
  readonly resourceId: string;
  readonly current: string;
}

/** What was priced, taken back, and priced again. */
function Entries({ told: { entries, currency }, resourceId, current }: EntriesProps): React.ReactElement {
  const say = useMoneyWords();
  const locale = useLocale();
  return (
    <>
      <h3>{say('entries')}</h3>
      <ul className="cr-entries">
        {entries.map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.at}>{instantText(entry.at, locale)}</time>
            <span>{kindText(say, entry)}</span>
            <span className="cr-money">{moneyOfMicro(entry.amountMicro, currency)}</span>
            {entry.id === current ? (
              <span className="cr-quiet">{say('thisOne')}</span>
            ) : (
              <Link to={`/console/resources/${resourceId}/records/${encodeURIComponent(entry.id)}/show`}>
                {say('showOne')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function kindText(say: SayMoney, { kind }: ToldEntry): string {
  return say(`kind.${kind}` as MoneyWord);
}
