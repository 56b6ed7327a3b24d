import React, { useEffect, useRef, useState } from 'react';

import type { FlowEvent, FlowProgress } from '../../../ivr/core/flow-state.js';
import type { Answer } from '../../../kernel/question.js';
import { useWords } from '../parts/adminjs.js';
import { LabelledChoice, LabelledInput } from '../parts/labelled.js';
import type { NamedThing } from '../parts/use-things.js';
import { localInput } from '../parts/formats.js';
import { askDialled } from './try-dialled.js';
import {
  cameBack,
  numberDialled,
  stepped,
  taken,
  tried,
  type TryCall,
  type TryFlows,
  type TryWalk,
} from './try-walk.js';
import { stepText } from './try-words.js';
import { useFlowWords } from './words.js';

interface Props {
  readonly flows: TryFlows;
  readonly walk: TryWalk | null;
  readonly titles: Readonly<Record<string, string>>;
  readonly learn: (thing: NamedThing) => void;
  readonly onWalk: (walk: TryWalk | null) => void;
}

const KEYPAD = Array.from('123456789*0#');

/** A call of nobody through the draft: keys and waiting by hand, each step told in words. */
export function TryCaller({ flows, walk, titles, learn, onWalk }: Props): React.ReactElement {
  const say = useFlowWords();
  const [call, setCall] = useState<TryCall>(() => {
    const [date = '', time = ''] = localInput(new Date().toISOString()).split('T');
    return {
      caller: '13800000000',
      called: '',
      language: 'zh',
      date,
      time: time.slice(0, 5),
      vip: 'no',
      agent: '',
      calendar: 'working',
    };
  });
  const event = (one: FlowEvent): void => {
    if (walk === null) return;
    const number = numberDialled(walk, one);
    if (number === null) onWalk(stepped(walk, one, null));
    else void askDialled(number, learn).then((dialled) => onWalk(stepped(walk, one, dialled)));
  };
  const stage = walk?.progress?.stage;
  return (
    <>
      <h2>{say('try')}</h2>
      <p className="cr-hint">{say('tryAbout')}</p>
      {walk === null && <CallFields call={call} onChange={(changed) => setCall({ ...call, ...changed })} />}
      <div className="cr-flow-acts">
        <button type="button" className="cr-button cr-primary" onClick={() => onWalk(tried(flows, call))}>
          {say(walk === null ? 'tryBegin' : 'tryAgain')}
        </button>
        {walk !== null && (
          <button type="button" className="cr-button" onClick={() => onWalk(null)}>
            {say('tryEnd')}
          </button>
        )}
      </div>
      {walk !== null && (
        <>
          {walk.flows.graph !== flows.graph && <p className="cr-banner">{say('tryChanged')}</p>}
          <Waits stage={stage} onEvent={event} />
          {walk.back !== null && (
            <div className="cr-flow-acts">
              <button type="button" className="cr-button" onClick={() => onWalk(cameBack(walk))}>
                {say('tryCameBack')}
              </button>
            </div>
          )}
          {stage === 'inquiring' && (
            <AnswerFields
              key={walk.progress?.entered}
              names={taken(walk)}
              onAnswer={(answer) => event({ type: 'answered', number: walk.progress?.entered ?? 0, answer })}
            />
          )}
          <Keypad stage={stage} onEvent={event} />
          <Steps walk={walk} titles={titles} />
        </>
      )}
    </>
  );
}

interface StageProps {
  readonly stage: FlowProgress['stage'] | undefined;
  readonly onEvent: (event: FlowEvent) => void;
}

/** What comes by itself in a call. */
function Waits({ stage, onEvent }: StageProps): React.ReactElement {
  const say = useFlowWords();
  return (
    <div className="cr-flow-acts">
      <button
        type="button"
        className="cr-button"
        disabled={stage !== 'saying'}
        onClick={() => onEvent({ type: 'promptEnded' })}
      >
        {say('tryPromptEnded')}
      </button>
      <button
        type="button"
        className="cr-button"
        disabled={stage !== 'awaitingKey'}
        onClick={() => onEvent({ type: 'keyTimedOut' })}
      >
        {say('tryTimeOut')}
      </button>
    </div>
  );
}

