/** AdminJS ships no types for its bundler. */
declare module 'adminjs/bundler' {
  interface ResolvingPlugin {
    readonly name: string;
    resolveId(source: string, importer: string | undefined): string | null;
  }
  export const componentsBundler: {
    readonly inputOptions: { readonly plugins: ResolvingPlugin[] };
    createEntry(entry: { readonly content: string }): Promise<void>;
    build(): Promise<void>;
  };
}
