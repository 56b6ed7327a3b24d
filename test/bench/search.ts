/** How the highest load is looked for: grow until it fails, then halve the gap. */
export interface SearchPlan {
  readonly start: number;
  /** Factor between one try and the next while looking for the first failure. */
  readonly grow: number;
  readonly least: number;
  readonly most: number;
  /** Halvings of the gap between the highest that passed and the lowest that failed. */
  readonly refine: number;
}

/**
 * The highest whole number that was seen to pass; 0 when none did. Never tries the same number twice.
 *
 * @param hasTime asked before each try but the first; when false the search ends with what it has
 */
export async function highestPassing(
  plan: SearchPlan,
  passes: (load: number) => Promise<boolean>,
  hasTime: () => boolean,
): Promise<number> {
  let passed = 0;
  let failed = Infinity;
  let load = plan.start;
  do {
    if (await passes(load)) {
      passed = load;
      if (passed >= plan.most) return passed;
      load = Math.min(plan.most, Math.round(load * plan.grow));
    } else {
      failed = load;
      load = Math.max(plan.least, Math.round(load / plan.grow));
    }
  } while (load > passed && load < failed && !(passed > 0 && failed < Infinity) && hasTime());
  for (let left = plan.refine; left > 0 && passed > 0 && failed < Infinity && hasTime(); left -= 1) {
    const middle = Math.round(Math.sqrt(passed * failed));
    if (middle <= passed || middle >= failed) break;
    if (await passes(middle)) passed = middle;
    else failed = middle;
  }
  return passed;
}
