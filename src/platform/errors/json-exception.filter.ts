import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

import { CallRackError, type Text } from './callrack-error.js';
import { preferredLanguage } from './preferred-language.js';

/** What every HTTP interface of CallRack answers with when it cannot do what it was asked. */
export interface ErrorBody {
  readonly code: string;
  readonly message: Text;
  /** The message in the language of the request's Accept-Language. */
  readonly text: string;
}

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: Text;
}

/** Turns whatever was thrown into an ErrorBody; what is not meant for people is logged and answered as "internal". */
@Catch()
export class JsonExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger('errors');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerError(this.logger, thrown, http.getRequest<Request>(), http.getResponse<Response>());
  }
}

/** Where requests come in beside Nest; an answer that has begun is only ended. */
export function answerError(logger: Logger, thrown: unknown, request: Request, response: Response): void {
  const answer = answerFor(thrown);
  if (answer.status >= 500) logger.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown);
  if (response.headersSent) {
    response.end();
    return;
  }
  const language = preferredLanguage(request.headers['accept-language']);
  const body: ErrorBody = { code: answer.code, message: answer.message, text: answer.message[language] };
  response.status(answer.status).setHeader('Content-Language', language).json(body);
}

const INTERNAL: Answer = {
  status: 500,
  code: 'platform.internal',
  message: { zh: '内部错误，详情见日志', en: 'Internal error; the log has the details' },
};

const HTTP_TEXTS: Readonly<Partial<Record<number, { readonly code: string; readonly zh: string }>>> = {
  400: { code: 'http.bad_request', zh: '请求有误' },
  401: { code: 'http.unauthorized', zh: '未登录' },
  403: { code: 'http.forbidden', zh: '没有权限' },
  404: { code: 'http.not_found', zh: '没有这个地址' },
  405: { code: 'http.method_not_allowed', zh: '不支持的方法' },
  413: { code: 'http.too_large', zh: '请求内容过大' },
  415: { code: 'http.unsupported_media_type', zh: '不支持的内容类型' },
  429: { code: 'http.too_many_requests', zh: '请求过于频繁' },
  503: { code: 'http.unavailable', zh: '暂时不可用' },
};

function answerFor(thrown: unknown): Answer {
  if (thrown instanceof CallRackError) {
    return { status: thrown.httpStatus, code: thrown.code, message: thrown.text };
  }
  if (thrown instanceof HttpException) return answerForStatus(thrown.getStatus(), detailOf(thrown));
  // body-parser throws plain errors that carry a client status
  const status = statusOf(thrown);
  return status !== undefined && status < 500 ? answerForStatus(status, 'The request is malformed') : INTERNAL;
}

function answerForStatus(status: number, en: string): Answer {
  const known = HTTP_TEXTS[status] ?? { code: `http.${String(status)}`, zh: '请求失败' };
  return { status, code: known.code, message: { zh: `${known.zh}（${en}）`, en } };
}

/** The reasons of a failed validation are in the response, not in the message. */
function detailOf(exception: HttpException): string {
  const response = exception.getResponse();
  if (typeof response === 'object' && 'message' in response) {
    const { message } = response;
    if (Array.isArray(message)) return message.map(String).join('; ');
    if (typeof message === 'string') return message;
  }
  return exception.message;
}

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return undefined;
  const { status } = thrown;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}
