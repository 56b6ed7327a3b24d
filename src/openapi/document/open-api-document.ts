import type { z } from 'zod';

import type { Language } from '../../kernel/language.js';
import { SCOPE_NAMES, SCOPE_WORDS } from '../../platform/access/core/scopes.js';
import { PROBLEMS } from '../core/problems.js';
import { OPERATIONS } from '../dto/operations.js';
import { problemsOf, TAGS, type Operation } from '../dto/operation.js';
import { problem } from '../dto/problem.js';
import { API_PATH } from '../http/problem.js';
import { DOC_WORDS } from './doc-words.js';
import { componentSchemas, inlineSchema, referenceTo, type JsonSchema } from './json-schemas.js';

export const API_VERSION = '1.0.0';
const PROBLEM_MEDIA = 'application/problem+json';

/** The OpenAPI 3.1 document: the same for the same build and language. */
export function openApiDocument(language: Language): JsonSchema {
  const words = DOC_WORDS[language];
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of OPERATIONS) {
    const path = (paths[operation.path] ??= {});
    path[operation.method] = described(operation, language);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'CallRack API', version: API_VERSION, description: words.about },
    servers: [{ url: API_PATH }],
    tags: Object.entries(TAGS).map(([name, text]) => ({ name, description: text[language] })),
    security: [{ key: [] }],
    paths,
    components: {
      schemas: componentSchemas(language),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'crk_…', description: scopesText(language) },
      },
      headers: headersIn(language),
    },
  };
}

function described(operation: Operation, language: Language): JsonSchema {
  const { id, tag, scope, summary, about, body, bodyExample } = operation;
  const parameters = parametersOf(operation, language);
  return {
    operationId: id,
    tags: [tag],
    summary: summary[language],
    ...(about === undefined ? {} : { description: about[language] }),
    security: [{ key: [scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: !body.safeParse({}).success,
            content: { 'application/json': { schema: referenceTo(body), example: bodyExample } },
          },
        }),
    responses: responsesOf(operation, language),
  };
}

function parametersOf({ params = {}, query, method }: Operation, language: Language): JsonSchema[] {
  const inPath = Object.entries(params).map(([name, { words, example }]) => ({
    ...{ name, in: 'path', required: true, description: words[language], schema: { type: 'string' }, example },
  }));
  const inQuery = Object.entries(query.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const { description, ...rest } = inlineSchema(schema, language);
    return { name, in: 'query', required: !schema.safeParse(undefined).success, description, schema: rest };
  });
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: DOC_WORDS[language].idempotencyKey,
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]([ -~]{0,253}[!-~])?$' },
  };
  return [...inPath, ...inQuery, ...(method === 'post' ? [key] : [])];
}

const header = (name: string): JsonSchema => ({ $ref: `#/components/headers/${name}` });
const OF_ALL = { RateLimit: header('RateLimit'), 'RateLimit-Policy': header('RateLimit-Policy') };

function responsesOf(operation: Operation, language: Language): JsonSchema {
  const { status, answer, answerExample, method } = operation;
  const responses: Record<string, JsonSchema> = {
    [status]: {
      description: DOC_WORDS[language].done,
      headers: {
        ...OF_ALL,
        ...(status === 201 ? { Location: header('Location') } : {}),
        ...(method === 'post' ? { 'Idempotency-Replayed': header('Idempotency-Replayed') } : {}),
      },
      content: { 'application/json': { schema: referenceTo(answer), example: answerExample } },
    },
  };
  const byStatus = Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code].status);
  for (const [refused, codes] of [...byStatus].toSorted(([one], [other]) => one - other)) {
    responses[refused] = {
      description: codes.map((code) => `\`${code}\` ${PROBLEMS[code].title[language]}`).join('; '),
      ...(refused === 429 || refused === 503 ? { headers: { 'Retry-After': header('Retry-After') } } : {}),
      ...(refused === 401 ? { headers: { 'WWW-Authenticate': header('WWW-Authenticate') } } : {}),
      content: {
        [PROBLEM_MEDIA]: { schema: { ...referenceTo(problem), properties: { code: { enum: [...codes].toSorted() } } } },
      },
    };
  }
  return responses;
}

function headersIn(language: Language): JsonSchema {
  const words = DOC_WORDS[language].headers;
  return Object.fromEntries(
    Object.entries(words).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function scopesText(language: Language): string {
  const scopes = SCOPE_NAMES.map((scope) => `\`${scope}\` ${SCOPE_WORDS[scope][language]}`);
  return [DOC_WORDS[language].key, ...scopes].join('\n\n');
}
