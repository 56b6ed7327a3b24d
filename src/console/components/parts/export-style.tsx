import React from 'react';

/** Styles of call records and exports. */
const CSS = `
.cr-exports { box-sizing: border-box; max-width: 1200px; padding: 24px 32px 48px; }
.cr-exports h1 { margin: 0 0 8px; font-size: 22px; line-height: 30px; font-weight: 600; }
.cr-exports h2 { margin: 0 0 12px; font-size: 17px; line-height: 24px; font-weight: 600; }
.cr-exports > section { margin-top: 16px; }
.cr-exports fieldset { margin: 0 0 16px; }
.cr-exports legend { margin-bottom: 6px; font-weight: 600; }
.cr-exports .cr-conditions { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0 0 4px; }
.cr-exports .cr-conditions dt { color: var(--cr-quiet); }
.cr-exports .cr-conditions div { display: flex; gap: 8px; }
.cr-exports .cr-conditions dd { margin: 0; overflow-wrap: anywhere; }
.cr-exports table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; }
.cr-exports th { padding: 8px 12px; background: #f3f4f8; text-align: left; font-weight: 600; white-space: nowrap; }
.cr-exports td { padding: 8px 12px; border-top: 1px solid var(--cr-line); vertical-align: top; overflow-wrap: anywhere; }
.cr-exports td.cr-when { white-space: nowrap; font-variant-numeric: tabular-nums; }
.cr-exports progress { width: 160px; }
.cr-exports .cr-error { margin: 0; }
.cr-choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 4px 16px; }
.cr-choices label { display: flex; align-items: center; gap: 8px; min-width: 0; }
.cr-columns { display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center; gap: 8px; padding: 12px; border: 1px solid var(--cr-line); border-bottom: 0; background: #fff; }
.cr-columns details { position: relative; }
.cr-columns summary { list-style: none; cursor: pointer; line-height: 20px; padding: 7px 16px; }
.cr-columns summary::-webkit-details-marker { display: none; }
.cr-columns .cr-sheet { position: absolute; right: 0; z-index: 20; box-sizing: border-box; width: 520px; max-width: 80vw; padding: 16px; border: 1px solid var(--cr-line); border-radius: 4px; background: #fff; box-shadow: 0 4px 16px rgb(12 30 41 / 16%); }
.cr-columns .cr-sheet button { margin-top: 12px; }
td:is([data-property-name='caller'], [data-property-name='called']) { white-space: nowrap; }
.cr-plain-link { color: var(--cr-blue); }
.cr-exports .cr-progress { flex-wrap: wrap; }
.cr-exports .cr-progress > * { white-space: nowrap; }
.cr-story { margin: 0; padding: 0; list-style: none; border-left: 2px solid var(--cr-line); }
.cr-story li { display: flex; gap: 12px; padding: 3px 0 3px 12px; }
.cr-story time, .cr-story .cr-after { flex: none; color: var(--cr-quiet); font-variant-numeric: tabular-nums; }
.cr-story .cr-after { width: 64px; text-align: right; }
.cr-story span:last-child { overflow-wrap: anywhere; }
`;

export function ExportStyle(): React.ReactElement {
  return <style>{CSS}</style>;
}
