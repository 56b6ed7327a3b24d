import type { Request, Response } from 'express';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import { PASSWORD_RULE } from '../../platform/access/core/password-rules.js';
import { languageOf } from '../../platform/access/http/refusal.js';
import type { SignedIn, SignedInSession } from '../../platform/access/http/web-session.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { FieldTexts } from '../../platform/validation/validation.errors.js';
import { html, Html } from '../../platform/html/html.js';
import { alertOf, csrfInput, field, HTML_LANG, LANGUAGE_NAMES, sendPage } from '../sign-in/page.js';

const WORDS = {
  account: { zh: '我的账户', en: 'My account' },
  console: { zh: '返回控制台', en: 'Back to the console' },
  back: { zh: '返回我的账户', en: 'Back to my account' },
  profile: { zh: '个人信息', en: 'Profile' },
  name: { zh: '姓名', en: 'Name' },
  language: { zh: '语言', en: 'Language' },
  save: { zh: '保存', en: 'Save' },
  password: { zh: '密码', en: 'Password' },
  present: { zh: '当前密码', en: 'Present password' },
  next: { zh: '新密码', en: 'New password' },
  again: { zh: '再次输入新密码', en: 'New password again' },
  changePassword: { zh: '修改密码', en: 'Change password' },
  passwordWarning: {
    zh: '修改后，您在其他浏览器上的登录会立即结束。',
    en: 'Afterwards your sign-ins in other browsers are over at once.',
  },
  mustChange: {
    zh: '这是首次密码，请先设置您自己的密码。',
    en: 'This is a first password: please choose one of your own before you go on.',
  },
  secondFactor: { zh: '两步验证', en: 'Second factor' },
  factorOn: {
    zh: '已启用：登录时还需输入验证器应用上的验证码。',
    en: 'On: the sign-in also asks for a code of your authenticator app.',
  },
  factorOff: {
    zh: '未启用。启用后，即使密码泄露，他人也无法登录。',
    en: 'Off. With it, nobody can sign in with your password alone.',
  },
  enable: { zh: '启用', en: 'Set it up' },
  disable: { zh: '停用', en: 'Turn it off' },
  scan: {
    zh: '用验证器应用（支持 TOTP）扫描二维码，或手动输入密钥，再输入应用显示的 6 位验证码。',
    en: 'Scan this with an authenticator app (TOTP) or type the key into it; then enter the 6 digits it shows.',
  },
  key: { zh: '密钥', en: 'Key' },
  code: { zh: '验证码', en: 'Code' },
  sessions: { zh: '登录中的浏览器', en: 'Where you are signed in' },
  since: { zh: '登录时间', en: 'Since' },
  address: { zh: '网络地址', en: 'Network address' },
  browser: { zh: '浏览器', en: 'Browser' },
  thisOne: { zh: '（本浏览器）', en: '(this one)' },
  endOthers: { zh: '结束其他登录', en: 'Sign out everywhere else' },
  signOut: { zh: '退出登录', en: 'Sign out' },
} as const satisfies Record<string, Text>;

/** What has just been done, as the address says it. */
const DONE = {
  profile: { zh: '已保存', en: 'Saved' },
  password: { zh: '密码已修改', en: 'Your password is changed' },
  factorOn: { zh: '两步验证已启用', en: 'The second factor is on' },
  factorOff: { zh: '两步验证已停用', en: 'The second factor is off' },
  sessions: { zh: '其他登录已结束', en: 'All other sign-ins are over' },
} as const satisfies Record<string, Text>;
export type Done = keyof typeof DONE;

/** A page without scripts does not know where the browser is: times are the machine's, and say so. */
const TIME: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
};

export interface AccountView {
  readonly signedIn: SignedIn;
  readonly hasSecondFactor: boolean;
  readonly sessions: readonly { readonly isThis: boolean; readonly signedIn: SignedInSession }[];
  readonly done: string;
  readonly faults?: FieldTexts;
}

export function sendAccountPage(request: Request, response: Response, view: AccountView): void {
  const language = languageOf(request);
  const { actor, tenantCode } = view.signedIn;
  const done = Object.hasOwn(DONE, view.done) ? DONE[view.done as Done] : undefined;
  const body = html`<h1>${WORDS.account[language]}</h1>
    ${done && html`<p class="done" role="status">${done[language]}</p>`} ${profileSection(request, view, language)}
    <section>
      <h2>${WORDS.password[language]}</h2>
      <p><a href="/account/password">${WORDS.changePassword[language]}</a></p>
    </section>
    <section>
      <h2>${WORDS.secondFactor[language]}</h2>
      <p>${(view.hasSecondFactor ? WORDS.factorOn : WORDS.factorOff)[language]}</p>
      <p>
        <a href="/account/second-factor">${(view.hasSecondFactor ? WORDS.disable : WORDS.enable)[language]}</a>
      </p>
    </section>
    ${sessionsSection(request, view, language)}`;
  const corner = html`<span>${tenantCode === null ? '' : `${tenantCode} / `}${actor.login}</span>`;
  sendPage(request, response, {
    title: WORDS.account,
    wide: true,
    corner,
    body,
    ...(view.faults === undefined ? {} : { status: 400 }),
  });
}

