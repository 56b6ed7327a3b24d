import React, { useId, useRef, useState } from 'react';

import type { AgentRow, CallRow } from '../../../reports/core/live/live-rows.js';
import { useActWords, type ActWord } from './act-words.js';
import { useWords } from './adminjs.js';
import { Dialog } from './dialog.js';
import { ThingPicker } from './thing-picker.js';
import { usePerform } from './use-perform.js';
import type { NamedThing } from './use-things.js';

/** What the person may do here, and the telephone by which they listened last. */
export interface LiveRights {
  readonly supervise: boolean;
  readonly command: boolean;
  readonly message: boolean;
  readonly telephone: NamedThing | null;
}

export const NO_RIGHTS: LiveRights = { supervise: false, command: false, message: false, telephone: null };

type CallAct = 'listen' | 'whisper' | 'bargeIn' | 'takeOver' | 'stopListening' | 'disconnect' | 'assign';
type AgentAct = 'goReady' | 'goNotReady' | 'logOut' | 'message';

/** What has to be said beside the act. */
const ASKS: Readonly<Partial<Record<CallAct | AgentAct, 'extension' | 'agent' | 'text'>>> = {
  listen: 'extension',
  whisper: 'extension',
  bargeIn: 'extension',
  takeOver: 'extension',
  stopListening: 'extension',
  assign: 'agent',
  message: 'text',
};
const TALKED: readonly CallAct[] = ['listen', 'whisper', 'bargeIn', 'takeOver', 'stopListening', 'disconnect'];

/** What can be done with a call as it is now. */
export function actsOfCall({ phase }: CallRow, { supervise }: LiveRights): readonly CallAct[] {
  if (!supervise) return [];
  if (phase === 'talking') return TALKED;
  return phase === 'waiting' ? ['assign', 'disconnect'] : ['disconnect'];
}

/** What can be done with an agent as they are now. */
export function actsOfAgent({ phase }: AgentRow, { command, message }: LiveRights): readonly AgentAct[] {
  const commands: readonly AgentAct[] =
    !command || phase === 'loggedOut'
      ? []
      : phase === 'ready'
        ? ['goNotReady', 'logOut']
        : ['goReady', 'goNotReady', 'logOut'];
  return [...commands, ...(message ? (['message'] as const) : [])];
}

interface ActsProps {
  readonly resource: 'call' | 'agent';
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly acts: readonly (CallAct | AgentAct)[];
  readonly telephone: NamedThing | null;
}

/** The menu of a line: each act is asked about before it is done. */
export function Acts({ resource, id, title, acts, telephone }: ActsProps): React.ReactElement | null {
  const say = useActWords();
  const menu = useRef<HTMLDetailsElement>(null);
  const [asked, setAsked] = useState<CallAct | AgentAct | null>(null);
  if (acts.length === 0) return null;
  return (
    <>
      <details
        ref={menu}
        className="cr-more"
        onBlur={(event) => {
          const { relatedTarget } = event;
          if (relatedTarget !== null && !event.currentTarget.contains(relatedTarget)) event.currentTarget.open = false;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.open = false;
        }}
      >
        <summary className="cr-link" aria-label={`${say('do')} ${title}`}>
          {say('do')}
        </summary>
        <div className="cr-menu">
          {acts.map((act) => (
            <button
              key={act}
              type="button"
              className="cr-link"
              onClick={() => {
                if (menu.current !== null) menu.current.open = false;
                setAsked(act);
              }}
            >
              {say(act)}
            </button>
          ))}
        </div>
      </details>
      {asked !== null && (
        <ActDialog
          resource={resource}
          id={id}
          title={title}
          act={asked}
          telephone={telephone}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

interface DialogProps extends Omit<ActsProps, 'acts'> {
  readonly act: CallAct | AgentAct;
  readonly onClose: () => void;
}

/** Asks for what is lacking, and does it when the answer is yes; what stands in its way is told here. */
function ActDialog({ resource, id, title, act, telephone, onClose }: DialogProps): React.ReactElement {
  const say = useActWords();
  const { say: sayConsole } = useWords();
  const perform = usePerform({ resource: { id: resource }, action: { name: act }, record: { id } }, true);
  const asks = ASKS[act];
  const [thing, setThing] = useState<NamedThing | null>(asks === 'extension' ? telephone : null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const isReady = asks === undefined || (asks === 'text' ? text.trim() !== '' : thing !== null);
  const onYes = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    const input = asks === 'text' ? { text } : asks === undefined ? {} : { [`${asks}Id`]: thing?.id ?? '' };
    const { notice } = await perform(input);
    setBusy(false);
    if (notice?.type === 'error') setFault(notice.message);
    else onClose();
  };
  return (
    <Dialog label={`${say(act)}: ${title}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && isReady) void onYes();
        }}
      >
        <p>{say(`about.${act}`)}</p>
        {asks !== undefined && <Asked asks={asks} thing={thing} text={text} onThing={setThing} onText={setText} />}
        {fault !== '' && (
          <p className="cr-error" role="alert">
            {fault}
          </p>
        )}
        <div className="cr-buttons">
          <button type="submit" className="cr-button cr-primary" disabled={busy || !isReady} data-testid="do-it">
            {act === 'message' ? say('send') : say(act)}
          </button>
          <button type="button" className="cr-button" disabled={busy} onClick={onClose}>
            {sayConsole('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface AskedProps {
  readonly asks: 'extension' | 'agent' | 'text';
  readonly thing: NamedThing | null;
  readonly text: string;
  readonly onThing: (thing: NamedThing | null) => void;
  readonly onText: (text: string) => void;
}

function Asked({ asks, thing, text, onThing, onText }: AskedProps): React.ReactElement {
  const say = useActWords();
  const id = useId();
  const hint: ActWord = `${asks}Hint`;
  return (
    <div className="cr-field">
      <label htmlFor={id}>{say(asks)}</label>
      {asks === 'text' ? (
        <textarea
          id={id}
          className="cr-input"
          rows={4}
          maxLength={1000}
          aria-describedby={`${id}-hint`}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      ) : (
        <ThingPicker id={id} resourceId={asks} value={thing} onChange={onThing} describedBy={`${id}-hint`} />
      )}
      <p className="cr-hint" id={`${id}-hint`}>
        {say(hint)}
      </p>
    </div>
  );
}
