import type { Text } from '../../platform/errors/callrack-error.js';
import type { Field } from './resource.js';

/** The language in which callers are spoken to. */
export function languageField(label: Text, hint: Text): Field {
  return {
    name: 'language',
    kind: 'choice',
    initial: 'zh',
    label,
    hint,
    required: true,
    choices: [
      { value: 'zh', label: { zh: '中文', en: 'Chinese' } },
      { value: 'en', label: { zh: '英文', en: 'English' } },
    ],
    sortable: true,
  };
}
