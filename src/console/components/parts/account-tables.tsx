import React from 'react';

import type { AccountMoney, AccountSettings, AccountView, QuotaView } from '../../billing/account-view.js';
import { instantText } from './formats.js';
import { Tile } from './live-marks.js';
import { moneyOfMicro } from './money-text.js';
import { useMoneyWords } from './money-words.js';
import { useLocale } from './session.js';

const SOON_MS = 3_600_000;

/** The money ends within the hour with the calls that run. */
export function endsSoon({ at, money }: AccountView): boolean {
  return money.endsAt !== null && money.endsAt - at < SOON_MS;
}

/** What there is now. */
export function AccountFigures({ view }: { readonly view: AccountView }): React.ReactElement {
  const say = useMoneyWords();
  const locale = useLocale();
  const { settings, money, standing } = view;
  const amount = (micro: string): string => moneyOfMicro(micro, settings.currency);
  const tone = standing === 'out' ? 'bad' : standing === 'low' ? 'warn' : undefined;
  return (
    <dl className="cr-live-tiles">
      <Tile label={say('balance')} {...(tone === undefined ? {} : { tone })}>
        {amount(money.balanceMicro)}
      </Tile>
      <Tile label={say('available')}>
        {money.availableMicro === null ? say('noLimit') : amount(money.availableMicro)}
      </Tile>
      <Tile label={say('running')}>{money.live ? money.runningCalls : '–'}</Tile>
      <Tile label={say('accrued')}>{money.live ? amount(money.accruedMicro) : '–'}</Tile>
      {money.endsAt !== null && (
        <Tile label={say('lasts')} {...(endsSoon(view) ? { tone: 'warn' } : {})}>
          {instantText(new Date(money.endsAt).toISOString(), locale)}
        </Tile>
      )}
    </dl>
  );
}

/** What the platform has agreed with the tenant. */
export function AccountTerms({ settings }: { readonly settings: AccountSettings }): React.ReactElement {
  const say = useMoneyWords();
  const amount = (micro: string | null): string =>
    micro === null ? say('noLimit') : moneyOfMicro(micro, settings.currency);
  const { nightFrom: from, nightTo: to } = settings;
  const rows: readonly (readonly [string, string])[] = [
    [say('tariff'), settings.tariff ?? say('noTariff')],
    [say('mode'), say(`mode.${settings.mode}`)],
    ...(settings.mode === 'postpaid' ? [[say('creditLimit'), amount(settings.creditLimitMicro)] as const] : []),
    [say('alarmBelow'), settings.lowBalanceMicro === null ? say('noAlarm') : amount(settings.lowBalanceMicro)],
    [say('international'), say(settings.internationalOpen ? 'open' : 'closed')],
    [say('premium'), say(settings.premiumOpen ? 'open' : 'closed')],
    [say('hourLimit'), amount(settings.hourLimitMicro)],
    [say('dayLimit'), amount(settings.dayLimitMicro)],
    [say('night', { from, to }), settings.nightCallLimit === null ? say('noLimit') : String(settings.nightCallLimit)],
  ];
  return (
    <div className="cr-live-box cr-terms">
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row" className="cr-live-plain cr-row-head">
                {name}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Packages({ packages }: Pick<AccountMoney, 'packages'>): React.ReactElement {
  const say = useMoneyWords();
  return (
    <div className="cr-live-box">
      <table>
        <thead>
          <tr>
            <th scope="col" className="cr-live-plain">
              {say('package')}
            </th>
            <th scope="col" className="cr-live-plain">
              {say('packageLeft')}
            </th>
          </tr>
        </thead>
        <tbody>
          {packages.map(({ name, seconds, leftS }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                <meter min={0} max={seconds} value={leftS} aria-label={name} />
                {say('minutesOf', { left: minutes(leftS), all: minutes(seconds) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whole minutes: those that are left in full. */
function minutes(seconds: number): number {
  return Math.floor(seconds / 60);
}

export function Quotas({ quotas }: { readonly quotas: readonly QuotaView[] }): React.ReactElement {
  const say = useMoneyWords();
  return (
    <div className="cr-live-box">
      <table>
        <thead>
          <tr>
            <th scope="col" className="cr-live-plain">
              {say('quota')}
            </th>
            <th scope="col" className="cr-live-plain cr-num">
              {say('used')}
            </th>
            <th scope="col" className="cr-live-plain cr-num">
              {say('allowed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {quotas.map(({ name, used, allowed }) => (
            <tr key={name}>
              <td>{say(`quota.${name}`)}</td>
              <td className="cr-num">
                {used ?? '–'}
                {used !== null && allowed !== null && used >= allowed && (
                  <span className="cr-live-warning"> {say('full')}</span>
                )}
              </td>
              <td className="cr-num">{allowed ?? say('noLimit')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
