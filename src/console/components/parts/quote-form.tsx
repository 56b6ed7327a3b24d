import React, { useState } from 'react';

import type { QuoteView, Text } from '../../billing/tariff-views.js';
import { LabelledChoice, LabelledInput } from './labelled.js';
import { QuoteAnswer } from './quote-answer.js';
import { useQuoteWords } from './quote-words.js';
import { useSession } from './session.js';
import { ask, Refused } from './tariff-api.js';
import type { Content } from './tariff-draft.js';
import { instantInZone, inZone } from './zone-time.js';

interface Props {
  /** null: the person's own. */
  readonly tariffId: string | null;
  readonly zone: string;
  readonly trunks: readonly { readonly id: string; readonly name: string }[];
  /** What a version would say that is being edited; the tariff as it is where left out. */
  readonly draft?: () => Content;
}

interface Question {
  readonly direction: 'inbound' | 'outbound';
  readonly number: string;
  readonly trunkId: string;
  readonly at: string;
  readonly talkSeconds: string;
  readonly menuSeconds: string;
}

/** "This call would cost …, because …" */
export function QuoteForm({ tariffId, zone, trunks, draft }: Props): React.ReactElement {
  const say = useQuoteWords();
  const { language } = useSession();
  const [question, setQuestion] = useState<Question>(() => ({
    direction: 'outbound',
    number: '',
    trunkId: '',
    at: inZone(Date.now(), zone),
    talkSeconds: '60',
    menuSeconds: '0',
  }));
  const [quote, setQuote] = useState<QuoteView | null>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, Text>>>({});
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    const at = instantInZone(question.at, zone);
    setFaults({});
    setWrong('');
    setQuote(null);
    if (at === null) {
      setFaults({ at: { zh: say('badTime'), en: say('badTime') } });
      return;
    }
    setBusy(true);
    try {
      const path = tariffId === null ? '/own/quote' : `/${encodeURIComponent(tariffId)}/quote`;
      const menuSeconds = question.direction === 'inbound' ? question.menuSeconds : '0';
      const asked = { question: { ...question, menuSeconds, at }, draft: draft?.() ?? null };
      setQuote(await ask<QuoteView>(path, asked, true));
    } catch (error) {
      const refused = error instanceof Refused ? error : null;
      setFaults(refused?.fields ?? {});
      const own = Object.keys(refused?.fields ?? {}).every((name) => name in question);
      setWrong(own && refused?.fields !== undefined ? say('wrong') : (refused?.text?.[language] ?? say('noAnswer')));
    } finally {
      setBusy(false);
    }
  };
  const fields = (
    <QuoteFields
      question={question}
      faults={faults}
      zone={zone}
      trunks={trunks}
      busy={busy}
      onChange={(changed) => setQuestion((before) => ({ ...before, ...changed }))}
    />
  );
  return (
    <div className="cr-quote">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        {fields}
      </form>
      <QuoteAnswer
        quote={quote}
        wrong={wrong}
        ofDraft={draft !== undefined}
        outbound={question.direction === 'outbound'}
      />
    </div>
  );
}

interface FieldsProps {
  readonly question: Question;
  readonly faults: Readonly<Record<string, Text>>;
  readonly zone: string;
  readonly trunks: Props['trunks'];
  readonly busy: boolean;
  readonly onChange: (changed: Partial<Question>) => void;
}

function QuoteFields(props: FieldsProps): React.ReactElement {
  const { question, faults, zone, trunks, busy, onChange } = props;
  const say = useQuoteWords();
  const { language } = useSession();
  const fault = (name: string): string | undefined => faults[name]?.[language];
  return (
    <>
      <LabelledChoice
        id="quote-direction"
        label={say('direction')}
        fault={fault('direction')}
        value={question.direction}
        choices={(['outbound', 'inbound'] as const).map((one) => [one, say(one)])}
        onChange={(direction) => onChange({ direction })}
      />
      <LabelledInput
        id="quote-number"
        label={say('called')}
        hint={say('calledHint')}
        fault={fault('number')}
        value={question.number}
        onChange={(number) => onChange({ number })}
      />
      {trunks.length > 0 && (
        <LabelledChoice
          id="quote-trunk"
          label={say('trunk')}
          fault={fault('trunkId')}
          value={question.trunkId}
          choices={[['', say('anyTrunk')], ...trunks.map(({ id, name }): [string, string] => [id, name])]}
          onChange={(trunkId) => onChange({ trunkId })}
        />
      )}
      <LabelledInput
        id="quote-at"
        type="datetime-local"
        label={say('at', { zone })}
        fault={fault('at')}
        value={question.at}
        onChange={(at) => onChange({ at })}
      />
      <LabelledInput
        id="quote-talk"
        label={say('talk')}
        fault={fault('talkSeconds')}
        value={question.talkSeconds}
        onChange={(talkSeconds) => onChange({ talkSeconds })}
      />
      {question.direction === 'inbound' && (
        <LabelledInput
          id="quote-menu"
          label={say('menu')}
          fault={fault('menuSeconds')}
          value={question.menuSeconds}
          onChange={(menuSeconds) => onChange({ menuSeconds })}
        />
      )}
      <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="ask-quote">
        {say(busy ? 'asking' : 'ask')}
      </button>
    </>
  );
}
