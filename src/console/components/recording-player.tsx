import React, { useRef, useState } from 'react';

import { textOf, titlesIn, type ShownRecord, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { durationText } from './parts/formats.js';
import { useSession } from './parts/session.js';
import { useSoundWords } from './parts/sound-words.js';
import { recordingAddress, useRecording, type RecordingPicture } from './parts/use-recording.js';
import { useWaveform, type Waveform } from './parts/use-waveform.js';

const SPEEDS = [1, 1.25, 1.5, 2] as const;
const STEP_S = 5;

/** The recording of the call whose record is shown. */
export default function RecordingPlayer({ property, record, where }: ValueProps): React.ReactElement | null {
  const say = useSoundWords();
  if (where === 'list') return null;
  const isRecorded = textOf(record, 'recorded') !== 'false';
  return (
    <ValueFrame property={property} where={where} wide>
      {isRecorded ? (
        <Recording callId={record.id} {...sidesOf(record)} />
      ) : (
        <span className="cr-quiet">{say('notRecorded')}</span>
      )}
    </ValueFrame>
  );
}

/** Of a call that was placed, the side of the caller is the agent's telephone, and the other one the customer. */
function sidesOf(record: ShownRecord): Pick<RecordingProps, 'upper' | 'lower'> {
  const agent = { who: 'agent', name: agentOf(record) } as const;
  return textOf(record, 'direction') === 'outbound'
    ? { upper: agent, lower: { who: 'customer', name: textOf(record, 'called') } }
    : { upper: { who: 'caller', name: textOf(record, 'caller') }, lower: agent };
}

/** However the record names the agent. */
function agentOf(record: ShownRecord): string {
  for (const path of ['agent', 'agentId', 'agentName']) {
    const value = textOf(record, path);
    if (value === '') continue;
    return titlesIn(record, path)[value] ?? (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? '' : value);
  }
  return '';
}

interface Side {
  readonly who: 'caller' | 'agent' | 'customer';
  readonly name: string;
}

interface RecordingProps {
  readonly callId: string;
  readonly upper: Side;
  readonly lower: Side;
}

function Recording(props: RecordingProps): React.ReactElement {
  const say = useSoundWords();
  const { language } = useSession();
  const [state, again] = useRecording(props.callId);
  if (state.is === 'there') return <Player {...props} picture={state.picture} />;
  if (state.is === 'loading') return <p role="status">{say('loading')}</p>;
  const text = state.is === 'notReady' ? say('notReady') : (state.message?.[language] ?? say('noAnswer'));
  return (
    <p role="status">
      {text}{' '}
      <button type="button" className="cr-button" onClick={again}>
        {say('tryAgain')}
      </button>
    </p>
  );
}

function Player({
  callId,
  upper,
  lower,
  picture,
}: RecordingProps & { readonly picture: RecordingPicture }): React.ReactElement {
  const say = useSoundWords();
  const container = useRef<HTMLDivElement>(null);
  const waveform = useWaveform(container, callId, picture);
  const { failed, position, toggle, seek } = waveform;
  const duration = picture.durationMs / 1000;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = { ArrowLeft: -STEP_S, ArrowRight: STEP_S }[event.key];
    const onControl = event.target instanceof HTMLElement && /^(BUTTON|SELECT|A)$/.test(event.target.tagName);
    if (step !== undefined && !(event.target instanceof HTMLSelectElement)) seek(position + step);
    else if (event.key === ' ' && !onControl) toggle();
    else return;
    event.preventDefault();
  };
  return (
    <div className="cr-recording" role="group" aria-label={say('player')} onKeyDown={onKeyDown}>
      <div className="cr-waves">
        <div className="cr-sides">
          <span className="cr-caller">
            {say(upper.who)} <b>{upper.name}</b>
          </span>
          <span className="cr-agent">
            {say(lower.who)} <b>{lower.name}</b>
          </span>
        </div>
        <div ref={container} className="cr-waveform" aria-hidden="true" />
      </div>
      <input
        type="range"
        min={0}
        max={duration}
        step={0.1}
        value={Math.min(position, duration)}
        aria-label={say('position')}
        aria-valuetext={durationText(Math.floor(position) * 1000)}
        onChange={(event) => seek(Number(event.target.value))}
      />
      <Controls callId={callId} duration={duration} mayDownload={picture.mayDownload} waveform={waveform} />
      {failed && (
        <p className="cr-error" role="alert">
          {say('cannotPlay')}
        </p>
      )}
    </div>
  );
}

function Controls(props: {
  readonly callId: string;
  /** Seconds. */
  readonly duration: number;
  readonly mayDownload: boolean;
  readonly waveform: Waveform;
}): React.ReactElement {
  const say = useSoundWords();
  const { callId, duration, mayDownload, waveform } = props;
  const { plays, position, toggle, setSpeed } = waveform;
  const [speed, chooseSpeed] = useState(1);
  return (
    <div className="cr-controls">
      <button type="button" className="cr-button cr-primary" onClick={toggle} data-testid="play">
        <span aria-hidden="true">{plays ? '❚❚' : '▶'}</span> {plays ? say('pause') : say('play')}
      </button>
      <span className="cr-time">
        {durationText(Math.floor(position) * 1000)} / {durationText(Math.round(duration) * 1000)}
      </span>
      <label>
        {say('speed')}{' '}
        <select
          className="cr-input cr-speed"
          value={speed}
          onChange={(event) => {
            chooseSpeed(Number(event.target.value));
            setSpeed(Number(event.target.value));
          }}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
      {mayDownload && (
        <a className="cr-button" href={`${recordingAddress(callId)}?download=1`} download>
          {say('save')}
        </a>
      )}
      <span className="cr-hint">{say('keys')}</span>
    </div>
  );
}
