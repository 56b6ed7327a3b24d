import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';

import { useFiguresWords } from './figures-words.js';
import { useSession } from './session.js';
import { Refused, startExport } from './use-exports.js';
import { zoneOfBrowser, type FiguresAddress } from './use-figures.js';

const PAGE = '/console/pages/exports';

const KINDS = { queues: 'queue_figures', agents: 'agent_figures', paths: 'path_figures' } as const;

/** For who may: the page of exports is in their menu. */
export function FiguresExport(props: {
  readonly of: keyof typeof KINDS;
  readonly address: FiguresAddress;
}): React.ReactElement | null {
  const say = useFiguresWords();
  const tell = useNotice();
  const { language, modules } = useSession();
  const [busy, setBusy] = useState(false);
  if (!modules.some(({ items }) => items.some(({ href }) => href === PAGE))) return null;
  const start = async (format: 'xlsx' | 'csv'): Promise<void> => {
    const { from, to, by, id } = props.address;
    const filter = { interval: { from: from.toISOString(), to: to.toISOString() }, by, ids: id };
    const kind = KINDS[props.of];
    setBusy(true);
    try {
      await startExport({ kind, format, filter, language, timeZone: zoneOfBrowser() });
      tell({ message: say('exported'), type: 'success' });
    } catch (error) {
      const text = error instanceof Refused ? error.text?.[language] : undefined;
      tell({ message: text ?? say('noAnswer'), type: 'error' });
    }
    setBusy(false);
  };
  return (
    <div className="cr-figures-export">
      {(['xlsx', 'csv'] as const).map((format) => (
        <button key={format} type="button" className="cr-button" disabled={busy} onClick={() => void start(format)}>
          {busy ? say('exporting') : say(format === 'xlsx' ? 'exportXlsx' : 'exportCsv')}
        </button>
      ))}
      <Link className="cr-plain-link" to={PAGE}>
        {say('toExports')}
      </Link>
    </div>
  );
}
