import { ApiClient } from 'adminjs';
import React, { useEffect, useState } from 'react';

import { QuoteForm } from './parts/quote-form.js';
import { useQuoteWords } from './parts/quote-words.js';
import { TariffStyle } from './parts/tariff-style.js';

interface Own {
  readonly tariff: { readonly name: string; readonly currency: string; readonly timeZone: string } | null;
}

/** What calls cost the person's own company. */
export default function CallQuotePage(): React.ReactElement {
  const say = useQuoteWords();
  const [own, setOwn] = useState<Own | 'away'>();
  useEffect(() => {
    new ApiClient().getPage({ pageName: 'call-quote' }).then(
      ({ data }) => setOwn(data as Own),
      () => setOwn('away'),
    );
  }, []);
  return (
    <div className="cr-tariff cr-page">
      <TariffStyle />
      <h1>{say('title')}</h1>
      <p className="cr-quiet">{say('ownAbout')}</p>
      {own === undefined && <p className="cr-quiet">{say('loading')}</p>}
      {own === 'away' && (
        <p className="cr-error" role="alert">
          {say('noAnswer')}
        </p>
      )}
      {typeof own === 'object' && own.tariff === null && <p className="cr-empty">{say('noTariff')}</p>}
      {typeof own === 'object' && own.tariff !== null && (
        <>
          <h2>
            {own.tariff.name} ({own.tariff.currency})
          </h2>
          <QuoteForm tariffId={null} zone={own.tariff.timeZone} trunks={[]} />
        </>
      )}
    </div>
  );
}
