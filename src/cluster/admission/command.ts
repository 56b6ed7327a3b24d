/** One word of main.cluster.js. */
export interface ClusterCommand {
  readonly name: string;
  /** As it is called, e.g. `leave NAME`. */
  readonly usage: string;
  /**
   * @returns lines for standard output, which scripts read
   * @throws WrongUsage
   */
  run(args: readonly string[]): Promise<readonly string[]>;
}

/** The words behind a command are not what it takes. */
export class WrongUsage extends Error {}
