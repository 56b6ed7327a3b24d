import { isAbsolute } from 'node:path';
import { isIP } from 'node:net';

import { z } from 'zod';

import type { SettingsProblem } from './settings.errors.js';

/** What is wrong with one value, in both languages; travels through zod in the message of an issue. */
type Fault = Pick<SettingsProblem, 'zh' | 'en'>;

export function faultOf(issue: { readonly message: string }): Fault {
  const [en = issue.message, zh = en] = issue.message.split('\u0000');
  return { en, zh };
}

/** A variable that is a string in the environment and T in the program; `read` gives T or the fault. */
function variable<T>(read: (text: string) => T | Fault, isFault: (result: T | Fault) => result is Fault) {
  return z.string().transform((text, context) => {
    const result = read(text);
    if (!isFault(result)) return result;
    context.addIssue({ code: 'custom', message: `${result.en}\u0000${result.zh}` });
    return z.NEVER;
  });
}

const faulty = (result: string | number | Fault): result is Fault => typeof result === 'object';

/** @param shown false for secrets, whose value must not get into an error */
function text(accept: (text: string) => boolean, fault: Fault, shown = true) {
  return variable<string>((value) => (accept(value) ? value : shown ? withValue(fault, value) : fault), faulty);
}

function withValue(fault: Fault, value: string): Fault {
  const seen = JSON.stringify(value.slice(0, 80));
  return { en: `${fault.en}, but is ${seen}`, zh: `${fault.zh}，现为 ${seen}` };
}

export function wholeNumber(least: number, most: number) {
  const range = `${String(least)}..${String(most)}`;
  const fault: Fault = { en: `must be a whole number ${range}`, zh: `必须是 ${range} 的整数` };
  return variable<number>((value) => {
    const number = /^[0-9]{1,9}$/.test(value) ? Number(value) : NaN;
    return number >= least && number <= most ? number : withValue(fault, value);
  }, faulty);
}

export function oneOf<const T extends string>(...values: readonly T[]) {
  const fault: Fault = { en: `must be ${values.join(', ')}`, zh: `必须是 ${values.join('、')} 之一` };
  return z.string().transform((value, context) => {
    const found = values.find((one) => one === value);
    if (found !== undefined) return found;
    const { en, zh } = withValue(fault, value);
    context.addIssue({ code: 'custom', message: `${en}\u0000${zh}` });
    return z.NEVER;
  });
}

export const port = wholeNumber(1, 65535);

export const address = text((value) => isIP(value) !== 0, { en: 'must be an IP address', zh: '必须是 IP 地址' });

export const absolutePath = text((value) => isAbsolute(value), {
  en: 'must be an absolute path',
  zh: '必须是绝对路径',
});

export const plainName = text((value) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(value), {
  en: 'must be 1 to 40 characters of a-z, 0-9 and -, not beginning with -',
  zh: '必须由 1 到 40 个 a-z、0-9、- 组成，且不以 - 开头',
});

export const sipRealm = text((value) => /^[A-Za-z0-9.-]{1,64}$/.test(value), {
  en: 'must be 1 to 64 characters of A-Z, a-z, 0-9, . and -',
  zh: '必须由 1 到 64 个 A-Z、a-z、0-9、.、- 组成',
});

/** Printable ASCII without quotes, backslash, semicolon and space, because it is also written into configuration files. */
export const password = text(
  (value) => /^[!-~]{8,128}$/.test(value) && !/["'`\\;#$]/.test(value),
  {
    en: 'must be 8 to 128 printable ASCII characters without space, quotes, \\ ; # $',
    zh: '必须是 8 到 128 个可打印 ASCII 字符，不含空格、引号和 \\ ; # $',
  },
  false,
);

/** Signs and seals for years: made by a machine, not by hand. */
export const webSecret = text(
  (value) => /^[!-~]{32,128}$/.test(value) && !/["'`\\;#$]/.test(value),
  {
    en: 'must be 32 to 128 printable ASCII characters without space, quotes, \\ ; # $',
    zh: '必须是 32 到 128 个可打印 ASCII 字符，不含空格、引号和 \\ ; # $',
  },
  false,
);

/** Of a service that is asked by HTTP. What it is let in by is a variable of its own: addresses get into logs. */
export const webAddress = text(
  (value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  },
  {
    en: 'must be an address http://… or https://… without user and password',
    zh: '必须是 http:// 或 https:// 开头、不含用户名和密码的地址',
  },
  false,
);

export const networks = text(
  (value) => value.split(',').every((network) => isNetwork(network.trim())),
  {
    en: 'must be networks such as 192.168.7.0/24, separated by commas',
    zh: '必须是以逗号分隔的网段，例如 192.168.7.0/24',
  },
  false,
);

function isNetwork(network: string): boolean {
  const [address = '', bits = '', ...rest] = network.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** @param role the role that must be named in the URL; any when left out */
export function databaseUrl(role?: string) {
  return variable<string>((value) => databaseUrlFault(value, role) ?? value, faulty);
}

function databaseUrlFault(value: string, role: string | undefined): Fault | undefined {
  let url: URL;
  try {
    url = new URL(value);
    decodeURIComponent(url.password);
  } catch {
    return {
      en: 'must be a URL like postgres://user:password@host:port/database',
      zh: '必须是形如 postgres://用户:密码@主机:端口/库名 的地址',
    };
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    return {
      en: `must begin with postgres://, but begins with ${url.protocol}//`,
      zh: `必须以 postgres:// 开头，现以 ${url.protocol}// 开头`,
    };
  }
  if (url.pathname.length < 2) return { en: 'must name a database', zh: '必须写明库名' };
  if (role === undefined) return undefined;
  if (decodeURIComponent(url.username) !== role) {
    return { en: `must have the user ${role}`, zh: `用户必须是 ${role}` };
  }
  return url.password === '' ? { en: 'must have a password', zh: '必须带密码' } : undefined;
}

export const logLevel = text(
  (value) => ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(value),
  {
    en: 'must be one of fatal, error, warn, info, debug, trace, silent',
    zh: '必须是 fatal、error、warn、info、debug、trace、silent 之一',
  },
);
