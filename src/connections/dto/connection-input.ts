import { z } from 'zod';

import type { Text } from '../../platform/errors/callrack-error.js';
import { orElse } from '../../platform/validation/named-numbers.js';
import { givenName } from '../../platform/validation/valid-input.js';
import { kindOf } from '../core/connection.js';

const AN_ADDRESS: Text = {
  zh: '地址以 https://、http:// 或 postgresql:// 开头，例如 https://crm.example.com/api 或 postgresql://reader@db.example.com:5432/crm',
  en: 'An address begins with https://, http:// or postgresql://, such as https://crm.example.com/api or postgresql://reader@db.example.com:5432/crm',
};
const NO_SECRET: Text = {
  zh: '地址中不能有密码，请填写在“密钥”中',
  en: 'No password in the address: enter it as the secret',
};
const A_USER: Text = {
  zh: '数据库地址中要有用户名和库名',
  en: 'The address of a database names its user and the database',
};
const A_HEADER: Text = {
  zh: '请求头名称由字母、数字和连字符组成；数据库不用填写',
  en: 'A header is made of letters, digits and hyphens; a database has none',
};
const IN_ONE_LINE: Text = { zh: '密钥只能是一行可见字符', en: 'A secret is one line of visible characters' };

const address = z
  .string()
  .trim()
  .max(500)
  .refine((value) => kindOf(value) !== null, { params: { text: AN_ADDRESS } })
  .refine((value) => !URL.canParse(value) || new URL(value).password === '', { params: { text: NO_SECRET } })
  .refine((value) => kindOf(value) !== 'http' || !/[?#]|\/\/[^/]*@/.test(value), { params: { text: AN_ADDRESS } })
  .refine((value) => kindOf(value) !== 'postgresql' || /\/\/[^/]+@[^/]+\/[^/?]+/.test(value), {
    params: { text: A_USER },
  });

/** What people tell of a connection; secret '': it stays as it is. */
export const connectionInput = z
  .object({
    name: givenName(100),
    address,
    secretHeader: orElse(
      null,
      z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9-]{0,60}$/)
        .transform((value) => (value === '' ? null : value))
        .nullable(),
    ),
    secret: orElse(
      '',
      z
        .string()
        .trim()
        .max(4_000)
        .refine((value) => /^[\x20-\x7e]*$/.test(value), { params: { text: IN_ONE_LINE } }),
    ),
  })
  .refine(({ address: at, secretHeader }) => kindOf(at) === 'http' || secretHeader === null, {
    path: ['secretHeader'],
    params: { text: A_HEADER },
  });
