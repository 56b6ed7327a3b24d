import React, { useState } from 'react';
import { Link } from 'react-router-dom';

import type { ReratingView } from '../../billing/tariff-views.js';
import { Dialog } from './dialog.js';
import { instantText, numberText } from './formats.js';
import { moneyOfMicro } from './money-text.js';
import { useReratingWords, type SayRerating } from './rerating-words.js';
import { useLocale, useSession } from './session.js';
import { Refused } from './tariff-api.js';
import { ReratingChanges } from './rerating-changes.js';
import { isUnderWay, type Reratings } from './use-reratings.js';
import { zoneText } from './zone-time.js';

/** What was priced again lately: how far it is, what came of it; and of a trial, the way on to doing it. */
export function ReratingList({ list, start }: Reratings): React.ReactElement {
  const say = useReratingWords();
  const [sure, setSure] = useState<ReratingView | null>(null);
  if (list?.length === 0) return <p className="cr-quiet">{say('none')}</p>;
  return (
    <>
      <div className="cr-box">
        <table>
          <thead>
            <tr>
              {(['when', 'who', 'what', 'period', 'kind', 'state'] as const).map((name) => (
                <th key={name} scope="col">
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(list ?? []).map((one) => (
              <Line key={one.id} one={one} onDoIt={wasDone(one, list ?? []) ? null : () => setSure(one)} />
            ))}
          </tbody>
        </table>
      </div>
      {sure !== null && <Sure one={sure} start={start} onClose={() => setSure(null)} />}
    </>
  );
}

/** A trial that was followed by doing it leads no further. */
function wasDone(trial: ReratingView, list: readonly ReratingView[]): boolean {
  const wish = ({ tariffId, tenantId, from, to }: ReratingView): string =>
    JSON.stringify([tariffId, tenantId, from, to]);
  return list.some(
    (one) => !one.trial && one.status !== 'failed' && one.createdAt >= trial.createdAt && wish(one) === wish(trial),
  );
}

interface LineProps {
  readonly one: ReratingView;
  /** null: there is nothing to do any more. */
  readonly onDoIt: (() => void) | null;
}

function Line({ one, onDoIt }: LineProps): React.ReactElement {
  const say = useReratingWords();
  const locale = useLocale();
  return (
    <tr data-id={one.id} data-status={one.status}>
      <td className="cr-when">{at(one.createdAt, locale)}</td>
      <td>{one.requestedByName}</td>
      <td>
        {one.tariffName}
        <div className="cr-quiet">{tenantText(one, say)}</div>
      </td>
      <td>
        {say('fromTo', { from: zoneText(one.from, one.timeZone), to: zoneText(one.to, one.timeZone) })}
        <div className="cr-quiet">{one.timeZone}</div>
      </td>
      <td>
        <span className="cr-badge">{say(one.trial ? 'trial' : 'real')}</span>
      </td>
      <td>{isUnderWay(one) ? <UnderWay one={one} /> : <Over one={one} onDoIt={onDoIt} />}</td>
    </tr>
  );
}

function UnderWay({ one }: { readonly one: ReratingView }): React.ReactElement {
  const say = useReratingWords();
  const locale = useLocale();
  const number = (value: number): string => numberText(String(value), locale);
  const { lookedAt } = one;
  // calls end and are priced meanwhile
  const total = one.total === null ? null : Math.max(one.total, lookedAt);
  const text = total === null ? say('queued') : say('running', { lookedAt: number(lookedAt), total: number(total) });
  return (
    <div className="cr-progress">
      <progress aria-label={text} {...(total === null ? {} : { value: lookedAt, max: total })} />
      <span>{text}</span>
    </div>
  );
}

function Over({ one, onDoIt }: LineProps): React.ReactElement {
  const say = useReratingWords();
  const locale = useLocale();
  const { language } = useSession();
  const number = (value: number): string => numberText(String(value), locale);
  return (
    <>
      {one.status === 'failed' && <p className="cr-error">{say('failed', { why: one.failure?.[language] ?? '' })}</p>}
      <div>{say('looked', { lookedAt: number(one.lookedAt) })}</div>
      <div>{say(one.trial ? 'wouldChange' : 'changed', { changed: number(one.changed) })}</div>
      <div>
        <b>{differenceText(one, say)}</b>
      </div>
      {!one.trial && one.changed > 0 && (
        <Link to={`/console/resources/platform_charge?filters.reratingId=${encodeURIComponent(one.id)}`}>
          {say('itsCharges')}
        </Link>
      )}
      {one.trial && one.status === 'done' && one.changed > 0 && onDoIt !== null && (
        <button type="button" className="cr-button" style={{ marginTop: 6 }} onClick={onDoIt} data-testid="do-rerating">
          {say('doIt')}
        </button>
      )}
    </>
  );
}

interface SureProps extends Pick<Reratings, 'start'> {
  readonly one: ReratingView;
  readonly onClose: () => void;
}

function Sure({ one, start, onClose }: SureProps): React.ReactElement {
  const say = useReratingWords();
  const locale = useLocale();
  const { language } = useSession();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const onYes = async (): Promise<void> => {
    setBusy(true);
    setWrong('');
    const { tariffId, tenantId, from, to } = one;
    try {
      await start({ tariffId, tenantId, from, to, trial: false });
      onClose();
    } catch (error) {
      setWrong((error instanceof Refused ? error.text?.[language] : undefined) ?? say('noAnswer'));
      setBusy(false);
    }
  };
  return (
    <Dialog label={say('sure')} onClose={onClose}>
      <p>
        {say('sureAbout', {
          tariff: one.tariffName,
          tenant: tenantText(one, say),
          from: zoneText(one.from, one.timeZone),
          to: zoneText(one.to, one.timeZone),
          changed: numberText(String(one.changed), locale),
          difference: differenceText(one, say),
        })}
      </p>
      <ReratingChanges one={one} />
      {wrong !== '' && (
        <p className="cr-error" role="alert">
          {wrong}
        </p>
      )}
      <div className="cr-buttons">
        <button
          type="button"
          className="cr-button cr-primary cr-danger"
          disabled={busy}
          data-testid="confirm-rerating"
          onClick={() => void onYes()}
        >
          {say('sure')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={onClose}>
          {say('cancel')}
        </button>
      </div>
    </Dialog>
  );
}

function at(instant: number, locale: string): string {
  return instantText(new Date(instant).toISOString(), locale);
}

function tenantText({ tenantId, tenantName }: ReratingView, say: SayRerating): string {
  if (tenantId === null) return say('allTenants');
  return tenantName === null || tenantName === '' ? say('noTenant') : tenantName;
}

function differenceText({ differenceMicro, currency }: ReratingView, say: SayRerating): string {
  if (differenceMicro === '0') return say('same');
  const amount = moneyOfMicro(differenceMicro.replace('-', ''), currency);
  return say(differenceMicro.startsWith('-') ? 'less' : 'more', { amount });
}
