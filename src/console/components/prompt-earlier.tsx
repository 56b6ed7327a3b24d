import React, { useCallback, useEffect, useState } from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { askJson } from './parts/ask-json.js';
import { ValueFrame } from './parts/field-frame.js';
import { durationText, instantText } from './parts/formats.js';
import { useLocale, useSession } from './parts/session.js';
import { useSoundWords } from './parts/sound-words.js';
import { Refused, request } from './parts/tariff-api.js';

interface Earlier {
  readonly id: string;
  readonly originalName: string;
  readonly spokenText: string | null;
  readonly durationMs: number;
  readonly replacedAt: string;
}

/** What a prompt sounded like before: heard, saved, taken again. */
export default function PromptEarlier({ property, record, where }: ValueProps): React.ReactElement {
  const say = useSoundWords();
  const [sounds, setSounds] = useState<readonly Earlier[] | null>(null);
  const address = `/console/x/prompts/${encodeURIComponent(record.id)}/earlier`;
  const version = textOf(record, 'version');
  useEffect(() => {
    const abort = new AbortController();
    void askJson<{ readonly earlier: readonly Earlier[] }>(address, abort.signal).then((answer) => {
      if (!abort.signal.aborted) setSounds(answer?.earlier ?? []);
    });
    return () => abort.abort();
  }, [address, version]);
  return (
    <ValueFrame property={property} where={where}>
      {sounds?.length === 0 && <span className="cr-hint">{say('noEarlier')}</span>}
      {sounds?.map((sound) => (
        <EarlierRow key={sound.id} sound={sound} address={`${address}/${sound.id}`} record={record} />
      ))}
    </ValueFrame>
  );
}

interface RowProps {
  readonly sound: Earlier;
  readonly address: string;
  readonly record: ValueProps['record'];
}

function EarlierRow({ sound, address, record }: RowProps): React.ReactElement {
  const say = useSoundWords();
  const locale = useLocale();
  const { wrong, goBack } = useGoBack(address, record);
  const replaced = instantText(sound.replacedAt, locale);
  const from = sound.spokenText ?? sound.originalName;
  return (
    <div className="cr-sound" data-testid="earlier-sound">
      <span>
        {say('replacedAt', { at: replaced })} · {durationText(sound.durationMs)}
        {from !== '' && ` · ${from}`}
      </span>
      <audio controls preload="none" src={`${address}/sound`} aria-label={say('listenTo', { name: replaced })} />
      <a className="cr-button" href={`${address}/sound?download=1`} download>
        {say('save')}
      </a>
      <button type="button" className="cr-button" onClick={goBack}>
        {say('takeAgain')}
      </button>
      {wrong !== '' && (
        <span className="cr-error" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}

function useGoBack(
  address: string,
  record: ValueProps['record'],
): { readonly wrong: string; readonly goBack: () => void } {
  const say = useSoundWords();
  const { language } = useSession();
  const [wrong, setWrong] = useState('');
  const goBack = useCallback(() => {
    const version = Number(textOf(record, 'version'));
    request(address, { version })
      .then(() => {
        // the sound, its length and what can be done next are others now
        window.location.reload();
      })
      .catch((error: unknown) => {
        const text = error instanceof Refused ? error.text : null;
        setWrong(text?.[language] ?? say('noAnswer'));
      });
  }, [address, record, language, say]);
  return { wrong, goBack };
}
