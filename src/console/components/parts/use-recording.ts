import { useEffect, useState } from 'react';

/** What the server tells of a recording: GET /console/x/recordings/<call>/peaks. */
export interface RecordingPicture {
  readonly caller: readonly number[];
  readonly agent: readonly number[];
  readonly durationMs: number;
  readonly mayDownload: boolean;
}

export type RecordingState =
  | { readonly is: 'loading' }
  | { readonly is: 'there'; readonly picture: RecordingPicture }
  | { readonly is: 'notReady' }
  /** In words, where the server had any. */
  | { readonly is: 'refused'; readonly message: Readonly<Record<'zh' | 'en', string>> | null };

export function recordingAddress(callId: string): string {
  return `/console/x/recordings/${encodeURIComponent(callId)}`;
}

/** The waveform of a call's recording; `again` asks anew. */
export function useRecording(callId: string): readonly [RecordingState, () => void] {
  const [state, setState] = useState<RecordingState>({ is: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState({ is: 'loading' });
    ask(callId, abort.signal).then(
      (found) => {
        if (!abort.signal.aborted) setState(found);
      },
      () => {
        if (!abort.signal.aborted) setState({ is: 'refused', message: null });
      },
    );
    return () => abort.abort();
  }, [callId, attempt]);
  return [state, () => setAttempt(attempt + 1)];
}

async function ask(callId: string, signal: AbortSignal): Promise<RecordingState> {
  const response = await fetch(`${recordingAddress(callId)}/peaks`, {
    signal,
    headers: { Accept: 'application/json' },
  });
  if (response.status === 401) window.location.reload();
  if (response.ok) return { is: 'there', picture: (await response.json()) as RecordingPicture };
  if (response.status === 404) return { is: 'notReady' };
  const { message } = (await response.json()) as { readonly message: Readonly<Record<'zh' | 'en', string>> };
  return { is: 'refused', message };
}
