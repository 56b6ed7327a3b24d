import { LANGUAGES, type Language } from '../../kernel/language.js';
import { SCOPE_NAMES, SCOPE_WORDS } from '../../platform/access/core/scopes.js';
import { PROBLEMS } from '../core/problems.js';
import { OPERATIONS } from '../dto/operations.js';
import { problemsOf, TAGS, type Operation, type Tag } from '../dto/operation.js';
import { API_PATH } from '../http/problem.js';
import { DOC_WORDS } from './doc-words.js';
import { DOCS_STYLE_VERSION } from './docs-style.js';
import { GUIDE, LABELS } from './docs-words.js';
import { html, type Html } from '../../platform/html/html.js';
import { fieldsOf, type FieldRow } from './schema-fields.js';

const NAMES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };
const HTML_LANG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
const A_KEY = 'crk_…';

/** The documentation as one page, written from the table of operations. @param origin e.g. "https://callrack.example" */
export function docsPage(language: Language, origin: string): Html {
  const title = LABELS.title[language];
  return html`<!doctype html>
    <html lang="${HTML_LANG[language]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/docs/style.css?v=${DOCS_STYLE_VERSION}" />
      </head>
      <body>
        <a class="skip" href="#content">${LABELS.skip[language]}</a>
        <div class="frame">
          ${contents(language)}
          <main id="content">
            <h1>${title}</h1>
            <p>${DOC_WORDS[language].about}</p>
            <p><a href="/docs/openapi.json?lang=${language}">${LABELS.document[language]}</a></p>
            ${GUIDE.map(
              ({ id, title: heading, paragraphs }) =>
                html`<h2 id="${id}">${heading[language]}</h2>
                  ${paragraphs.map((text) => html`<p>${withCode(text[language])}</p>`)}`,
            )}
            ${scopesSection(language)} ${tags().map((tag) => tagSection(tag, language, origin))}
            ${codesSection(language)}
          </main>
        </div>
      </body>
    </html>`;
}

function contents(language: Language): Html {
  const item = (id: string, text: string): Html => html`<li><a href="#${id}">${text}</a></li>`;
  return html`<nav aria-label="${LABELS.contents[language]}">
    <strong>CallRack API</strong>
    <div class="languages">
      ${LANGUAGES.map((other) =>
        other === language
          ? html`<a href="/docs?lang=${other}" lang="${HTML_LANG[other]}" aria-current="true">${NAMES[other]}</a>`
          : html`<a href="/docs?lang=${other}" lang="${HTML_LANG[other]}">${NAMES[other]}</a>`,
      )}
    </div>
    <ul>
      ${GUIDE.map(({ id, title }) => item(id, title[language]))} ${item('scopes', LABELS.scopes[language])}
      ${item('codes', LABELS.codes[language])}
    </ul>
    ${tags().map(
      (tag) =>
        html`<h2>${TAGS[tag][language]}</h2>
          <ul>
            ${ofTag(tag).map(({ id, summary }) => item(id, summary[language]))}
          </ul>`,
    )}
  </nav>`;
}

function tags(): readonly Tag[] {
  return Object.keys(TAGS) as Tag[];
}

function ofTag(tag: Tag): readonly Operation[] {
  return OPERATIONS.filter((operation) => operation.tag === tag);
}

function scopesSection(language: Language): Html {
  return html`<h2 id="scopes">${LABELS.scopes[language]}</h2>
    <div class="table">
      <table>
        ${SCOPE_NAMES.map(
          (scope) =>
            html`<tr>
              <td><code>${scope}</code></td>
              <td>${SCOPE_WORDS[scope][language]}</td>
            </tr>`,
        )}
      </table>
    </div>`;
}

function tagSection(tag: Tag, language: Language, origin: string): Html {
  return html`<h2 id="tag-${tag}">${TAGS[tag][language]}</h2>
    ${ofTag(tag).map((operation) => article(operation, language, origin))}`;
}

