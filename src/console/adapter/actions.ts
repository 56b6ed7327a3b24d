import type { ActionContext, ActionRequest, ActionResponse, BaseRecord } from 'adminjs';

import { CallRackError, type Text } from '../../platform/errors/callrack-error.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { isKeepable } from '../../platform/validation/keepable-text.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import type { ConsoleAction, ConsoleRecord } from '../resources/resource.js';
import { failure, formFailure } from './failures.js';
import { appears, inputOf, versionOf } from './params.js';
import { RoomsRecord } from './rooms-record.js';
import { RoomsResource } from './rooms-resource.js';
import { actorBehind } from './signed-in.js';

type Handler = (request: ActionRequest, response: unknown, context: ActionContext) => Promise<ActionResponse>;

const DONE = {
  created: { zh: '已创建', en: 'Created' },
  saved: { zh: '已保存', en: 'Saved' },
  deleted: { zh: '已删除', en: 'Deleted' },
} as const satisfies Record<string, Text>;

/** Most things that a picker shows; who wants another types more of its name. */
const MOST_FOUND = 50;

function roomsOf(context: ActionContext): RoomsResource {
  if (!(context.resource instanceof RoomsResource)) throw new Error('not a resource of ours');
  return context.resource;
}

function listOf(context: ActionContext): string {
  return context.h.resourceUrl({ resourceId: context.resource.id() });
}

function recordOf(context: ActionContext): BaseRecord {
  if (context.record === undefined) throw new NotFound();
  return context.record;
}

/** What was created or changed, as AdminJS wants it back. */
function shown(context: ActionContext, record: ConsoleRecord): ActionResponse {
  const resource = roomsOf(context);
  const made = new RoomsRecord({ record, titles: {} }, resource, resource.described);
  return { record: made.toJSON(context.currentAdmin) };
}

function told(context: ActionContext, message: Text, once: Text | undefined): ActionResponse {
  const { language } = actorBehind(context.currentAdmin);
  return {
    notice: { message: message[language], type: 'success', ...(once ? { options: { once: once[language] } } : {}) },
  };
}

/** Faults of the form go back into the form; all other errors of ours are told, and the form stays as it is. */
function backToForm(context: ActionContext, payload: object, error: unknown): ActionResponse {
  if (!(error instanceof CallRackError)) throw error;
  const { language } = actorBehind(context.currentAdmin);
  const before = context.record?.toJSON(context.currentAdmin);
  const fault =
    error instanceof InvalidInput
      ? formFailure(roomsOf(context).described, error, language)
      : { errors: {}, message: error.text[language] };
  return {
    code: error.code,
    notice: { message: fault.message, type: 'error' },
    record: {
      ...failure(error, language).record,
      baseError: null,
      ...before,
      params: { ...before?.params, ...payload },
      errors: fault.errors,
    },
  };
}

export const newRecord: Handler = async (request, _response, context) => {
  if (request.method !== 'post') return {};
  const resource = roomsOf(context);
  const payload = request.payload ?? {};
  try {
    const input = inputOf(resource.described, 'create', payload);
    const change = await resource.records.create(resource.described, actorBehind(context.currentAdmin), input);
    return {
      ...shown(context, change.record),
      ...told(context, DONE.created, change.once),
      redirectUrl: listOf(context),
    };
  } catch (error) {
    return backToForm(context, payload, error);
  }
};

export const editRecord: Handler = async (request, _response, context) => {
  const record = recordOf(context);
  if (request.method !== 'post') return { record: record.toJSON(context.currentAdmin) };
  const resource = roomsOf(context);
  const payload = request.payload ?? {};
  try {
    const change = await resource.records.update(
      resource.described,
      actorBehind(context.currentAdmin),
      record.id(),
      versionOf(payload),
      inputOf(resource.described, 'edit', payload),
    );
    return {
      ...shown(context, change.record),
      ...told(context, DONE.saved, change.once),
      redirectUrl: listOf(context),
    };
  } catch (error) {
    return backToForm(context, payload, error);
  }
};

