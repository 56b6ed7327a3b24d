import React from 'react';

import { useFiguresWords } from './figures-words.js';
import { useSession } from './session.js';
import type { AskedFor } from './use-figures.js';

/** Why there are no figures to be seen, or only those of before. */
export function FiguresAnswer({ told, loading, wrong, failed }: AskedFor<unknown>): React.ReactElement {
  const say = useFiguresWords();
  const { language } = useSession();
  return (
    <div role="status" aria-live="polite">
      {failed && <p className="cr-live-banner cr-live-mild">{say('noAnswer')}</p>}
      {wrong !== null && <p className="cr-live-banner">{wrong[language]}</p>}
      {told === null && loading && <p className="cr-live-empty">{say('loading')}</p>}
    </div>
  );
}
