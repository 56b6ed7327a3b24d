import type { ActionProps } from 'adminjs';
import React from 'react';

import { QuoteForm } from './parts/quote-form.js';
import { useQuoteWords } from './parts/quote-words.js';
import { TariffFaultNote } from './parts/tariff-fault-note.js';
import { TariffStyle } from './parts/tariff-style.js';
import { useTariff } from './parts/use-tariff.js';

/** What calls cost under a tariff. */
export default function TariffQuote({ record }: ActionProps): React.ReactElement {
  const say = useQuoteWords();
  const id = record?.id ?? '';
  const { value: tariff, fault } = useTariff(id);
  return (
    <div className="cr-tariff cr-form">
      <TariffStyle />
      <p className="cr-quiet">{say('about')}</p>
      {tariff === undefined ? (
        <TariffFaultNote fault={fault} />
      ) : (
        <QuoteForm tariffId={tariff.id} zone={tariff.timeZone} trunks={tariff.trunks} />
      )}
    </div>
  );
}
