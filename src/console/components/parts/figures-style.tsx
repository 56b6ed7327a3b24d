import React from 'react';

import { LiveStyle } from './live-style.js';

/** Styles of the pages of figures, beside those of the live page. */
const CSS = `
.cr-figures { max-width: none; }
.cr-figures > .cr-quiet { max-width: 960px; }
.cr-figures-head { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: flex-end; justify-content: space-between; margin: 0 0 16px; }
.cr-figures-filter { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: flex-end; }
.cr-figures-filter .cr-field { margin: 0; }
.cr-figures-filter .cr-input { min-width: 150px; }
.cr-figures-filter .cr-picker { width: 240px; }
.cr-figures-export { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.cr-figures-scroll { overflow: auto; max-height: max(320px, calc(100vh - 320px)); border: 1px solid var(--cr-line); background: #fff; }
.cr-live.cr-figures table { width: auto; min-width: 100%; }
.cr-live.cr-figures thead th { position: static; padding: 8px 10px; white-space: normal; vertical-align: bottom; min-width: 56px; }
.cr-live.cr-figures thead { position: sticky; top: 0; z-index: 1; }
.cr-live.cr-figures thead .cr-num { text-align: right; white-space: normal; }
.cr-live.cr-figures td, .cr-live.cr-figures tbody th { padding: 6px 10px; border-top: 1px solid var(--cr-line); background: #fff; font-weight: 400; white-space: nowrap; text-align: left; }
.cr-live.cr-figures td.cr-num { text-align: right; }
.cr-live.cr-figures .cr-figures-sum :is(td, th) { background: #f3f4f8; font-weight: 600; border-top: 1px solid var(--cr-line); }
.cr-live.cr-figures tbody th { position: sticky; left: 0; }
#app .cr-figures tbody th { font-weight: 400; font-size: 14px; line-height: 20px; vertical-align: top; }
`;

export function FiguresStyle(): React.ReactElement {
  return (
    <>
      <LiveStyle />
      <style>{CSS}</style>
    </>
  );
}
