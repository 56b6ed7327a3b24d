import React, { useEffect, useRef, useState } from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { useSoundWords } from './parts/sound-words.js';

/** A prompt in a list is played by a button; on its own page it can be wound, and saved. */
export default function PromptPlayer({ property, record, where }: ValueProps): React.ReactElement {
  const name = textOf(record, 'name');
  const address = `/console/x/prompts/${encodeURIComponent(record.id)}/sound`;
  return (
    <ValueFrame property={property} where={where}>
      {where === 'list' ? <PlayButton address={address} name={name} /> : <Player address={address} name={name} />}
    </ValueFrame>
  );
}

interface SoundProps {
  readonly address: string;
  readonly name: string;
}

function Player({ address, name }: SoundProps): React.ReactElement {
  const say = useSoundWords();
  return (
    <div className="cr-sound">
      <audio controls preload="metadata" src={address} aria-label={say('listenTo', { name })} />
      <a className="cr-button" href={`${address}?download=1`} download>
        {say('save')}
      </a>
    </div>
  );
}

/** One at a time: who starts another stops the one before. */
let playing: HTMLAudioElement | null = null;

function PlayButton({ address, name }: SoundProps): React.ReactElement {
  const say = useSoundWords();
  const sound = useRef<HTMLAudioElement | null>(null);
  const [plays, setPlays] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => () => sound.current?.pause(), []);
  const start = (): void => {
    playing?.pause();
    const audio = new Audio(address);
    for (const end of ['pause', 'ended']) audio.addEventListener(end, () => setPlays(false));
    sound.current = audio;
    playing = audio;
    setFailed(false);
    setPlays(true);
    audio.play().catch(() => {
      setPlays(false);
      // whoever stops it before it begins has not failed
      setFailed(audio.error !== null);
    });
  };
  const label = say('listenTo', { name });
  return (
    <button
      type="button"
      className="cr-plain cr-play"
      aria-label={plays ? say('stop') : label}
      aria-pressed={plays}
      title={failed ? say('cannotPlay') : label}
      onClick={(event) => {
        // a click on the row would open the record
        event.stopPropagation();
        if (plays) sound.current?.pause();
        else start();
      }}
    >
      <span aria-hidden="true">{plays ? '■' : '▶'}</span>
      {failed && <span className="cr-error">{say('cannotPlay')}</span>}
    </button>
  );
}
