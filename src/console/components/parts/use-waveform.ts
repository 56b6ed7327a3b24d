import { useEffect, useRef, useState } from 'react';
import WaveSurfer from 'wavesurfer.js';

import { recordingAddress, type RecordingPicture } from './use-recording.js';

/** The two people, apart for those who do not see colours too: one above the other. */
export const COLOURS = {
  caller: { waveColor: '#8a93e6', progressColor: '#3040d6' },
  agent: { waveColor: '#6fb5b6', progressColor: '#00696b' },
} as const;
const HEIGHT = 56;

export interface Waveform {
  readonly plays: boolean;
  readonly failed: boolean;
  /** Seconds. */
  readonly position: number;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly setSpeed: (speed: number) => void;
}

/**
 * The waveform in an element, and its sound. The sound is not asked for before it is played: looking at a call record is
 * not listening to it.
 */
export function useWaveform(
  container: React.RefObject<HTMLElement | null>,
  callId: string,
  picture: RecordingPicture,
): Waveform {
  const surfer = useRef<WaveSurfer | null>(null);
  const [plays, setPlays] = useState(false);
  const [failed, setFailed] = useState(false);
  const [position, setPosition] = useState(0);
  const duration = picture.durationMs / 1000;
  useEffect(() => {
    if (container.current === null) return undefined;
    const media = new Audio();
    media.preload = 'none';
    media.src = recordingAddress(callId);
    media.addEventListener('error', () => setFailed(true));
    const made = WaveSurfer.create({
      container: container.current,
      media,
      height: HEIGHT,
      peaks: [[...picture.caller], [...picture.agent]],
      duration,
      splitChannels: [COLOURS.caller, COLOURS.agent],
      cursorColor: '#0c1e29',
      dragToSeek: true,
      maxPeak: 1,
    });
    made.on('play', () => setPlays(true));
    made.on('pause', () => setPlays(false));
    made.on('finish', () => setPlays(false));
    made.on('timeupdate', setPosition);
    surfer.current = made;
    return () => {
      media.pause();
      made.destroy();
      media.removeAttribute('src');
      media.load();
    };
  }, [callId, picture]);
  return {
    plays,
    failed,
    position,
    toggle: () => {
      setFailed(false);
      surfer.current?.playPause().catch(() => undefined);
    },
    seek: (seconds) => {
      const there = Math.min(Math.max(seconds, 0), duration);
      surfer.current?.setTime(there);
      setPosition(there);
    },
    setSpeed: (speed) => surfer.current?.setPlaybackRate(speed, true),
  };
}
