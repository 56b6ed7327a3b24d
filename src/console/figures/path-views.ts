import type { DrawnNode, VersionOfFlow } from '../../reports/paths.service.js';

/** What the page of paths shows. */
export interface PathsView {
  /** All that there are, by the name of the flow, the newest first. */
  readonly versions: readonly VersionOfFlow[];
  /** The one that was asked for, or the first that callers get; null: nothing was ever published. */
  readonly versionId: string | null;
  readonly nodes: readonly DrawnNode[];
}