function profileSection(request: Request, { signedIn, faults }: AccountView, language: Language): Html {
  const { name } = signedIn.actor;
  return html`<section>
    <h2>${WORDS.profile[language]}</h2>
    <form method="post" action="/account/profile">
      ${csrfInput(request)}
      ${field({ name: 'name', label: WORDS.name, value: name, autocomplete: 'name', fault: faults?.name }, language)}
      <label for="language">${WORDS.language[language]}</label>
      <select id="language" name="language">
        ${LANGUAGES.map(
          (one) =>
            html`<option value="${one}" lang="${HTML_LANG[one]}" ${one === language && new Html('selected')}>
              ${LANGUAGE_NAMES[one]}
            </option>`,
        )}
      </select>
      <button>${WORDS.save[language]}</button>
    </form>
    <p><a href="/console">${WORDS.console[language]}</a></p>
  </section>`;
}

function sessionsSection(request: Request, { sessions }: AccountView, language: Language): Html {
  const time = new Intl.DateTimeFormat(HTML_LANG[language], TIME);
  return html`<section>
    <h2 id="sessions">${WORDS.sessions[language]}</h2>
    <table aria-labelledby="sessions">
      <thead>
        <tr>
          <th scope="col">${WORDS.since[language]}</th>
          <th scope="col">${WORDS.address[language]}</th>
          <th scope="col">${WORDS.browser[language]}</th>
        </tr>
      </thead>
      <tbody>
        ${sessions.map(
          ({ isThis, signedIn }) =>
            html`<tr>
              <td>${time.format(signedIn.at)} ${isThis && WORDS.thisOne[language]}</td>
              <td class="whole">${signedIn.address}</td>
              <td>${signedIn.browser}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <div class="row">
      <form method="post" action="/account/sessions/end">
        ${csrfInput(request)}<button class="plain">${WORDS.endOthers[language]}</button>
      </form>
      <form method="post" action="/sign-out">
        ${csrfInput(request)}<button class="plain">${WORDS.signOut[language]}</button>
      </form>
    </div>
  </section>`;
}

export interface PasswordView {
  readonly signedIn: SignedIn;
  readonly error?: Text | undefined;
  readonly faults?: FieldTexts;
  readonly status?: number;
}

export function sendPasswordPage(request: Request, response: Response, view: PasswordView): void {
  const language = languageOf(request);
  const { actor, mustChangePassword } = view.signedIn;
  const faults = view.faults ?? {};
  const body = html`<form method="post" action="/account/password">
      <h1>${WORDS.changePassword[language]}</h1>
      ${alertOf(view.error, language)}
      <p>${(mustChangePassword ? WORDS.mustChange : WORDS.passwordWarning)[language]}</p>
      ${csrfInput(request)} ${hiddenLogin(actor.login)}
      ${passwordField('present', WORDS.present, 'current-password', language, { fault: faults.present, focus: true })}
      ${passwordField('password', WORDS.next, 'new-password', language, { fault: faults.password, hint: PASSWORD_RULE })}
      ${passwordField('again', WORDS.again, 'new-password', language, { fault: faults.again })}
      <button>${WORDS.changePassword[language]}</button>
    </form>
    ${mustChangePassword ? signOutForm(request, language) : backLink(language)}`;
  sendPage(request, response, { title: WORDS.changePassword, body, status: view.status ?? 200 });
}

export interface SecondFactorView {
  readonly login: string;
  /** null: it is on, and may be turned off. */
  readonly offer: { readonly letters: string; readonly qrSvg: string } | null;
  readonly error?: Text | undefined;
  readonly status?: number;
}

export function sendSecondFactorPage(request: Request, response: Response, view: SecondFactorView): void {
  const language = languageOf(request);
  const { offer } = view;
  const password = passwordField('password', WORDS.present, 'current-password', language, {});
  const code = field({ name: 'code', label: WORDS.code, autocomplete: 'one-time-code', code: true }, language);
  const body = html`<form
      method="post"
      action="${offer === null ? '/account/second-factor/off' : '/account/second-factor'}"
    >
      <h1>${WORDS.secondFactor[language]}</h1>
      ${alertOf(view.error, language)} ${csrfInput(request)} ${hiddenLogin(view.login)}
      ${offer === null ? html`<p>${WORDS.factorOn[language]}</p>` : offerPart(offer, language)} ${password}
      ${offer !== null && code}
      <button>${(offer === null ? WORDS.disable : WORDS.enable)[language]}</button>
    </form>
    ${backLink(language)}`;
  sendPage(request, response, { title: WORDS.secondFactor, body, status: view.status ?? 200 });
}

function offerPart({ letters, qrSvg }: { letters: string; qrSvg: string }, language: Language): Html {
  const picture = `data:image/svg+xml;base64,${Buffer.from(qrSvg).toString('base64')}`;
  return html`<p>${WORDS.scan[language]}</p>
    <img class="qr" src="${picture}" alt="${{ zh: '两步验证二维码', en: 'QR code of the second factor' }[language]}" />
    <p>${WORDS.key[language]}: <code>${letters.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>`;
}

function passwordField(
  name: string,
  label: Text,
  autocomplete: string,
  language: Language,
  more: { readonly fault?: Text | undefined; readonly hint?: Text; readonly focus?: boolean },
): Html {
  return field({ name, label, autocomplete, type: 'password', ...more }, language);
}

/** Tells password managers whose password it is. */
function hiddenLogin(login: string): Html {
  return html`<input type="text" name="username" value="${login}" autocomplete="username" hidden readonly />`;
}

function backLink(language: Language): Html {
  return html`<p><a href="/account">${WORDS.back[language]}</a></p>`;
}

function signOutForm(request: Request, language: Language): Html {
  return html`<div class="row">
    <form method="post" action="/sign-out">
      ${csrfInput(request)}<button class="plain">${WORDS.signOut[language]}</button>
    </form>
  </div>`;
}
