import { createHash } from 'node:crypto';

/** Style of the documentation page. */
export const DOCS_STYLE = `
:root { color-scheme: light; --ink: #1c2733; --soft: #55636f; --line: #d5dde5; --blue: #1f5fbf; --green: #17692f; --pale: #eef2f6; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
a { color: var(--blue); }
:focus-visible { outline: 3px solid #7fb0f5; outline-offset: 1px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 1; }
.frame { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 96rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem 2rem 1.5rem;
  border-right: 1px solid var(--line); font-size: .9rem; }
nav strong { display: block; font-size: 1.15rem; }
nav h2 { font-size: .85rem; color: var(--soft); margin: 1.1rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: block; padding: .15rem .4rem; margin-left: -.4rem; border-radius: 4px; text-decoration: none; color: var(--ink); }
nav li a:hover { background: var(--pale); }
.languages { display: flex; gap: .75rem; margin-top: .5rem; }
.languages [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
main { padding: 1.5rem 2.5rem 5rem; min-width: 0; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; }
main h2 { font-size: 1.45rem; margin: 3rem 0 .75rem; padding-bottom: .35rem; border-bottom: 2px solid var(--line); }
main h3 { font-size: 1.1rem; margin: 0; }
h4 { font-size: .85rem; color: var(--soft); margin: 1.1rem 0 .3rem; }
p { margin: .5rem 0; max-width: 60rem; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.3rem 1.3rem; margin: 1.25rem 0; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .9rem; }
.method { font: 700 .8rem/1 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; padding: .4rem .55rem; border-radius: 5px; color: #fff; }
.get { background: var(--blue); }
.post { background: var(--green); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .88em; }
code { background: var(--pale); padding: .12rem .35rem; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: #14202c; color: #e8eef4; padding: .9rem 1.1rem; border-radius: 8px; overflow-x: auto; line-height: 1.5; margin: .4rem 0; }
pre code { background: none; padding: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
td:first-child code { white-space: nowrap; }
nav .languages + ul { margin-top: .6rem; }
td.kind { white-space: nowrap; color: var(--soft); }
tr:target { background: #fff6d6; }
.codes { margin: 0; padding: 0; list-style: none; font-size: .92rem; }
.codes li { display: inline-block; margin: 0 .9rem .3rem 0; }
@media (max-width: 75rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 50rem) { .frame { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; } }
`;

/** Changes with the style, so that browsers may keep it for long. */
export const DOCS_STYLE_VERSION = createHash('sha256').update(DOCS_STYLE).digest('hex').slice(0, 12);