function Keypad({ stage, onEvent }: StageProps): React.ReactElement {
  const say = useFlowWords();
  return (
    <div className="cr-flow-keypad" role="group" aria-label={say('tryKeypad')}>
      {KEYPAD.map((key) => (
        <button
          key={key}
          type="button"
          className="cr-button"
          disabled={stage === undefined}
          onClick={() => onEvent({ type: 'keyPressed', key })}
        >
          {key}
        </button>
      ))}
    </div>
  );
}

interface CallProps {
  readonly call: TryCall;
  readonly onChange: (changed: Partial<TryCall>) => void;
}

function CallFields({ call, onChange }: CallProps): React.ReactElement {
  const say = useFlowWords();
  return (
    <>
      {(['caller', 'called', 'agent'] as const).map((name) => (
        <LabelledInput
          key={name}
          id={`try-${name}`}
          label={say(`try.${name}`)}
          value={call[name] ?? ''}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <LabelledInput
        id="try-date"
        label={say('tryDate')}
        type="date"
        value={call.date}
        onChange={(date) => onChange({ date })}
      />
      <LabelledInput
        id="try-time"
        label={say('tryTime')}
        value={call.time ?? ''}
        onChange={(time) => onChange({ time })}
      />
      <LabelledChoice
        id="try-vip"
        label={say('tryVip')}
        value={call.vip ?? 'no'}
        choices={[
          ['no', say('no')],
          ['yes', say('yes')],
        ]}
        onChange={(vip) => onChange({ vip })}
      />
      <LabelledChoice
        id="try-calendar"
        label={say('tryCalendar')}
        value={call.calendar}
        choices={(['working', 'rest', 'holiday'] as const).map((is) => [is, say(`field.${is}`)] as const)}
        onChange={(calendar) => onChange({ calendar: calendar })}
      />
      <LabelledChoice
        id="try-language"
        label={say('field.language')}
        value={call.language}
        choices={[
          ['zh', say('choice.language.zh')],
          ['en', say('choice.language.en')],
        ]}
        onChange={(language) => onChange({ language })}
      />
    </>
  );
}

interface AnswerProps {
  readonly names: readonly string[];
  readonly onAnswer: (answer: Answer) => void;
}

/** What the system says that nobody asks. */
function AnswerFields({ names, onAnswer }: AnswerProps): React.ReactElement {
  const say = useFlowWords();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(names.map((name) => [name, ''])),
  );
  return (
    <>
      <p className="cr-hint">{say('tryAnswerAbout')}</p>
      {names.map((name) => (
        <LabelledInput
          key={name}
          id={`try-answer-${name}`}
          label={name}
          value={values[name] ?? ''}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      <div className="cr-flow-acts">
        <button type="button" className="cr-button" onClick={() => onAnswer({ got: 'values', values })}>
          {say('tryAnswer')}
        </button>
        <button type="button" className="cr-button" onClick={() => onAnswer({ got: 'nothing' })}>
          {say('tryNothing')}
        </button>
        <button type="button" className="cr-button" onClick={() => onAnswer({ got: 'failed' })}>
          {say('tryFailed')}
        </button>
      </div>
    </>
  );
}

/** The last step is in view. */
function Steps({ walk, titles }: Pick<Props, 'titles'> & { readonly walk: TryWalk }): React.ReactElement {
  const say = useFlowWords();
  const { say: sayConsole } = useWords();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [walk]);
  return (
    <div className="cr-flow-steps" role="log" aria-label={say('trySteps')} tabIndex={0}>
      <ol ref={list}>
        {walk.log.map((step, index) => {
          const text = stepText(step, walk.flows, titles, say, sayConsole);
          return text === null ? null : (
            <li key={index} className={`cr-flow-did-${step.did}`}>
              {text}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
