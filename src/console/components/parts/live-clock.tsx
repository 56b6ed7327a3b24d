import React, { createContext, useContext, useEffect, useRef } from 'react';

import { durationText } from './formats.js';

/** Server's clock less the browser's, milliseconds. */
export const ClockOffset = createContext<{ current: number }>({ current: 0 });

const TICK_MS = 1_000;
const ticking = new Set<() => void>();
let ticker = 0;

function onTick(tick: () => void): () => void {
  ticking.add(tick);
  if (ticking.size === 1) ticker = window.setInterval(() => ticking.forEach((one) => one()), TICK_MS);
  return () => {
    ticking.delete(tick);
    if (ticking.size === 0) window.clearInterval(ticker);
  };
}

/** How long something has lasted, second by second; past React, so that hundreds of them cost next to nothing. */
export function Clock({ since }: { readonly since: number | null }): React.ReactElement {
  const offset = useContext(ClockOffset);
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (): void => {
      if (text.current !== null) text.current.textContent = lasted(since, offset.current);
    };
    show();
    return onTick(show);
  }, [since, offset]);
  return <span className="cr-live-clock" ref={text} />;
}

function lasted(since: number | null, offset: number): string {
  if (since === null) return '';
  const seconds = Math.max(0, Math.floor((Date.now() + offset - since) / 1000));
  return durationText(seconds * 1000);
}