export const deleteRecord: Handler = async (request, _response, context) => {
  const record = recordOf(context).toJSON(context.currentAdmin);
  if (request.method !== 'post') return { record };
  const resource = roomsOf(context);
  const actor = actorBehind(context.currentAdmin);
  try {
    await resource.records.remove(resource.described, actor, record.id);
  } catch (error) {
    if (!(error instanceof CallRackError)) throw error;
    return { code: error.code, record, notice: { message: error.text[actor.language], type: 'error' } };
  }
  return { record, redirectUrl: listOf(context), ...told(context, DONE.deleted, undefined) };
};

/** Each in a transaction of its own, with its own entry in the audit log: one that is in use does not keep the others. */
export const deleteRecords: Handler = async (request, _response, context) => {
  const records = context.records ?? [];
  const json = records.map((record) => record.toJSON(context.currentAdmin));
  if (request.method !== 'post') return { records: json };
  const resource = roomsOf(context);
  const actor = actorBehind(context.currentAdmin);
  const kept: string[] = [];
  for (const record of records) {
    try {
      await resource.records.remove(resource.described, actor, record.id());
    } catch (error) {
      if (!(error instanceof CallRackError)) throw error;
      kept.push(`${record.title()}: ${error.text[actor.language]}`);
    }
  }
  const deleted = records.length - kept.length;
  const count: Text = { zh: `已删除 ${deleted} 条`, en: `${deleted} deleted` };
  return {
    records: json,
    redirectUrl: listOf(context),
    notice:
      kept.length === 0
        ? { message: count[actor.language], type: 'success' }
        : { message: [count[actor.language], ...kept].join('\n'), type: 'error' },
  };
};

/** Things by what they are called: their first two texts are looked through, so that a number or a name finds them. */
export const searchRecords: Handler = async (request, _response, context) => {
  const resource = roomsOf(context);
  const actor = actorBehind(context.currentAdmin);
  const typed = (request.params.query ?? '').trim();
  const wanted = isKeepable(typed) ? typed : typed.toWellFormed().replaceAll('\0', '\ufffd');
  const texts = resource.described.fields
    .filter((field) => field.kind === 'text' && appears(field, 'list') && appears(field, 'filter'))
    .slice(0, 2);
  const sort = resource.described.fields.find((field) => field.sortable === true)?.name;
  const records = new Map<string, RoomsRecord>();
  for (const filter of wanted === '' ? [{}] : texts.map((field) => ({ [field.name]: wanted }))) {
    const page = await resource.records.page(resource.described, actor, {
      filter,
      sort: sort === undefined ? null : { by: sort, descending: false },
      offset: 0,
      limit: MOST_FOUND,
    });
    for (const found of page.found) {
      records.set(found.record.id, new RoomsRecord(found, resource, resource.described));
    }
  }
  return { records: [...records.values()].slice(0, MOST_FOUND).map((record) => record.toJSON(context.currentAdmin)) };
};

/** An action of a description. Reading its address does nothing: what changes things is posted. */
export function performing(action: ConsoleAction): Handler {
  return async (request, _response, context) => {
    const resource = roomsOf(context);
    const actor = actorBehind(context.currentAdmin);
    const record = action.on === 'record' ? recordOf(context).toJSON(context.currentAdmin) : undefined;
    const id = record === undefined ? '' : record.id;
    if (request.method !== 'post') return record === undefined ? {} : { record };
    try {
      const result = await resource.records.perform(resource.described, action, actor, id, request.payload ?? {});
      const after = record === undefined ? null : await resource.findOne(id, context);
      return {
        ...(record === undefined ? {} : { record: after?.toJSON(context.currentAdmin) ?? record }),
        ...told(context, result.done, result.once),
        ...(result.data === undefined ? {} : { data: result.data }),
        redirectUrl: listOf(context),
      };
    } catch (error) {
      const answer = backToForm(context, {}, error);
      return error instanceof InvalidInput
        ? { ...answer, fields: textsOf(error, actor.language) }
        : { ...answer, ...(record === undefined ? {} : { record }) };
    }
  };
}

/** For forms of an action's own: field -> what is wrong. */
function textsOf(error: InvalidInput, language: 'zh' | 'en'): Record<string, string> {
  return Object.fromEntries(Object.entries(error.fields).map(([field, text]) => [field, text[language]]));
}
