import { join } from 'node:path';

import type { Settings } from '../../platform/settings/settings.js';

/** What the set-up of a node puts into its settings, and removes then: names of variables and their values. */
export function settingsFile(settings: Settings): string {
  return join(settings.clusterFolder, 'settings-from-admin.json');
}

export function settingsText(variables: Readonly<Record<string, string>>): string {
  return `${JSON.stringify(variables, null, 2)}\n`;
}
