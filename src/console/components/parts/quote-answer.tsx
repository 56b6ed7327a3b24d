import React from 'react';

import type { QuoteView } from '../../billing/tariff-views.js';
import { moneyOfMicro } from './money-text.js';
import { useQuoteWords } from './quote-words.js';
import { priceText, windowsText } from './rate-text.js';
import { useSession } from './session.js';
import { zoneText } from './zone-time.js';

interface Props {
  readonly quote: QuoteView | null;
  readonly wrong: string;
  readonly ofDraft: boolean;
  readonly outbound: boolean;
}

/** What a call costs, the version and the rate that it was priced by, and every line of the bill as a sentence. */
export function QuoteAnswer({ quote, wrong, ofDraft, outbound }: Props): React.ReactElement {
  const say = useQuoteWords();
  const { language } = useSession();
  if (wrong !== '') {
    return (
      <div className="cr-quote-answer" aria-live="polite">
        <p className="cr-error" role="alert">
          {wrong}
        </p>
      </div>
    );
  }
  if (quote === null) {
    return (
      <div className="cr-quote-answer" aria-live="polite">
        <p className="cr-quiet">{say('empty')}</p>
      </div>
    );
  }
  const { version, rate, timeZone } = quote;
  const sentences = quote.sentences[language];
  return (
    <div className="cr-quote-answer" aria-live="polite" data-testid="quote">
      <p className="cr-sum">{sumText(quote, outbound, say)}</p>
      {quote.callerAmountMicro !== null && quote.callerAmountMicro !== '0' && (
        <p>{say('callerPays', { amount: moneyOfMicro(quote.callerAmountMicro, quote.currency) })}</p>
      )}
      <dl>
        <dt>{say('version')}</dt>
        <dd>
          {ofDraft && say('draftText')}
          {!ofDraft && version === null && say('noVersion')}
          {!ofDraft &&
            version !== null &&
            say('versionText', { number: version.number, from: zoneText(version.validFrom, timeZone) })}
        </dd>
        <dt>{say('rate')}</dt>
        <dd>
          {rate === null ? (
            say('noRate')
          ) : (
            <>
              {rate.code} {rate.name}
              <div className="cr-quiet">
                {windowsText(rate.windows, language)} · {priceText(rate, language)}
              </div>
            </>
          )}
        </dd>
      </dl>
      {sentences.length > 0 && (
        <>
          <p>{say('because')}</p>
          <ol>
            {sentences.map((sentence, index) => (
              <li key={index} className={/[:：]$/.test(sentence) ? 'cr-about-line' : undefined}>
                {sentence}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function sumText(quote: QuoteView, outbound: boolean, say: ReturnType<typeof useQuoteWords>): string {
  if (outbound && quote.rate === null && quote.version !== null) return say('notPlaced');
  if (quote.amountMicro === null || quote.amountMicro === '0') return say('free');
  return say('costs', { amount: moneyOfMicro(quote.amountMicro, quote.currency) });
}
