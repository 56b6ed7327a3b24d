import React, { useState } from 'react';
import { Link } from 'react-router-dom';

import type { TariffView, VersionView } from '../../billing/tariff-views.js';
import { useSession } from './session.js';
import { ask, Refused } from './tariff-api.js';
import type { Content } from './tariff-draft.js';
import { useTariffWords } from './tariff-words.js';
import { zoneText } from './zone-time.js';

interface Wish {
  /** null: from the moment on that it is saved. */
  readonly validFrom: number | null;
  readonly note: string;
  readonly content: Content;
}

export interface Saving {
  readonly busy: boolean;
  /** Why it was not saved; null: nothing went wrong. */
  readonly fault: string | null;
  readonly saved: VersionView | null;
  /** @returns whether it is saved */
  readonly save: (wish: Wish) => Promise<boolean>;
  /** What the person is told afterwards. */
  readonly told: (tariff: TariffView) => React.ReactElement;
}

/** Saves a version; what stands in the way is told, and what was typed stays. */
export function useSaving({ id, versions }: Pick<TariffView, 'id' | 'versions'>): Saving {
  const say = useTariffWords();
  const { language } = useSession();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [saved, setSaved] = useState<{ readonly version: VersionView; readonly corrects: boolean } | null>(null);
  const save = async (wish: Wish): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      const path = `/${encodeURIComponent(id)}/versions`;
      const { version } = await ask<{ readonly version: VersionView }>(path, wish, true);
      const corrects = versions.length > 0 && wish.validFrom !== null && wish.validFrom <= Date.now();
      setSaved({ version, corrects });
      return true;
    } catch (error) {
      const refused = error instanceof Refused ? error : null;
      // that the session is over is told above the page
      if (refused?.sessionOver !== true) setFault(refused?.text?.[language] ?? say('noAnswer'));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const told = (tariff: TariffView): React.ReactElement => (
    <Saved tariff={tariff} version={saved?.version} corrects={saved?.corrects === true} />
  );
  return { busy, fault, saved: saved?.version ?? null, save, told };
}

interface SavedProps {
  readonly tariff: TariffView;
  readonly version: VersionView | undefined;
  readonly corrects: boolean;
}

function Saved({ tariff, version, corrects }: SavedProps): React.ReactElement {
  const say = useTariffWords();
  if (version === undefined) return <></>;
  const { number, validFrom } = version;
  const from = zoneText(validFrom, tariff.timeZone);
  const rerate = new URLSearchParams({ tariff: tariff.id, from: String(validFrom) });
  return (
    <div>
      <p className={corrects ? 'cr-banner' : 'cr-banner cr-good'} role="status">
        {corrects ? say('savedPast', { number, from }) : say('saved', { number })}
      </p>
      <div className="cr-buttons">
        {corrects && (
          <Link className="cr-button cr-primary" to={`/console/pages/reratings?${rerate.toString()}`}>
            {say('toRerating')}
          </Link>
        )}
        <Link
          className="cr-button"
          to={`/console/resources/tariff/records/${encodeURIComponent(tariff.id)}/show?version=${version.id}`}
        >
          {say('toTariff')}
        </Link>
      </div>
    </div>
  );
}