function article(operation: Operation, language: Language, origin: string): Html {
  const { id, method, path, summary, about, scope, answer, answerExample, status, body } = operation;
  const parameters = parameterRows(operation, language);
  return html`<article id="${id}">
    <div class="head">
      <span class="method ${method}">${method.toUpperCase()}</span>
      <code>${API_PATH}${path}</code>
      <h3>${summary[language]}</h3>
    </div>
    <p>${about?.[language] ?? ''}</p>
    <p>${LABELS.scope[language]}: <code>${scope}</code></p>
    <div class="columns">
      <div>
        ${
          parameters.length === 0
            ? ''
            : html`<h4>${LABELS.parameters[language]}</h4>
                ${fieldTable(parameters, language)}`
        }
        ${
          body === null || Object.keys(body.shape).length === 0
            ? ''
            : html`<h4>${LABELS.body[language]}</h4>
                ${fieldTable(fieldsOf(body, language), language)}`
        }
        <h4>${LABELS.fields[language]}</h4>
        ${fieldTable(fieldsOf(answer, language), language)}
      </div>
      <div>
        <h4>${LABELS.example[language]}</h4>
        <pre><code>${curl(operation, origin)}</code></pre>
        <h4>${LABELS.answer[language]} ${status}</h4>
        <pre><code>${JSON.stringify(answerExample, null, 2)}</code></pre>
        <h4>${LABELS.problems[language]}</h4>
        <ul class="codes">
          ${problemsOf(operation).map(
            (code) =>
              html`<li>
                ${PROBLEMS[code].status} <a href="#${code}"><code>${code}</code></a>
              </li>`,
          )}
        </ul>
      </div>
    </div>
  </article>`;
}

function parameterRows({ params = {}, query, method }: Operation, language: Language): readonly FieldRow[] {
  const inPath = Object.entries(params).map(([name, { words }]) => ({
    ...{ name: `{${name}}`, kind: 'string', required: true, words: words[language] },
  }));
  const key = { name: 'Idempotency-Key', kind: 'header', required: false, words: DOC_WORDS[language].idempotencyKey };
  return [...inPath, ...fieldsOf(query, language), ...(method === 'post' ? [key] : [])];
}

function fieldTable(rows: readonly FieldRow[], language: Language): Html {
  return html`<div class="table">
    <table>
      ${rows.map(
        ({ name, kind, required, words }) =>
          html`<tr>
            <td><code>${name}</code></td>
            <td class="kind">${kind}${required ? ` · ${LABELS.required[language]}` : ''}</td>
            <td>${withCode(words)}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}

function curl({ method, path, params = {}, body, bodyExample }: Operation, origin: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name]?.example ?? name);
  const lines = [`curl ${method === 'post' ? '-X POST ' : ''}'${origin}${API_PATH}${filled}'`];
  lines.push(`-H 'Authorization: Bearer ${A_KEY}'`);
  if (method === 'post') lines.push(`-H 'Idempotency-Key: 0f9f6a52-0c3e-4f0e-9f0a-6f3f8a1f2b11'`);
  if (body !== null && Object.keys(body.shape).length > 0) {
    lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(bodyExample)}'`);
  }
  return lines.join(' \\\n  ');
}

function codesSection(language: Language): Html {
  const heading = (text: string): Html => html`<th scope="col">${text}</th>`;
  return html`<h2 id="codes">${LABELS.codes[language]}</h2>
    <div class="table">
      <table>
        <thead>
          <tr>
            ${[LABELS.code, LABELS.status, LABELS.meaning, LABELS.advice].map((label) => heading(label[language]))}
          </tr>
        </thead>
        <tbody>
          ${Object.entries(PROBLEMS).map(
            ([code, { status, title, advice }]) =>
              html`<tr id="${code}">
                <td><code>${code}</code></td>
                <td>${status}</td>
                <td>${title[language]}</td>
                <td>${advice[language]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** What stands between backticks is code. */
function withCode(text: string): readonly (Html | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
