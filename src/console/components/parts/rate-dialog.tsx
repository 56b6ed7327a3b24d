import React, { useRef, useState } from 'react';

import { checkRow } from './draft-check.js';
import type { PackageRow, RateRow, StepRow } from './tariff-draft.js';
import { contentOf } from './tariff-draft.js';
import { Dialog } from './dialog.js';
import { LabelledChoice, LabelledInput } from './labelled.js';
import { RateSteps } from './rate-steps.js';
import { RateWindows } from './rate-windows.js';
import { priceText } from './rate-text.js';
import { useRateWords } from './rate-words.js';
import { useSession } from './session.js';
import { useTariffWords } from './tariff-words.js';

interface Props {
  readonly row: RateRow;
  readonly trunks: readonly { readonly id: string; readonly name: string }[];
  readonly packages: readonly PackageRow[];
  /** All of the draft. */
  readonly rates: readonly RateRow[];
  /** Path within the rate -> what is wrong there; '' of the rate as a whole. */
  readonly faults: Readonly<Record<string, string>>;
  readonly onDone: (row: RateRow) => void;
  readonly onCancel: () => void;
}

/** One rate with everything in it. It is left only when what was typed makes sense by itself. */
export function RateDialog(props: Props): React.ReactElement {
  const say = useRateWords();
  const tell = useTariffWords();
  const { language } = useSession();
  const [row, setRow] = useState(props.row);
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>();
  const check = (): Readonly<Record<string, string>> =>
    checkRow(row, props, language, ({ kind }) => tell(`fault.${kind}`));
  // what was refused is told as it is now, for it is being mended
  const faults = refused === undefined ? props.faults : check();
  const form = useRef<HTMLFormElement>(null);
  const onOk = (): void => {
    const found = check();
    if (Object.keys(found).length === 0) {
      props.onDone(row);
      return;
    }
    setRefused(found);
    window.setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const change = (changed: Partial<RateRow>): void => setRow((before) => ({ ...before, ...changed }));
  const own = Object.entries(faults).filter(([path]) => path === '' || path === 'windows');
  return (
    <Dialog label={say('title', { code: props.row.code })} onClose={props.onCancel}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onOk();
        }}
      >
        {own.map(([path, fault]) => (
          <p key={path} className="cr-error" role="alert">
            {fault}
          </p>
        ))}
        <Which {...props} faults={faults} row={row} change={change} />
        <RateWindows windows={row.windows} faults={faults} onChange={(windows) => change({ windows })} />
        <Prices {...props} faults={faults} row={row} change={change} />
        <InWords row={row} />
        <div className="cr-buttons">
          <button type="submit" className="cr-button cr-primary" data-testid="rate-ok">
            {say('ok')}
          </button>
          <button type="button" className="cr-button" onClick={props.onCancel}>
            {say('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps extends Props {
  readonly change: (changed: Partial<RateRow>) => void;
}

/** Which calls it is for. */
function Which({ row, trunks, faults, change }: PartProps): React.ReactElement {
  const say = useRateWords();
  const known = trunks.some(({ id }) => id === row.trunkId) || row.trunkId === '';
  return (
    <div className="cr-two">
      <LabelledInput
        id="rate-code"
        label={say('code')}
        hint={say('codeHint')}
        fault={faults.code}
        value={row.code}
        onChange={(code) => change({ code })}
      />
      <LabelledInput
        id="rate-name"
        label={say('name')}
        fault={faults.name}
        value={row.name}
        onChange={(name) => change({ name })}
      />
      <LabelledChoice
        id="rate-direction"
        label={say('direction')}
        fault={faults.direction}
        value={row.direction}
        choices={[
          ['outbound', say('outbound')],
          ['inbound', say('inbound')],
        ]}
        onChange={(direction) => change({ direction })}
      />
      <LabelledInput
        id="rate-prefix"
        label={say('prefix')}
        hint={say('prefixHint')}
        fault={faults.prefix}
        value={row.prefix}
        onChange={(prefix) => change({ prefix })}
      />
      <LabelledChoice
        id="rate-trunk"
        label={say('trunk')}
        fault={faults.trunkId}
        value={row.trunkId}
        choices={[
          ['', say('anyTrunk')],
          ...trunks.map(({ id, name }): [string, string] => [id, name]),
          ...(known ? [] : [[row.trunkId, say('unknownTrunk')] as [string, string]]),
        ]}
        onChange={(trunkId) => change({ trunkId })}
      />
      <LabelledChoice
        id="rate-class"
        label={say('rateClass')}
        hint={say('classHint')}
        fault={faults.rateClass}
        value={row.rateClass}
        choices={(['normal', 'international', 'premium'] as const).map((one) => [one, say(`class.${one}`)])}
        onChange={(rateClass) => change({ rateClass })}
      />
    </div>
  );
}

function Prices({ row, packages, faults, change }: PartProps): React.ReactElement {
  const say = useRateWords();
  const known = packages.some(({ code }) => code === row.packageCode) || row.packageCode === '';
  return (
    <>
      <RateSteps steps={row.steps} faults={faults} onChange={(steps: readonly StepRow[]) => change({ steps })} />
      <div className="cr-two">
        <LabelledChoice
          id="rate-payer"
          label={say('payer')}
          fault={faults.payer}
          value={row.payer}
          choices={(['tenant', 'caller'] as const).map((one) => [one, say(`payer.${one}`)])}
          onChange={(payer) => change({ payer })}
        />
        <LabelledChoice
          id="rate-charge-from"
          label={say('chargeFrom')}
          fault={faults.chargeFrom}
          value={row.chargeFrom}
          choices={(['person', 'network'] as const).map((one) => [one, say(`from.${one}`)])}
          onChange={(chargeFrom) => change({ chargeFrom })}
        />
        <LabelledInput
          id="rate-setup"
          label={say('setup')}
          hint={say('setupHint')}
          fault={faults.setupMicro}
          value={row.setup}
          onChange={(setup) => change({ setup })}
        />
        <LabelledInput
          id="rate-free"
          label={say('free')}
          hint={say('freeHint')}
          fault={faults.freeS}
          value={row.freeS}
          onChange={(freeS) => change({ freeS })}
        />
        <LabelledInput
          id="rate-cap"
          label={say('cap')}
          hint={say('capHint')}
          fault={faults.capMicro}
          value={row.cap}
          onChange={(cap) => change({ cap })}
        />
        <LabelledChoice
          id="rate-package"
          label={say('package')}
          fault={faults.packageCode}
          value={row.packageCode}
          choices={[
            ['', say('noPackage')],
            ...packages.map(({ code, name }): [string, string] => [code, `${code} ${name}`]),
            ...(known ? [] : [[row.packageCode, row.packageCode] as [string, string]]),
          ]}
          onChange={(packageCode) => change({ packageCode })}
        />
      </div>
    </>
  );
}

/** What the rate costs, as the table will say it. */
function InWords({ row }: { readonly row: RateRow }): React.ReactElement | null {
  const say = useRateWords();
  const { language } = useSession();
  const { content, faults } = contentOf({ rates: [row], packages: [], holidays: [], workdays: [] });
  const [rate] = content.rates;
  if (rate === undefined || faults.length > 0) return null;
  return <p aria-live="polite">{say('inWords', { text: priceText(rate, language) })}</p>;
}
