import React from 'react';

import type { StoryLine } from '../../reports/core/story.js';
import { jsonOf, textOf, type ValueProps } from './parts/adminjs.js';
import { ExportStyle } from './parts/export-style.js';
import { useExportWords } from './parts/export-words.js';
import { ValueFrame } from './parts/field-frame.js';
import { durationText, instantText } from './parts/formats.js';
import { useLocale, useSession } from './parts/session.js';

/** What happened during a call, step by step. */
export default function CallStory({ property, record, where }: ValueProps): React.ReactElement | null {
  const say = useExportWords();
  const locale = useLocale();
  const { language } = useSession();
  if (where === 'list') return null;
  const lines = (jsonOf(textOf(record, property.path)) ?? []) as readonly StoryLine[];
  return (
    <ValueFrame property={property} where={where} wide>
      <ExportStyle />
      {lines.length === 0 && <span className="cr-quiet">{say('noStory')}</span>}
      <ol className="cr-story">
        {lines.map(({ at, afterMs, text }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()}>{instantText(new Date(at).toISOString(), locale)}</time>
            <span className="cr-after">+{durationText(Math.round(afterMs / 1000) * 1000)}</span>
            <span>{text[language]}</span>
          </li>
        ))}
      </ol>
    </ValueFrame>
  );
}
