import React, { useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { Text } from '../billing/tariff-views.js';
import { LabelledFrame, LabelledInput, saidOf } from './parts/labelled.js';
import { ReratingList } from './parts/rerating-list.js';
import { useReratingWords } from './parts/rerating-words.js';
import { useSession } from './parts/session.js';
import { Refused } from './parts/tariff-api.js';
import { TariffStyle } from './parts/tariff-style.js';
import { ThingPicker } from './parts/thing-picker.js';
import { useReratings, type Reratings } from './parts/use-reratings.js';
import { useTariff } from './parts/use-tariff.js';
import { useTitle } from './parts/use-title.js';
import { instantInZone, inZone } from './parts/zone-time.js';
import type { NamedThing } from './parts/use-things.js';

/** Pricing the calls of a period again: a trial first, then for real; and what became of the latest. */
export default function RatingAgainPage(): React.ReactElement {
  const say = useReratingWords();
  const { list, start } = useReratings();
  return (
    <div className="cr-tariff cr-page">
      <TariffStyle />
      <h1>{say('title')}</h1>
      <p className="cr-quiet">{say('about')}</p>
      <section className="cr-card" aria-labelledby="new-rerating">
        <h2 id="new-rerating">{say('newOne')}</h2>
        <NewRerating start={start} />
      </section>
      <section className="cr-card" aria-labelledby="recent-reratings">
        <h2 id="recent-reratings">{say('recent')}</h2>
        <ReratingList list={list} start={start} />
      </section>
    </div>
  );
}

type Faults = Readonly<Record<string, Text>>;

function NewRerating({ start }: Pick<Reratings, 'start'>): React.ReactElement {
  const say = useReratingWords();
  const { language } = useSession();
  const [search] = useSearchParams();
  const asked = search.get('tariff') ?? '';
  const askedTitle = useTitle('tariff', asked, undefined);
  const [tariff, setTariff] = useState<NamedThing | null | undefined>();
  const [tenant, setTenant] = useState<NamedThing | null>(null);
  const [typedFrom, setFrom] = useState<string>();
  const [typedTo, setTo] = useState<string>();
  const [faults, setFaults] = useState<Faults>({});
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  // until another one is chosen, the one that the address names
  const chosen = tariff === undefined && asked !== '' ? { id: asked, title: askedTitle } : (tariff ?? null);
  const zone = useTariff(chosen?.id).value?.timeZone;
  const from = typedFrom ?? (zone === undefined ? '' : firstOf(search.get('from'), zone));
  const to = typedTo ?? (zone === undefined ? '' : inZone(Math.ceil(Date.now() / 60_000) * 60_000, zone));
  const [begin, end] = [from, to].map((local) => (zone === undefined ? null : instantInZone(local, zone)));
  const fault = (name: string): string | undefined => faults[name]?.[language];
  const onTry = async (): Promise<void> => {
    const missing = missingOf(chosen, begin ?? null, end ?? null, {
      required: say('required'),
      badTime: say('badTime'),
    });
    setFaults(missing);
    setWrong('');
    if (chosen === null || Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      await start({ tariffId: chosen.id, tenantId: tenant?.id ?? null, from: begin ?? 0, to: end ?? 0, trial: true });
    } catch (error) {
      const refused = error instanceof Refused ? error : null;
      setFaults(refused?.fields ?? {});
      if (refused?.fields === undefined) setWrong(refused?.text?.[language] ?? say('noAnswer'));
    }
    setBusy(false);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void onTry();
      }}
    >
      <div className="cr-two">
        <Which tariff={chosen} tenant={tenant} fault={fault} onTariff={setTariff} onTenant={setTenant} />
        <LabelledInput
          id="rerate-from"
          type="datetime-local"
          label={say('from')}
          hint={zone === undefined ? say('timesHintNone') : say('timesHint', { zone })}
          fault={fault('from')}
          value={from}
          onChange={setFrom}
        />
        <LabelledInput
          id="rerate-to"
          type="datetime-local"
          label={say('to')}
          fault={fault('to')}
          value={to}
          onChange={setTo}
        />
      </div>
      <Try wrong={wrong} busy={busy} ready={chosen === null || zone !== undefined} />
    </form>
  );
}

interface TryProps {
  readonly wrong: string;
  readonly busy: boolean;
  /** The zone of the times is known. */
  readonly ready: boolean;
}

function Try({ wrong, busy, ready }: TryProps): React.ReactElement {
  const say = useReratingWords();
  return (
    <>
      {wrong !== '' && (
        <p className="cr-error" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit" className="cr-button cr-primary" disabled={busy || !ready} data-testid="try-rerating">
        {say(busy ? 'starting' : 'tryIt')}
      </button>{' '}
      <span className="cr-quiet">{say('tryHint')}</span>
    </>
  );
}

interface WhichProps {
  readonly tariff: NamedThing | null;
  readonly tenant: NamedThing | null;
  readonly fault: (name: string) => string | undefined;
  readonly onTariff: (thing: NamedThing | null) => void;
  readonly onTenant: (thing: NamedThing | null) => void;
}

function Which({ tariff, tenant, fault, onTariff, onTenant }: WhichProps): React.ReactElement {
  const say = useReratingWords();
  const ofTariff = { id: 'rerate-tariff', label: say('tariff'), fault: fault('tariffId') };
  const ofTenant = { id: 'rerate-tenant', label: say('tenant'), hint: say('tenantHint'), fault: fault('tenantId') };
  return (
    <>
      <LabelledFrame {...ofTariff}>
        <ThingPicker
          id={ofTariff.id}
          resourceId="tariff"
          value={tariff}
          invalid={ofTariff.fault !== undefined}
          describedBy={saidOf(ofTariff)['aria-describedby']}
          onChange={onTariff}
        />
      </LabelledFrame>
      <LabelledFrame {...ofTenant}>
        <ThingPicker
          id={ofTenant.id}
          resourceId="tenant"
          value={tenant}
          invalid={ofTenant.fault !== undefined}
          describedBy={saidOf(ofTenant)['aria-describedby']}
          onChange={onTenant}
        />
      </LabelledFrame>
    </>
  );
}

/** The begin that the address names; or else of the present month. */
function firstOf(asked: string | null, zone: string): string {
  const instant = Number(asked);
  if (asked !== null && Number.isSafeInteger(instant)) return inZone(instant, zone);
  return `${inZone(Date.now(), zone).slice(0, 7)}-01T00:00:00`;
}

function missingOf(
  tariff: NamedThing | null,
  from: number | null,
  to: number | null,
  texts: { readonly required: string; readonly badTime: string },
): Faults {
  const text = (one: string): Text => ({ zh: one, en: one });
  return {
    ...(tariff === null ? { tariffId: text(texts.required) } : {}),
    ...(from === null ? { from: text(texts.badTime) } : {}),
    ...(to === null ? { to: text(texts.badTime) } : {}),
  };
}
