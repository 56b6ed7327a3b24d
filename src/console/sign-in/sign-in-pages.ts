import type { Request, Response } from 'express';

import { LANGUAGES } from '../../kernel/language.js';
import { languageOf } from '../../platform/access/http/refusal.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { html, type Html } from '../../platform/html/html.js';
import { alertOf, csrfInput, field, HTML_LANG, LANGUAGE_NAMES, sendPage } from './page.js';

const SIGN_IN: Text = { zh: '登录', en: 'Sign in' };

export interface SignInForm {
  readonly company: string;
  readonly login: string;
  /** A page of ours to go on with. */
  readonly next: string;
  readonly error?: Text | undefined;
  readonly status?: number;
}

export function sendSignInPage(request: Request, response: Response, form: SignInForm): void {
  const language = languageOf(request);
  const isFresh = form.login === '';
  const body = html`<form method="post" action="/sign-in">
    <h1>${SIGN_IN[language]}</h1>
    ${alertOf(form.error, language)} ${csrfInput(request)}
    <input type="hidden" name="next" value="${form.next}" />
    ${field(
      {
        name: 'company',
        label: { zh: '企业代码', en: 'Company code' },
        hint: { zh: '平台管理员请留空', en: 'Leave empty as an operator of the platform' },
        value: form.company,
        autocomplete: 'organization',
        required: false,
        focus: isFresh,
      },
      language,
    )}
    ${field(
      { name: 'login', label: { zh: '用户名', en: 'User name' }, value: form.login, autocomplete: 'username' },
      language,
    )}
    ${field(
      {
        name: 'password',
        label: { zh: '密码', en: 'Password' },
        type: 'password',
        autocomplete: 'current-password',
        focus: !isFresh,
      },
      language,
    )}
    <button>${SIGN_IN[language]}</button>
  </form>`;
  sendPage(request, response, {
    title: SIGN_IN,
    body,
    corner: languageLinks(request, form.next),
    ...(form.status === undefined ? {} : { status: form.status }),
  });
}

export function sendCodePage(request: Request, response: Response, error?: Text, status = 200): void {
  const language = languageOf(request);
  const title: Text = { zh: '两步验证', en: 'Second step' };
  const code = {
    name: 'code',
    label: { zh: '验证码', en: 'Code' },
    hint: { zh: '输入验证器应用上显示的 6 位数字', en: 'The 6 digits that your authenticator app shows' },
    autocomplete: 'one-time-code',
    focus: true,
    code: true,
  };
  const body = html`<form method="post" action="/sign-in/code">
      <h1>${title[language]}</h1>
      ${alertOf(error, language)} ${csrfInput(request)} ${field(code, language)}
      <button>${SIGN_IN[language]}</button>
    </form>
    <p><a href="/sign-in">${{ zh: '返回登录', en: 'Back to the sign-in' }[language]}</a></p>`;
  sendPage(request, response, { title, body, status });
}

function languageLinks(request: Request, next: string): Html {
  const now = languageOf(request);
  return html`<nav aria-label="${{ zh: '语言', en: 'Language' }[now]}">
    ${LANGUAGES.filter((language) => language !== now).map(
      (language) =>
        html`<a lang="${HTML_LANG[language]}" href="/sign-in?${new URLSearchParams({ language, next }).toString()}"
          >${LANGUAGE_NAMES[language]}</a
        >`,
    )}
  </nav>`;
}
