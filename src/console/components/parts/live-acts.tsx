import React, { useId, useRef, useState } from 'react';

import type { AgentRow, CallRow } from '../../../reports/core/live/live-rows.js';
import { useActWords, type ActWord } from './act-words.js';
import { useWords } from './adminjs.js';
import { Dialog } from './dialog.js';
import { SayingFields, type DispositionChoice } from './saying-fields.js';
import { ThingPicker } from './thing-picker.js';
import { usePerform } from './use-perform.js';
import type { NamedThing } from './use-things.js';

/** What the person may do here, and the telephone by which they listened last. */
export interface LiveRights {
  readonly supervise: boolean;
  readonly command: boolean;
  readonly message: boolean;
  /** May say what came of a call. */
  readonly act: boolean;
  readonly telephone: NamedThing | null;
  /** Why agents may be made not ready, by code. */
  readonly reasons: readonly { readonly code: string; readonly label: string }[];
  /** With the numbers of the queues that each is for; none: all calls. */
  readonly dispositions: readonly (DispositionChoice & { readonly queues: readonly string[] })[];
}

export const NO_RIGHTS: LiveRights = {
  ...{ supervise: false, command: false, message: false, act: false },
  ...{ telephone: null, reasons: [], dispositions: [] },
};

type CallAct = 'listen' | 'whisper' | 'bargeIn' | 'takeOver' | 'stopListening' | 'disconnect' | 'assign' | 'say';
type CallbackAct = 'cancel';
type AgentAct = 'goReady' | 'goNotReady' | 'logOut' | 'message' | 'extendWrapUp' | 'endWrapUp';
type Act = CallAct | AgentAct | CallbackAct;
type Asks = 'extension' | 'agent' | 'text' | 'reason' | 'saying';

/** What has to be said beside the act. */
const ASKS: Readonly<Partial<Record<Act, Asks>>> = {
  listen: 'extension',
  whisper: 'extension',
  bargeIn: 'extension',
  takeOver: 'extension',
  stopListening: 'extension',
  assign: 'agent',
  message: 'text',
  goNotReady: 'reason',
  say: 'saying',
};
const TALKED: readonly CallAct[] = ['listen', 'whisper', 'bargeIn', 'takeOver', 'stopListening', 'disconnect'];

const WRAPPING: readonly AgentAct[] = ['endWrapUp', 'extendWrapUp'];

/** What can be done with a call as it is now. */
export function actsOfCall({ phase }: CallRow, { supervise, act }: LiveRights): readonly CallAct[] {
  const said: readonly CallAct[] = act && phase === 'talking' ? ['say'] : [];
  if (!supervise) return said;
  if (phase === 'talking') return [...TALKED, ...said];
  return phase === 'waiting' ? ['assign', 'disconnect'] : ['disconnect'];
}

/** Of those that the company has, what may be said of calls of this queue. */
export function dispositionsOf({ queue }: CallRow, { dispositions }: LiveRights): readonly DispositionChoice[] {
  return dispositions.filter(({ queues }) => queues.length === 0 || (queue !== null && queues.includes(queue)));
}

/** What can be done with an agent as they are now. */
export function actsOfAgent({ phase }: AgentRow, { command, message }: LiveRights): readonly AgentAct[] {
  const commands: readonly AgentAct[] =
    !command || phase === 'loggedOut'
      ? []
      : phase === 'ready'
        ? ['goNotReady', 'logOut']
        : [...(phase === 'wrapUp' ? WRAPPING : []), 'goReady', 'goNotReady', 'logOut'];
  return [...commands, ...(message ? (['message'] as const) : [])];
}

interface ActsProps {
  readonly resource: 'call' | 'agent' | 'callback';
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly acts: readonly Act[];
  readonly telephone: NamedThing | null;
  readonly reasons?: LiveRights['reasons'];
  readonly dispositions?: readonly DispositionChoice[];
}

