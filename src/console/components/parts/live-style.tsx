import React from 'react';

/** Styles of the live and the system page; colours are told by words beside them. */
const CSS = `
.cr-live { padding: 32px 32px 48px; max-width: 1800px; }
.cr-live h1 { margin: 0 0 12px; font-size: 24px; line-height: 32px; font-weight: 400; }
.cr-live h2 { margin: 24px 0 8px; font-size: 16px; line-height: 24px; font-weight: 600; }
.cr-live-banner { margin: 0 0 12px; padding: 10px 16px; border-left: 4px solid var(--cr-red); background: #fdecee; color: var(--cr-text); }
.cr-live-banner.cr-live-mild { border-left-color: #b26a00; background: #fff4e0; }
.cr-live > .cr-quiet { margin: 0 0 12px; }
.cr-live-tiles { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 16px; }
.cr-live-tile { box-sizing: border-box; min-width: 119px; padding: 8px 12px; border: 1px solid var(--cr-line); border-radius: 4px; background: #fff; }
.cr-live-tile dt { color: var(--cr-quiet); font-size: 13px; line-height: 18px; }
.cr-live-tile dd { margin: 0; font-size: 22px; line-height: 30px; font-weight: 600; font-variant-numeric: tabular-nums; }
.cr-live-tile-warn { border-color: #b26a00; }
.cr-live-tile-bad { border-color: var(--cr-red); }
.cr-live-tabs { display: flex; flex-wrap: wrap; gap: 4px; border-bottom: 1px solid var(--cr-line); margin-bottom: 12px; }
.cr-live-tabs button { padding: 8px 16px; border: 0; border-bottom: 3px solid transparent; background: none; color: var(--cr-text); font-size: 15px; cursor: pointer; }
.cr-live-tabs button[aria-selected='true'] { border-bottom-color: var(--cr-blue); color: var(--cr-blue); font-weight: 600; }
.cr-live-filter { display: flex; align-items: center; gap: 8px; margin-bottom: 8px; }
.cr-live-filter .cr-input { width: 260px; }
.cr-live-scroll { overflow: auto; max-height: max(240px, calc(100vh - 350px)); border: 1px solid var(--cr-line); background: #fff; }
.cr-live table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; }
/* a change of one cell must not measure all others anew */
.cr-live .cr-live-scroll table { table-layout: fixed; min-width: 860px; }
#app .cr-live-scroll th { padding: 0; }
.cr-live .cr-live-scroll th.cr-num button { text-align: right; }
.cr-live th { position: sticky; top: 0; z-index: 1; padding: 0; background: #f3f4f8; text-align: left; font-weight: 600; white-space: nowrap; }
.cr-live th button { width: 100%; padding: 8px 12px; border: 0; background: none; color: inherit; font-size: 14px; font-weight: 600; text-align: inherit; cursor: pointer; }
.cr-live th.cr-live-plain { padding: 8px 12px; }
.cr-live td { padding: 6px 12px; border-top: 1px solid var(--cr-line); vertical-align: top; overflow-wrap: anywhere; }
.cr-live .cr-num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
/* the table scrolls: a menu over it would be cut off, so the line grows */
.cr-live .cr-live-scroll .cr-menu { position: static; display: flex; flex-direction: column; align-items: flex-start; min-width: 0; margin: 4px 0 0; box-shadow: none; }
.cr-live-clock { font-variant-numeric: tabular-nums; white-space: nowrap; }
.cr-live-mark { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; }
.cr-live-mark::before { content: ''; flex: none; width: 10px; height: 10px; border-radius: 50%; background: #7c8594; }
.cr-live-good::before { background: #00875a; }
.cr-live-busy::before { background: #3040d6; }
.cr-live-warn::before { background: #b26a00; border-radius: 2px; }
.cr-live-bad::before { background: #b00020; border-radius: 0; }
.cr-live-quiet::before { background: none; box-shadow: inset 0 0 0 2px #7c8594; }
.cr-live-empty { padding: 24px; border: 1px solid var(--cr-line); background: #fff; color: var(--cr-quiet); text-align: center; }
.cr-live-warning { color: #8a4b00; font-weight: 600; }
.cr-live-box { overflow: auto; border: 1px solid var(--cr-line); background: #fff; }
.cr-live meter { width: 160px; vertical-align: middle; margin-right: 8px; }
`;

export function LiveStyle(): React.ReactElement {
  return <style>{CSS}</style>;
}
