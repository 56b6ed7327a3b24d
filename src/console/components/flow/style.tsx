import React from 'react';

/** Styles of the editor of flows. */
const CSS = `
.cr-flow { font-size: 14px; line-height: 1.5; }
.cr-flow.cr-form { max-width: none; }
.cr-flow h2 { margin: 0 0 8px; font-size: 16px; font-weight: 600; line-height: 1.4; }
.cr-flow h3 { margin: 16px 0 6px; font-size: 14px; font-weight: 600; }
.cr-flow p { margin: 0 0 8px; }
.cr-flow ul, .cr-flow ol { margin: 0; padding: 0; list-style: none; }
.cr-flow .cr-banner { margin: 0 0 12px; padding: 10px 16px; border-left: 4px solid #b26a00; background: #fff4e0; }
.cr-flow .cr-banner.cr-bad { border-left-color: var(--cr-red); background: #fdf3f4; }
.cr-flow .cr-banner.cr-good { border-left-color: var(--cr-green); background: #eaf6f3; }
.cr-flow .cr-banner .cr-button { margin: 8px 12px 0 0; }
.cr-flow .cr-flow-faults { max-height: 104px; overflow-y: auto; }
.cr-flow .cr-banner li { padding: 2px 0; }
.cr-flow .cr-banner .cr-link { padding: 0; border: 0; background: none; color: var(--cr-red); font: inherit; text-align: left; text-decoration: underline; cursor: pointer; }
.cr-flow-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin: 0 0 12px; }
.cr-flow-tools .cr-input { width: auto; max-width: 200px; }
.cr-flow-tools .cr-button { padding: 6px 12px; white-space: nowrap; }
.cr-flow-tools .cr-grow { flex: 1; }
.cr-flow-desk { display: grid; grid-template-columns: minmax(0, 1fr) 360px; gap: 16px; align-items: start; }
@media (min-width: 1600px) { .cr-flow-desk { grid-template-columns: minmax(0, 1fr) 440px; } }
@media (max-width: 1000px) { .cr-flow-desk { grid-template-columns: minmax(0, 1fr); } }
.cr-flow-picture { height: max(400px, calc(100vh - 440px)); overflow: auto; border: 1px solid var(--cr-line); background: #f8f9fb; }
.cr-flow-picture svg { display: block; }
.cr-flow-aside { box-sizing: border-box; height: max(450px, calc(100vh - 390px)); overflow-y: auto; padding: 16px; border: 1px solid var(--cr-line); background: #fff; }
.cr-flow-aside .cr-field { margin-bottom: 16px; }
.cr-flow-aside .cr-destination { grid-template-columns: 1fr; }
.cr-flow-aside fieldset { margin: 0 0 16px; padding: 0; border: 0; min-width: 0; }
.cr-flow-aside textarea.cr-input { resize: vertical; }
.cr-flow-aside legend { padding: 0; font-weight: 600; }
.cr-flow-aside .cr-with-unit .cr-input { width: 100px; }
.cr-flow-acts { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 16px; }
.cr-flow-acts .cr-button { min-height: 32px; padding: 4px 10px; font-size: 13px; }
.cr-flow-row { display: grid; grid-template-columns: 72px minmax(0, 1fr) auto; gap: 6px; align-items: center; margin: 0 0 6px; }
.cr-flow-row.cr-flow-pair { grid-template-columns: 110px minmax(0, 1fr) auto; }
.cr-flow-row.cr-flow-said { grid-template-columns: minmax(0, 1fr) auto auto; padding: 2px 0 2px 10px; border: 1px solid var(--cr-line); border-radius: 4px; }
.cr-flow-value { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 6px; }
.cr-flow-case { margin: 0 0 12px; padding: 10px; border: 1px solid var(--cr-line); border-radius: 4px; }
.cr-flow-case h4 { display: flex; justify-content: space-between; align-items: center; margin: 0 0 6px; font-size: 14px; font-weight: 600; }
.cr-flow-compare { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; gap: 6px; margin: 0 0 8px; }
.cr-flow-compare .cr-flow-left { grid-column: 1 / 4; }
.cr-flow-box { cursor: pointer; }
.cr-flow-box rect { fill: #fff; stroke: #7c8594; stroke-width: 1; }
.cr-flow-box .cr-flow-head { fill: #eef0fc; stroke: none; }
.cr-flow-box text { fill: var(--cr-text); font-size: 13px; }
.cr-flow-box .cr-flow-kind { fill: #4a5160; font-size: 12px; }
.cr-flow-box .cr-flow-name { font-weight: 600; }
.cr-flow-box.cr-faulty rect:first-child { stroke: var(--cr-red); stroke-width: 2; }
.cr-flow-box.cr-faulty .cr-flow-head { fill: #fdecee; }
.cr-flow-box.cr-chosen rect:first-child { stroke: var(--cr-blue); stroke-width: 3; }
.cr-flow-box.cr-faulty.cr-chosen rect:first-child { stroke: var(--cr-red); stroke-width: 4; }
.cr-flow-box.cr-walked .cr-flow-head { fill: #d8f0ec; }
#app .cr-flow-box:focus { outline: none; }
#app .cr-flow-box:focus-visible rect:first-child { stroke: var(--cr-blue); stroke-width: 4; }
.cr-flow-box .cr-flow-fault { fill: none; stroke: var(--cr-red); stroke-width: 3; }
.cr-flow-box .cr-flow-start { fill: var(--cr-green); }
.cr-flow-line { fill: none; stroke: #5c6370; stroke-width: 1.5; }
.cr-flow-line.cr-back { stroke-dasharray: 5 4; }
.cr-flow-line.cr-chosen { stroke: var(--cr-blue); stroke-width: 2.5; }
.cr-flow-line.cr-open { stroke: var(--cr-red); }
.cr-flow .cr-flow-dead { fill: var(--cr-red); font-size: 14px; font-weight: 700; }
.cr-flow-keypad { display: grid; grid-template-columns: repeat(3, 64px); gap: 6px; margin: 0 0 16px; }
.cr-flow-keypad .cr-button { justify-content: center; }
.cr-flow .cr-flow-steps { max-height: 320px; overflow-y: auto; padding: 8px 12px; border: 1px solid var(--cr-line); }
.cr-flow-steps li { padding: 3px 0 3px 16px; overflow-wrap: anywhere; }
.cr-flow-steps .cr-flow-did-event { padding-left: 0; font-weight: 600; }
.cr-flow-steps .cr-flow-did-variables { font-family: monospace; }
.cr-flow-tabs { display: flex; gap: 8px; margin: 0 0 12px; }
.cr-flow-tabs [aria-pressed='true'] { border-color: var(--cr-blue); background: #eef0fc; color: var(--cr-blue); font-weight: 600; }
.cr-flow section { margin-top: 24px; }
.cr-flow table { width: 100%; border-collapse: collapse; background: #fff; }
#app .cr-flow table :is(th, td) { padding: 6px 10px; border: 1px solid var(--cr-line); text-align: left; line-height: 20px; }
#app .cr-flow table th { background: #f3f4f8; }
`;

export function FlowStyle(): React.ReactElement {
  return <style>{CSS}</style>;
}
