import React from 'react';

import type { ExportView } from '../../../reports/core/export.js';
import { useExportWords } from './export-words.js';
import { instantText, numberText } from './formats.js';
import { useLocale, useSession } from './session.js';
import { fileAddress, isUnderWay, type Exports } from './use-exports.js';

/** The tenant's latest exports: how far they are, and their files. */
export function ExportList({ list, cancel }: Pick<Exports, 'list' | 'cancel'>): React.ReactElement {
  const say = useExportWords();
  if (list?.length === 0) return <p className="cr-quiet">{say('none')}</p>;
  return (
    <table>
      <thead>
        <tr>
          {(['when', 'who', 'what', 'state'] as const).map((name) => (
            <th key={name} scope="col">
              {say(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(list ?? []).map((one) => (
          <Line key={one.id} one={one} cancel={cancel} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ one, cancel }: { readonly one: ExportView; readonly cancel: Exports['cancel'] }): React.ReactElement {
  const say = useExportWords();
  const locale = useLocale();
  const at = new Date(one.createdAt).toISOString();
  return (
    <tr data-id={one.id} data-status={one.status}>
      <td className="cr-when">{instantText(at, locale)}</td>
      <td>{one.requestedBy}</td>
      <td>
        {say(one.kind)}
        {' · '}
        {say(one.format)}
        {' · '}
        {say('rows', { rows: numberText(String(one.rowsTotal), locale) })}
      </td>
      <td>{isUnderWay(one) ? <UnderWay one={one} cancel={cancel} /> : <Over one={one} />}</td>
    </tr>
  );
}

function UnderWay({ one, cancel }: { readonly one: ExportView; readonly cancel: Exports['cancel'] }) {
  const say = useExportWords();
  const locale = useLocale();
  const text = say('progress', {
    done: numberText(String(one.rowsDone), locale),
    total: numberText(String(one.rowsTotal), locale),
  });
  return (
    <div className="cr-progress">
      <span>{say(one.status)}</span>
      {one.status === 'running' && (
        <>
          <progress max={Math.max(one.rowsTotal, one.rowsDone, 1)} value={one.rowsDone} aria-label={text} />
          <span>{text}</span>
        </>
      )}
      <button type="button" className="cr-button" onClick={() => void cancel(one.id)}>
        {say('cancel')}
      </button>
    </div>
  );
}

function Over({ one }: { readonly one: ExportView }): React.ReactElement {
  const say = useExportWords();
  const locale = useLocale();
  const { language } = useSession();
  if (one.status === 'failed') {
    return (
      <p className="cr-error">
        {say('failed')}: {one.failure?.[language]}
      </p>
    );
  }
  if (one.status !== 'done' || one.keptUntil === null) return <span className="cr-quiet">{say(one.status)}</span>;
  return (
    <>
      <a className="cr-button" href={fileAddress(one.id)} download>
        {say('download', { size: sizeText(one.bytes, locale) })}
      </a>{' '}
      <span className="cr-quiet">
        {say('keptUntil', { until: instantText(new Date(one.keptUntil).toISOString(), locale) })}
      </span>
    </>
  );
}

function sizeText(bytes: number, locale: string): string {
  const [unit, size] = bytes < 1_000_000 ? ['kilobyte', bytes / 1000] : ['megabyte', bytes / 1_000_000];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}