/** The menu of a line: each act is asked about before it is done. */
export function Acts({ acts, ...about }: ActsProps): React.ReactElement | null {
  const say = useActWords();
  const menu = useRef<HTMLDetailsElement>(null);
  const [asked, setAsked] = useState<Act | null>(null);
  const { title } = about;
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
      {asked !== null && <ActDialog {...about} act={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface DialogProps extends Omit<ActsProps, 'acts'> {
  readonly act: Act;
  readonly onClose: () => void;
}

/** Asks for what is lacking, and does it when the answer is yes; what stands in its way is told here. */
function ActDialog(props: DialogProps): React.ReactElement {
  const { resource, id, title, act, telephone, reasons = [], dispositions = [], onClose } = props;
  const say = useActWords();
  const { say: sayConsole } = useWords();
  const perform = usePerform({ resource: { id: resource }, action: { name: act }, record: { id } }, true);
  const asks = ASKS[act];
  const [given, setGiven] = useState<Given>({
    ...{ thing: asks === 'extension' ? telephone : null, text: '', dispositionId: '', note: '' },
    reason: reasons[0]?.code ?? '',
  });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const input = inputOf(asks, given);
  const onYes = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    const { notice } = await perform(input ?? {});
    setBusy(false);
    if (notice?.type === 'error') setFault(notice.message);
    else onClose();
  };
  return (
    <Dialog label={`${say(act)}: ${title}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && input !== null) void onYes();
        }}
      >
        <p>{say(`about.${act}`)}</p>
        {asks !== undefined && (
          <Asked
            {...{ asks, given, reasons, dispositions }}
            onGiven={(more) => setGiven((before) => ({ ...before, ...more }))}
          />
        )}
        {fault !== '' && (
          <p className="cr-error" role="alert">
            {fault}
          </p>
        )}
        <div className="cr-buttons">
          <button type="submit" className="cr-button cr-primary" disabled={busy || input === null} data-testid="do-it">
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

/** What somebody fills in; only what the act asks for is looked at. */
interface Given {
  readonly thing: NamedThing | null;
  readonly text: string;
  /** Code. */
  readonly reason: string;
  readonly dispositionId: string;
  readonly note: string;
}

/** What the act is done with; null: something is lacking. */
function inputOf(asks: Asks | undefined, { thing, text, reason, dispositionId, note }: Given): object | null {
  switch (asks) {
    case undefined:
      return {};
    case 'text':
      return text.trim() === '' ? null : { text };
    case 'reason':
      return reason === '' ? {} : { reason };
    case 'saying': {
      const said = {
        ...(dispositionId === '' ? {} : { dispositionId }),
        ...(note.trim() === '' ? {} : { note }),
      };
      return Object.keys(said).length === 0 ? null : said;
    }
    case 'extension':
    case 'agent':
      return thing === null ? null : { [`${asks}Id`]: thing.id };
  }
}

interface AskedProps {
  readonly asks: Asks;
  readonly given: Given;
  readonly reasons: LiveRights['reasons'];
  readonly dispositions: readonly DispositionChoice[];
  readonly onGiven: (more: Partial<Given>) => void;
}

function Asked({ asks, given, reasons, dispositions, onGiven }: AskedProps): React.ReactElement {
  const say = useActWords();
  const id = useId();
  if (asks === 'saying') {
    return (
      <SayingFields
        id={id}
        choices={dispositions}
        said={given}
        onDisposition={(dispositionId) => onGiven({ dispositionId })}
        onNote={(note) => onGiven({ note })}
      />
    );
  }
  const hint: ActWord = `${asks}Hint`;
  return (
    <div className="cr-field">
      <label htmlFor={id}>{say(asks)}</label>
      <AskedInput {...{ id, asks, given, reasons, onGiven }} />
      <p className="cr-hint" id={`${id}-hint`}>
        {say(hint)}
      </p>
    </div>
  );
}

interface AskedInputProps extends Omit<AskedProps, 'asks' | 'dispositions'> {
  readonly id: string;
  readonly asks: Exclude<Asks, 'saying'>;
}

function AskedInput({ id, asks, given, reasons, onGiven }: AskedInputProps): React.ReactElement {
  if (asks === 'text') {
    return (
      <textarea
        id={id}
        className="cr-input"
        rows={4}
        maxLength={1000}
        aria-describedby={`${id}-hint`}
        value={given.text}
        onChange={(event) => onGiven({ text: event.target.value })}
      />
    );
  }
  if (asks === 'reason') {
    return (
      <select
        id={id}
        className="cr-input"
        aria-describedby={`${id}-hint`}
        value={given.reason}
        onChange={(event) => onGiven({ reason: event.target.value })}
      >
        {reasons.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  const onThing = (thing: NamedThing | null): void => onGiven({ thing });
  return <ThingPicker id={id} resourceId={asks} value={given.thing} onChange={onThing} describedBy={`${id}-hint`} />;
}
