import React, { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router-dom';

import type { StandingView } from '../../billing/account-view.js';
import { moneyOfMicro } from './money-text.js';
import { useMoneyWords } from './money-words.js';
import { useSession } from './session.js';

const ACCOUNT = '/console/pages/account';
const LOOK_EVERY_MS = 300_000;

/** Above every page of whoever sees the tenant's account: that the money is low, or used up. */
export function MoneyNotice(): React.ReactElement | null {
  const say = useMoneyWords();
  const { modules } = useSession();
  const { pathname } = useLocation();
  const mayKnow = modules.some(({ items }) => items.some(({ href }) => href === ACCOUNT));
  const view = useStanding(mayKnow);
  // that page says it itself, and says more
  if (view === null || pathname === ACCOUNT || (view.standing !== 'low' && view.standing !== 'out')) return null;
  return (
    <p className={`cr-money-notice cr-standing-${view.standing}`} role="status">
      {say(view.standing === 'out' ? 'noticeOut' : 'noticeLow', {
        amount: moneyOfMicro(view.availableMicro, view.currency),
      })}{' '}
      <Link to={ACCOUNT}>{say('toAccount')}</Link>
    </p>
  );
}

function useStanding(mayKnow: boolean): StandingView | null {
  const [view, setView] = useState<StandingView | null>(null);
  useEffect(() => {
    if (!mayKnow) return undefined;
    let over = false;
    const look = (): void => {
      void standingNow().then((found) => {
        if (!over && found !== null) setView(found);
      });
    };
    look();
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    return () => {
      over = true;
      window.clearInterval(timer);
    };
  }, [mayKnow]);
  return view;
}

/** null: not known at this moment, and no reason to disturb anybody. */
async function standingNow(): Promise<StandingView | null> {
  try {
    const answer = await fetch('/console/x/account/standing', { headers: { Accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as StandingView) : null;
  } catch {
    return null;
  }
}
