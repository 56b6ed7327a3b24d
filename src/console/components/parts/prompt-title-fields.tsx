import React from 'react';

import { RequiredMark } from './field-frame.js';
import { useSoundWords } from './sound-words.js';

/** What a new prompt is called, and in which language it speaks. */
export function PromptTitleFields(props: {
  readonly name: string;
  readonly language: string;
  readonly onName: (name: string) => void;
  readonly onLanguage: (language: string) => void;
}): React.ReactElement {
  const say = useSoundWords();
  return (
    <>
      <div className="cr-field">
        <label htmlFor="prompt-name">
          {say('name')}
          <RequiredMark />
        </label>
        <input
          id="prompt-name"
          className="cr-input"
          value={props.name}
          autoComplete="off"
          aria-describedby="prompt-name-hint"
          onChange={(event) => props.onName(event.target.value)}
        />
        <p id="prompt-name-hint" className="cr-hint">
          {say('nameHint')}
        </p>
      </div>
      <div className="cr-field">
        <label htmlFor="prompt-language">
          {say('language')}
          <RequiredMark />
        </label>
        <select
          id="prompt-language"
          className="cr-input"
          value={props.language}
          onChange={(event) => props.onLanguage(event.target.value)}
        >
          <option value="zh">{say('chinese')}</option>
          <option value="en">{say('english')}</option>
        </select>
      </div>
    </>
  );
}
