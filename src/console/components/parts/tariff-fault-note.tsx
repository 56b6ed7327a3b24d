import React from 'react';

import type { Text } from '../../billing/tariff-views.js';
import { useSession } from './session.js';
import { useTariffWords } from './tariff-words.js';

/** In the place of what is not there yet: that it is coming, or why it is not. */
export function TariffFaultNote({ fault }: { readonly fault: Text | null | undefined }): React.ReactElement {
  const say = useTariffWords();
  const { language } = useSession();
  if (fault === undefined) return <p className="cr-quiet">{say('loading')}</p>;
  return (
    <p className="cr-error" role="alert">
      {fault?.[language] ?? say('noAnswer')}
    </p>
  );
}
