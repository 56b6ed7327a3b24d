import React from 'react';
import { Link } from 'react-router-dom';

import type { AccountView, LimitView, MovementView } from '../billing/account-view.js';
import { AccountFigures, AccountTerms, endsSoon, Packages, Quotas } from './parts/account-tables.js';
import { instantText } from './parts/formats.js';
import { LiveStyle } from './parts/live-style.js';
import { moneyOfMicro } from './parts/money-text.js';
import { useMoneyWords, type MoneyWord } from './parts/money-words.js';
import { useLocale } from './parts/session.js';
import { usePage } from './parts/use-page.js';

const LOOK_EVERY_MS = 10_000;

/** A tenant's own account: what there is, how long it lasts, what may be used and what is. */
export default function AccountPage(): React.ReactElement {
  const say = useMoneyWords();
  const locale = useLocale();
  const { data: view, failed } = usePage<AccountView>('account', 'money', LOOK_EVERY_MS);
  return (
    <div className="cr-live">
      <LiveStyle />
      <h1>{say('accountTitle')}</h1>
      <div role="status" aria-live="polite">
        {failed && <p className="cr-live-banner">{say('failed')}</p>}
      </div>
      {view === null ? (
        <p className="cr-live-empty">{say(failed ? 'unknown' : 'loading')}</p>
      ) : (
        <>
          <Notices view={view} />
          <p className="cr-quiet">{say('refreshed', { at: instantText(new Date(view.at).toISOString(), locale) })}</p>
          <Sections view={view} />
        </>
      )}
    </div>
  );
}

/** What needs somebody's attention. */
function Notices({ view }: { readonly view: AccountView }): React.ReactElement {
  const { standing, money } = view;
  const say = useMoneyWords();
  const locale = useLocale();
  return (
    <div role="status" aria-live="polite">
      {standing === 'out' && <p className="cr-live-banner">{say('out')}</p>}
      {standing === 'low' && <p className="cr-live-banner cr-live-mild">{say('low')}</p>}
      {standing === 'unpriced' && <p className="cr-live-banner cr-live-mild">{say('notPriced')}</p>}
      {money.endsAt !== null && endsSoon(view) && (
        <p className="cr-live-banner cr-live-mild">
          {say('endsSoon', { at: instantText(new Date(money.endsAt).toISOString(), locale) })}
        </p>
      )}
      {!money.live && <p className="cr-live-banner cr-live-mild">{say('notLive')}</p>}
    </div>
  );
}

function Sections({ view }: { readonly view: AccountView }): React.ReactElement {
  const say = useMoneyWords();
  return (
    <>
      <AccountFigures view={view} />
      <div className="cr-columns-2">
        <section aria-labelledby="account-quotas">
          <h2 id="account-quotas">{say('quotas')}</h2>
          <Quotas quotas={view.quotas} />
        </section>
        <section aria-labelledby="account-terms">
          <h2 id="account-terms">{say('terms')}</h2>
          <AccountTerms settings={view.settings} />
        </section>
      </div>
      {view.money.packages.length > 0 && (
        <section aria-labelledby="account-packages">
          <h2 id="account-packages">{say('packages')}</h2>
          <Packages packages={view.money.packages} />
        </section>
      )}
      <section aria-labelledby="account-movements">
        <h2 id="account-movements">{say('movements')}</h2>
        <Movements movements={view.movements} currency={view.settings.currency} />
      </section>
      {view.limits !== null && (
        <section aria-labelledby="account-limits">
          <h2 id="account-limits">{say('limits')}</h2>
          <Limits limits={view.limits} />
        </section>
      )}
    </>
  );
}

interface MovementsProps {
  readonly movements: readonly MovementView[];
  readonly currency: string;
}

function Movements({ movements, currency }: MovementsProps): React.ReactElement {
  const say = useMoneyWords();
  const locale = useLocale();
  if (movements.length === 0) return <p className="cr-live-empty">{say('noMovements')}</p>;
  return (
    <>
      <div className="cr-live-box">
        <table>
          <Heads words={['when', 'kind', 'amount', 'note']} right={['amount']} />
          <tbody>
            {movements.map(({ id, at, kind, amountMicro, note }) => (
              <tr key={id}>
                <td>
                  <time dateTime={at}>{instantText(at, locale)}</time>
                </td>
                <td>{say(`movement.${kind}` as MoneyWord)}</td>
                <td className="cr-num">{moneyOfMicro(amountMicro, currency)}</td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <Link to="/console/resources/movement">{say('allMovements')}</Link>
      </p>
    </>
  );
}

function Limits({ limits }: { readonly limits: readonly LimitView[] }): React.ReactElement {
  const say = useMoneyWords();
  const locale = useLocale();
  if (limits.length === 0) return <p className="cr-live-empty">{say('noLimits')}</p>;
  return (
    <>
      <div className="cr-live-box">
        <table>
          <Heads words={['when', 'what', 'followed', 'details']} />
          <tbody>
            {limits.map(({ id, at, limit, action, figures }) => (
              <tr key={id}>
                <td>
                  <time dateTime={at}>{instantText(at, locale)}</time>
                </td>
                <td>{limit}</td>
                <td>{action}</td>
                <td>{figures}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <Link to="/console/resources/limit_reached">{say('allLimits')}</Link>
      </p>
    </>
  );
}

interface HeadsProps {
  readonly words: readonly MoneyWord[];
  readonly right?: readonly MoneyWord[];
}

function Heads({ words, right = [] }: HeadsProps): React.ReactElement {
  const say = useMoneyWords();
  return (
    <thead>
      <tr>
        {words.map((word) => (
          <th key={word} scope="col" className={right.includes(word) ? 'cr-live-plain cr-num' : 'cr-live-plain'}>
            {say(word)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
