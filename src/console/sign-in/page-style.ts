import { createHash } from 'node:crypto';

/** Style of the pages that are not AdminJS's. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1c2733; --soft: #55636f; --line: #8695a3; --blue: #1f5fbf; --red: #a81c1c; --green: #17692f; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef2f6; color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; overflow-wrap: anywhere; }
header { display: flex; justify-content: space-between; gap: 1rem; padding: 1rem 1.5rem; }
header .name { font-weight: 700; color: var(--ink); text-decoration: none; }
main { max-width: 26rem; margin: 4vh auto 3rem; padding: 0 1rem; }
main.wide { max-width: 44rem; }
section, main > form, .card { background: #fff; border: 1px solid #d5dde5; border-radius: 10px; padding: 1.5rem; margin-bottom: 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
label { display: block; font-weight: 600; margin-top: 1rem; }
.hint { color: var(--soft); font-size: .9rem; margin: .25rem 0 0; }
input, select { width: 100%; font: inherit; color: inherit; padding: .55rem .7rem; margin-top: .3rem; border: 1px solid var(--line);
  border-radius: 6px; background: #fff; }
input[aria-invalid="true"] { border-color: var(--red); }
input.code { font-size: 1.5rem; letter-spacing: .3em; max-width: 12rem; }
:focus-visible { outline: 3px solid #7fb0f5; outline-offset: 1px; }
button { font: inherit; font-weight: 600; margin-top: 1.25rem; padding: .6rem 1.2rem; border: 0; border-radius: 6px;
  background: var(--blue); color: #fff; cursor: pointer; }
button:hover { background: #174a96; }
button.plain { background: #fff; color: var(--blue); border: 1px solid var(--blue); }
button.plain:hover { background: #eaf1fb; }
main > form > button { width: 100%; }
a { color: var(--blue); }
.error, .done { border-radius: 6px; padding: .7rem .9rem; margin: 0 0 1rem; }
.error { background: #fdecec; color: var(--red); border: 1px solid #e5a3a3; }
.done { background: #e7f5ea; color: var(--green); border: 1px solid #9fcfab; }
.fault { color: var(--red); margin: .25rem 0 0; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; }
.qr { width: 12rem; height: 12rem; display: block; margin: .75rem 0; }
code { background: #eef2f6; padding: .15rem .35rem; border-radius: 4px; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
th, td { text-align: left; padding: .45rem .5rem .45rem 0; border-bottom: 1px solid #d5dde5; vertical-align: top; }
td.whole { overflow-wrap: normal; }
`;

/** Changes with the style, so that browsers may keep it for long. */
export const PAGE_STYLE_VERSION = createHash('sha256').update(PAGE_STYLE).digest('hex').slice(0, 12);
