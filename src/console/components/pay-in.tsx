import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { HintAndFault } from './parts/bulk-form.js';
import { RequiredMark } from './parts/field-frame.js';
import { isAmount, moneyText, sumOf } from './parts/money-text.js';
import { newToken } from './parts/new-token.js';
import { useMoneyWords, type MoneyWord } from './parts/money-words.js';
import { usePerform } from './parts/use-perform.js';

type Kind = 'top_up' | 'correction';
type Faults = Readonly<Record<string, string>>;

interface Payment {
  readonly kind: Kind;
  readonly amount: string;
  readonly note: string;
}

const EMPTY: Payment = { kind: 'top_up', amount: '', note: '' };

/** Paying in, or correcting a balance: what it will be is shown before it is entered. */
export default function PayIn(props: ActionProps): React.ReactElement {
  const { resource, record } = props;
  const say = useMoneyWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [payment, setPayment] = useState<Payment>(EMPTY);
  const [faults, setFaults] = useState<Faults>({});
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  // sent twice, it is entered once
  const [token] = useState(newToken);
  const [unknown, setUnknown] = useState(false);
  const currency = String(record?.params.currency ?? '');
  const leave = (): void => navigate(`/console/resources/${resource.id}`);
  const ask = (): void => {
    const fault = faultOf(payment);
    setFaults(fault === null ? {} : { amount: say(fault) });
    setAsking(fault === null);
  };
  const enter = (): void => {
    setBusy(true);
    void perform({ ...payment, amount: payment.amount.trim(), token }).then((answer) => {
      setBusy(false);
      if (answer.redirectUrl !== undefined) navigate(answer.redirectUrl);
      else if (answer.fields !== undefined) {
        setFaults(answer.fields);
        setAsking(false);
      } else if (answer.notice?.type !== 'success') setUnknown(true);
    });
  };
  if (record !== undefined && currency === '') return <NoCurrency resourceId={resource.id} recordId={record.id} />;
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || unknown) return;
        if (asking) enter();
        else ask();
      }}
    >
      <p className="cr-about">{say('payAbout')}</p>
      {asking ? (
        <Summary payment={payment} balance={String(record?.params.balanceMicro ?? '0')} currency={currency} />
      ) : (
        <Fields payment={payment} faults={faults} currency={currency} onChange={setPayment} />
      )}
      {unknown && (
        <p className="cr-error" role="alert" data-testid="unknown">
          {say('payUnknown')}{' '}
          <Link to={`/console/resources/platform_movement?filters.tenantId=${record?.id ?? ''}`}>
            {say('allMovements')}
          </Link>
        </p>
      )}
      <Buttons asking={asking} busy={busy} over={unknown} onBack={() => setAsking(false)} onCancel={leave} />
    </form>
  );
}

interface NoCurrencyProps {
  readonly resourceId: string;
  readonly recordId: string;
}

/** Before money is paid in it must be known which money: that of the tariff. */
function NoCurrency({ resourceId, recordId }: NoCurrencyProps): React.ReactElement {
  const say = useMoneyWords();
  return (
    <div className="cr-form">
      <p>{say('noCurrency')}</p>
      <div className="cr-buttons">
        <Link className="cr-button cr-primary" to={`/console/resources/${resourceId}/records/${recordId}/edit`}>
          {say('chooseTariff')}
        </Link>
      </div>
    </div>
  );
}

/** What the server would say too, before it is asked. */
function faultOf({ kind, amount }: Payment): MoneyWord | null {
  if (!isAmount(amount)) return 'noAmount';
  if (/^[-+]?[0.]+$/.test(amount.trim())) return 'zeroAmount';
  return kind === 'top_up' && amount.trim().startsWith('-') ? 'negativePayment' : null;
}

interface FieldsProps {
  readonly payment: Payment;
  readonly faults: Faults;
  readonly currency: string;
  readonly onChange: (payment: Payment) => void;
}

function Fields({ payment, faults, currency, onChange }: FieldsProps): React.ReactElement {
  const say = useMoneyWords();
  return (
    <>
      <fieldset className="cr-field">
        <legend>{say('kind')}</legend>
        <div className="cr-choices">
          {(['top_up', 'correction'] as const).map((kind) => (
            <label key={kind} className="cr-check">
              <input
                type="radio"
                name="kind"
                checked={payment.kind === kind}
                onChange={() => onChange({ ...payment, kind })}
              />
              <span>{say(kind === 'top_up' ? 'payKind' : 'correctKind')}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="cr-field">
        <label htmlFor="amount">
          {say('payAmount')}
          <RequiredMark />
        </label>
        <span className="cr-with-unit">
          <input
            id="amount"
            className="cr-input cr-short cr-money"
            inputMode="decimal"
            autoComplete="off"
            value={payment.amount}
            aria-required
            aria-invalid={faults.amount !== undefined}
            aria-describedby={`amount-hint${faults.amount === undefined ? '' : ' amount-fault'}`}
            onChange={(event) => onChange({ ...payment, amount: event.target.value })}
          />
          <span>{currency}</span>
        </span>
        <HintAndFault name="amount" hint={say('payAmountHint')} fault={faults.amount} />
      </div>
      <div className="cr-field">
        <label htmlFor="note">{say('payNote')}</label>
        <input
          id="note"
          className="cr-input"
          autoComplete="off"
          value={payment.note}
          aria-invalid={faults.note !== undefined}
          aria-describedby={`note-hint${faults.note === undefined ? '' : ' note-fault'}`}
          onChange={(event) => onChange({ ...payment, note: event.target.value })}
        />
        <HintAndFault name="note" hint={say('payNoteHint')} fault={faults.note} />
      </div>
    </>
  );
}

interface SummaryProps {
  readonly payment: Payment;
  readonly balance: string;
  readonly currency: string;
}

function Summary({ payment, balance, currency }: SummaryProps): React.ReactElement {
  const say = useMoneyWords();
  const after = sumOf(balance, payment.amount);
  const rows: readonly (readonly [string, string])[] = [
    [say('kind'), say(`movement.${payment.kind}`)],
    [say('payAmount'), moneyText(payment.amount.trim(), currency)],
    [say('before'), moneyText(balance, currency)],
    [say('after'), moneyText(after, currency)],
    ...(payment.note.trim() === '' ? [] : [[say('payNote'), payment.note.trim()] as const]),
  ];
  return (
    <div role="status">
      <table className="cr-table cr-summary">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cr-hint">{say('confirmHint')}</p>
    </div>
  );
}

interface ButtonsProps {
  readonly asking: boolean;
  readonly busy: boolean;
  /** It was sent, and nobody knows what came of it: nothing is sent until the page is loaded anew. */
  readonly over: boolean;
  readonly onBack: () => void;
  readonly onCancel: () => void;
}

function Buttons({ asking, busy, over, onBack, onCancel }: ButtonsProps): React.ReactElement {
  const say = useMoneyWords();
  const { say: sayConsole } = useWords();
  return (
    <div className="cr-buttons">
      <button
        type="submit"
        className="cr-button cr-primary"
        disabled={busy || over}
        data-testid={asking ? 'confirm' : 'next'}
      >
        {say(asking ? 'confirmPay' : 'next')}
      </button>
      {asking && (
        <button type="button" className="cr-button" disabled={busy || over} onClick={onBack}>
          {say('back')}
        </button>
      )}
      <button type="button" className="cr-button" disabled={busy} onClick={onCancel}>
        {sayConsole('cancel')}
      </button>
    </div>
  );
}
