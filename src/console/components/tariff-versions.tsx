import React, { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';

import type { ContentView, TariffView, VersionView } from '../billing/tariff-views.js';
import type { ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { RateTable, type RateLine } from './parts/rate-table.js';
import { useLocale } from './parts/session.js';
import { matchesRate } from './parts/tariff-draft.js';
import { TariffFaultNote } from './parts/tariff-fault-note.js';
import { TariffStyle } from './parts/tariff-style.js';
import { useTariffWords } from './parts/tariff-words.js';
import { useContent, useTariff } from './parts/use-tariff.js';
import { numberText } from './parts/formats.js';
import { zoneText } from './parts/zone-time.js';

/** The versions of a tariff, and the rates of the one that is chosen. */
export default function TariffVersions({ property, record }: ValueProps): React.ReactElement {
  const { value: tariff, fault } = useTariff(record.id);
  return (
    <ValueFrame property={property} where="show" wide>
      <div className="cr-tariff">
        <TariffStyle />
        {tariff === undefined ? <TariffFaultNote fault={fault} /> : <Versions tariff={tariff} />}
      </div>
    </ValueFrame>
  );
}

function Versions({ tariff }: { readonly tariff: TariffView }): React.ReactElement {
  const say = useTariffWords();
  const [search] = useSearchParams();
  const inForce = currentVersion(tariff.versions, Date.now());
  const wanted = search.get('version');
  const chosen = tariff.versions.find(({ id }) => id === wanted) ?? inForce ?? tariff.versions[0];
  if (chosen === undefined) return <p>{say('noVersions')}</p>;
  return (
    <>
      <p className="cr-quiet">{say('versionsAbout')}</p>
      <VersionTable tariff={tariff} chosen={chosen} inForce={inForce} />
      <Rates key={chosen.id} tariff={tariff} version={chosen} />
    </>
  );
}

/** Of those that hold already the one that began last; of two that began together the higher number. */
function currentVersion(versions: readonly VersionView[], now: number): VersionView | undefined {
  return versions
    .filter(({ validFrom }) => validFrom <= now)
    .sort((one, other) => other.validFrom - one.validFrom || other.number - one.number)[0];
}

interface TableProps {
  readonly tariff: TariffView;
  readonly chosen: VersionView;
  readonly inForce: VersionView | undefined;
}

function VersionTable({ tariff, chosen, inForce }: TableProps): React.ReactElement {
  const say = useTariffWords();
  const locale = useLocale();
  const state = (version: VersionView): string => {
    if (version.id === inForce?.id) return say('state.now');
    return say(version.validFrom > Date.now() ? 'state.coming' : 'state.over');
  };
  return (
    <div className="cr-box cr-versions" tabIndex={0} role="region" aria-label={say('versions')}>
      <table>
        <thead>
          <tr>
            {(['number', 'validFrom', 'state', 'rateCount', 'note', 'madeBy', 'madeAt'] as const).map((name) => (
              <th key={name} scope="col">
                {say(name)}
                {(name === 'validFrom' || name === 'madeAt') && say('inZone', { zone: tariff.timeZone })}
              </th>
            ))}
            <th scope="col">
              <span className="cr-unseen">{say('show')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tariff.versions.map((version) => (
            <tr key={version.id} className={version.id === chosen.id ? 'cr-chosen' : undefined}>
              <td>{version.number}</td>
              <td className="cr-when">{zoneText(version.validFrom, tariff.timeZone)}</td>
              <td>
                <span className="cr-badge">{state(version)}</span>
              </td>
              <td>{numberText(String(version.rates), locale)}</td>
              <td>{version.note}</td>
              <td>{version.createdByName}</td>
              <td className="cr-when">{zoneText(version.createdAt, tariff.timeZone)}</td>
              <td>
                {version.id === chosen.id ? (
                  <span className="cr-quiet">{say('shown')}</span>
                ) : (
                  <Link to={{ search: `?version=${version.id}` }} className="cr-link" replace>
                    {say('show')}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rates({
  tariff,
  version,
}: {
  readonly tariff: TariffView;
  readonly version: VersionView;
}): React.ReactElement {
  const say = useTariffWords();
  const { value: content, fault } = useContent(tariff.id, version.id);
  const title = say('ratesOf', { number: version.number });
  return (
    <>
      <h3>{title}</h3>
      {content === undefined ? (
        <TariffFaultNote fault={fault} />
      ) : (
        <RatesFound tariff={tariff} version={version} content={content} />
      )}
    </>
  );
}

interface FoundProps {
  readonly tariff: TariffView;
  readonly version: VersionView;
  readonly content: ContentView;
}

function RatesFound({ tariff, version, content }: FoundProps): React.ReactElement {
  const say = useTariffWords();
  const locale = useLocale();
  const number = (value: number): string => numberText(String(value), locale);
  const [wanted, setWanted] = useState('');
  const all = content.rates.length;
  const lines = useMemo(
    () =>
      content.rates
        .filter((rate) => matchesRate(rate, wanted))
        .map((rate): RateLine => ({ key: rate.code, rate, faults: [] })),
    [content, wanted],
  );
  return (
    <>
      <div className="cr-tools">
        <input
          className="cr-input"
          type="search"
          aria-label={say('search')}
          placeholder={say('searchHint')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="cr-quiet" aria-live="polite">
          {wanted.trim() === ''
            ? say('count', { all: number(all) })
            : say('found', { found: number(lines.length), all: number(all) })}
        </span>
        <span className="cr-grow" />
        <a
          className="cr-button"
          href={`/console/x/tariffs/${encodeURIComponent(tariff.id)}/versions/${encodeURIComponent(version.id)}/csv`}
          download
        >
          {say('csv')}
        </a>
      </div>
      {lines.length === 0 ? (
        <p className="cr-quiet">{say(all === 0 ? 'noRates' : 'noneFound')}</p>
      ) : (
        <RateTable lines={lines} trunks={tariff.trunks} label={say('ratesTable')} />
      )}
      <Beside content={content} />
    </>
  );
}

/** What the rates go by. */
function Beside({ content }: { readonly content: ContentView }): React.ReactElement {
  const say = useTariffWords();
  const dates = (all: readonly string[]): string => (all.length === 0 ? say('none') : all.join(', '));
  return (
    <dl style={{ marginTop: 16 }}>
      <dt>{say('packages')}</dt>
      <dd>
        {content.packages.length === 0
          ? say('none')
          : content.packages.map(({ code, name, seconds }) => (
              <div key={code}>
                {code} {name}{' '}
                <span className="cr-quiet">
                  {say('minutesAMonth', { minutes: Math.round((seconds / 60) * 100) / 100 })}
                </span>
              </div>
            ))}
      </dd>
      <dt>{say('holidays')}</dt>
      <dd>{dates(content.holidays)}</dd>
      <dt>{say('workdays')}</dt>
      <dd>{dates(content.workdays)}</dd>
    </dl>
  );
}
