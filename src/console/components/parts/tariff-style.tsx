import React from 'react';

/** Styles of tariffs, their editor, the calculator and pricing again. */
const CSS = `
.cr-tariff { font-size: 14px; line-height: 1.5; }
.cr-tariff h2, .cr-tariff h3 { margin: 24px 0 8px; font-size: 17px; font-weight: 600; line-height: 1.4; }
.cr-tariff h3 { font-size: 15px; }
.cr-tariff > :first-child { margin-top: 0; }
.cr-tariff p { margin: 0 0 12px; }
.cr-tariff p.cr-error { margin: 4px 0 0; color: var(--cr-red); }
.cr-tariff p.cr-hint { margin: 4px 0 0; }
.cr-tariff fieldset > p.cr-hint { margin: 0 0 8px; }
.cr-page { box-sizing: border-box; max-width: 1400px; padding: 32px; }
.cr-page h1 { margin: 0 0 12px; font-size: 24px; line-height: 32px; font-weight: 400; }
.cr-tariff.cr-form { max-width: none; }
.cr-tariff table { width: 100%; border-collapse: collapse; background: #fff; }
#app .cr-tariff table :is(th, td) { padding: 6px 10px; border-top: 1px solid var(--cr-line); text-align: left; vertical-align: top; line-height: 20px; max-width: none; }
#app .cr-tariff table th { background: #f3f4f8; white-space: nowrap; vertical-align: bottom; }
.cr-tariff .cr-box { overflow-x: auto; border: 1px solid var(--cr-line); border-top: 0; }
.cr-tariff tr.cr-chosen td { background: #eef0fc; }
.cr-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin: 0 0 12px; }
.cr-tools .cr-input { width: 240px; }
.cr-tools .cr-grow { flex: 1; }
.cr-rates { position: relative; overflow: auto; max-height: max(320px, calc(100vh - 320px)); border: 1px solid var(--cr-line); }
#app .cr-editor .cr-rates { max-height: max(300px, calc(100vh - 430px)); }
#app .cr-rates table { table-layout: fixed; min-width: 900px; border-collapse: separate; border-spacing: 0; }
#app .cr-rates table :is(th, td) { box-sizing: border-box; }
#app .cr-rates table th { position: sticky; top: 0; z-index: 2; }
#app .cr-rates tbody tr:not(.cr-gap, .cr-faulty-why) td { box-sizing: border-box; height: inherit; padding: 6px 10px; overflow: hidden; }
#app .cr-rates .cr-gap td { padding: 0; border: 0; }
#app .cr-rates .cr-faulty td { background: #fdf3f4; }
#app .cr-rates .cr-faulty td:first-child { box-shadow: inset 4px 0 var(--cr-red); }
#app .cr-rates .cr-faulty-why td { box-sizing: border-box; padding: 0 10px 2px 14px; border: 0; background: #fdf3f4; box-shadow: inset 4px 0 var(--cr-red); color: var(--cr-red); overflow: hidden; }
.cr-faulty-why p { margin: 0; height: 22px; line-height: 20px; font-size: 13px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.cr-col-code { width: 16%; } .cr-col-direction { width: 104px; } .cr-col-prefix { width: 92px; } .cr-col-trunk { width: 10%; }
.cr-col-when { width: 14%; } .cr-col-actions { width: 150px; }
.cr-one-line { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#app .cr-rates td.cr-actions { text-align: right; white-space: nowrap; width: 150px; padding: 6px 4px; }
.cr-tariff dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; margin: 0 0 12px; }
.cr-tariff dt { color: var(--cr-quiet); }
.cr-tariff dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.cr-banner { margin: 0 0 16px; padding: 10px 16px; border-left: 4px solid #b26a00; background: #fff4e0; }
.cr-banner.cr-bad { border-left-color: var(--cr-red); background: #fdf3f4; }
.cr-banner.cr-good { border-left-color: var(--cr-green); background: #eaf6f3; }
.cr-banner ul { margin: 8px 0 0; padding: 0; list-style: none; max-height: 240px; overflow-y: auto; }
.cr-banner li { padding: 2px 0; }
.cr-banner .cr-button { margin-left: 12px; }
.cr-tariff fieldset { margin: 0 0 20px; padding: 0; border: 0; min-width: 0; }
.cr-tariff legend { margin-bottom: 4px; font-weight: 600; padding: 0; }
.cr-two { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 0 24px; }
.cr-two > .cr-field { margin-bottom: 16px; }
.cr-dialog.cr-wide { width: 860px; max-height: calc(100vh - 48px); overflow-y: auto; }
.cr-dialog.cr-tariff .cr-buttons { position: sticky; bottom: -24px; margin: 16px -24px -24px; padding: 16px 24px; background: #fff; border-top: 1px solid var(--cr-line); }
.cr-dialog.cr-tariff p:not(.cr-error, .cr-quiet, .cr-hint) { color: var(--cr-text); font-size: 14px; }
.cr-lines { display: grid; gap: 8px; margin: 0 0 8px; }
.cr-line { display: flex; flex-wrap: wrap; align-items: end; gap: 8px; }
.cr-line label { display: block; font-size: 13px; color: var(--cr-quiet); }
.cr-line .cr-input { width: 120px; height: 36px; }
.cr-line .cr-short-input { width: 96px; }
.cr-days { display: flex; flex-wrap: wrap; align-items: center; gap: 0 4px; }
.cr-days .cr-check { margin-right: 8px; }
.cr-tariff .cr-chips { margin: 8px 0; max-height: 180px; overflow-y: auto; }
.cr-quote { display: grid; grid-template-columns: minmax(280px, 380px) 1fr; gap: 32px; align-items: start; }
@media (max-width: 1000px) { .cr-quote { grid-template-columns: 1fr; } }
.cr-quote-answer { padding: 16px 20px; border: 1px solid var(--cr-line); border-radius: 6px; background: #fff; min-height: 120px; }
.cr-quote-answer .cr-sum { margin: 0 0 8px; font-size: 22px; font-weight: 600; line-height: 30px; }
.cr-quote-answer ol { margin: 0; padding: 0; list-style: none; }
.cr-quote-answer li { padding: 3px 0 3px 20px; overflow-wrap: anywhere; }
.cr-quote-answer li.cr-about-line { padding-left: 0; }
.cr-editor > .cr-buttons { position: sticky; bottom: 0; z-index: 10; margin: 16px -32px 0; padding: 12px 32px; border-top: 1px solid var(--cr-line); background: #fff; }
.cr-try { margin: 24px 0; }
.cr-try summary { margin-bottom: 16px; font-size: 15px; font-weight: 600; cursor: pointer; }
.cr-tariff progress { width: 160px; }
.cr-tariff .cr-num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.cr-tariff .cr-box .cr-link { white-space: nowrap; padding: 0; }
#app .cr-changes, .cr-dialog .cr-changes { max-height: 320px; overflow: auto; margin: 0 0 12px; }
.cr-versions { max-height: 320px; overflow-y: auto; }
.cr-tariff .cr-when { white-space: nowrap; font-variant-numeric: tabular-nums; }
.cr-tariff section.cr-card { margin-bottom: 24px; }
.cr-tariff section.cr-card > h2:first-child { margin-top: 0; }
.cr-tariff .cr-field > .cr-input { max-width: 480px; }
`;

export function TariffStyle(): React.ReactElement {
  return <style>{CSS}</style>;
}
