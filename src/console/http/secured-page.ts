/** What AdminJS writes into its page for the browser, as far as we change it. */
interface PageState {
  resources?: { readonly id: string }[];
  pages?: { readonly name: string }[];
  [part: string]: unknown;
}

export interface PageRules {
  /** The nonce that the header of this answer allows. */
  readonly nonce: string;
  /** Changes when a file of the console changes; the files are kept by browsers for as long as it does not. */
  readonly version: string;
  /** Resources and pages that this person has something to do with; the others are not even named. */
  readonly resources: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
}

const STATE = /window\.REDUX_STATE = (\{.*\});$/m;
const THEME = /window\.THEME = (\{.*\});$/m;

/**
 * AdminJS's page made fit to be sent: what stands in its scripts cannot end them, its scripts carry the nonce of the
 * answer, nothing is asked of another host, and files carry their version.
 *
 * @throws Error where the page is not as AdminJS 7.8 writes it: better no page than one that is not looked through
 */
export function securedPage(html: string, rules: PageRules): string {
  const [, state] = STATE.exec(html) ?? [];
  const [, theme] = THEME.exec(html) ?? [];
  if (state === undefined || theme === undefined) throw new Error('the page of AdminJS has changed');
  return (
    html
      .replace(STATE, () => `window.REDUX_STATE = ${inScript(onlyTheirs(JSON.parse(state) as PageState, rules))};`)
      .replace(THEME, () => `window.THEME = ${inScript(JSON.parse(theme) as object)};`)
      .replaceAll(/<link[^>]*href="https?:[^>]*>/g, '')
      .replaceAll('<script', `<script nonce="${rules.nonce}"`)
      .replace('</title>', '</title><link rel="icon" type="image/svg+xml" href="/console/frontend/assets/favicon.svg">')
      // an element that never ends in HTML: what follows would be inside of it
      .replace('<div id="app" />', '<div id="app"></div>')
      .replaceAll(/((?:src|href)="\/console\/frontend\/assets\/[^"?]+)"/g, `$1?v=${rules.version}"`)
      .trimStart()
  );
}

function onlyTheirs(state: PageState, { resources, pages }: PageRules): PageState {
  return {
    ...state,
    resources: (state.resources ?? []).filter(({ id }) => resources.has(id)),
    pages: (state.pages ?? []).filter(({ name }) => pages.has(name)),
  };
}

/** JSON for inside a script: whatever people have typed, it neither ends the script nor begins a comment. */
export function inScript(value: object): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
