import { z } from 'zod';

import { named, said } from './schema.js';

/** What http/problem.ts answers with; RFC 9457. */
export const problem = named(
  'Problem',
  z.object({
    type: said(z.string(), '问题种类的地址', 'Address of the kind of problem'),
    title: said(z.string(), '问题种类', 'Kind of problem'),
    status: said(z.int(), 'HTTP 状态码', 'HTTP status'),
    detail: said(
      z.string(),
      '本次的说明，语言按 Accept-Language',
      'What it is this time, in the language of Accept-Language',
    ),
    instance: said(z.string(), '请求的路径', 'Path of the request'),
    code: said(z.string(), '稳定的错误码，供程序判断', 'Stable code, for programs to decide by'),
    errors: said(
      z
        .array(
          z.object({
            in: said(z.enum(['path', 'query', 'header', 'body']), '位置', 'Where'),
            field: said(z.string(), '参数或字段', 'Parameter or field'),
            detail: said(z.string(), '说明', 'What is wrong with it'),
          }),
        )
        .optional(),
      '有误的参数与字段',
      'Parameters and fields that are wrong',
    ),
    record: said(z.string().optional(), '已结束通话的详单地址', 'Address of the record of a call that is over'),
  }),
);
