import { amountText, microOf } from '../../kernel/money.js';
import type { Actor } from '../../platform/access/actor.js';
import type { AuditEntry } from '../../platform/access/audit.service.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { namedIn } from '../adapter/titles.js';
import type { ConsoleRegister } from '../console-register.js';
import { CONSOLE_WORDS } from '../words/console-words.js';
import { PERMISSION_WORDS } from '../words/permission-words.js';
import type { ChangedField, Piece } from './audit-told.js';
import { COLUMN_NAMES, EXPORT_CONDITIONS, FIELDS_BESIDE, TOLD_BY_NAME, type ToldField } from './audit-fields.js';

type Fields = Readonly<Record<string, unknown>>;

const GONE: Text = { zh: '（已不存在）', en: ' (gone)' };
const NOTHING: Text = { zh: '（无）', en: '(none)' };
/** So much of an id tells things apart where they have no name. */
const END_OF_ID = 6;

/** Tells what an entry of the audit log says in the words of whoever reads it: no ids, no names of programs. */
export class ChangeTeller {
  constructor(
    private readonly register: ConsoleRegister,
    private readonly session: DbSession,
    private readonly actor: Actor,
  ) {}

  async changesOf({ objectType, before, after }: AuditEntry): Promise<ChangedField[]> {
    const known = this.fieldsOf(objectType);
    const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
    const shown = names.filter((name) => !names.includes(TOLD_BY_NAME[name] ?? ''));
    const place = (name: string): number => known.findIndex((field) => field.name === name) + 1 || known.length + 1;
    const changes: ChangedField[] = [];
    for (const name of shown.sort((one, other) => place(one) - place(other))) {
      const field = known.find((one) => one.name === name) ?? plain(name);
      changes.push({
        name,
        label: this.say(field.label),
        before: await this.pieces(field, before?.[name]),
        after: await this.pieces(field, after?.[name]),
      });
    }
    return changes;
  }

  /** What a thing is called, or else the end of its id: it is gone, or not this person's to see. */
  async titleOf(resourceId: string, id: string): Promise<string> {
    const end = `…${id.slice(-END_OF_ID)}`;
    const resource = this.register.resource(resourceId);
    if (resource === undefined || !this.actor.permissions.has(resource.permissions.read)) return end;
    const record = await resource.find(this.session, id, this.actor);
    return record === undefined ? end + this.say(GONE) : resource.title(record);
  }

  /** The own fields first: an entry's beside may be called the same. */
  private fieldsOf(objectType: string): readonly ToldField[] {
    const beside = FIELDS_BESIDE[objectType] ?? [];
    const isExported = objectType === 'call_record' || objectType === 'agent_record';
    return isExported ? beside : [...(this.register.resource(objectType)?.fields ?? []), ...beside];
  }

  private async pieces(field: ToldField, value: unknown): Promise<readonly Piece[] | null> {
    if (value === null || value === undefined || value === '') return null;
    switch (field.kind) {
      case 'boolean':
        return [this.word(value === true || value === 'true' ? 'yes' : 'no')];
      case 'choice':
        return [this.choices(field, value)];
      case 'choices':
        return [this.choices(field, Array.isArray(value) ? value.join(',') : value)];
      case 'instant':
        return [{ at: plainText(value) }];
      case 'durationMs':
        return [{ ms: Number(value) }];
      case 'money':
        return [amountOf(value)];
      case 'reference':
      case 'references':
        return [(await this.things(field, value)) || this.say(NOTHING)];
      case 'destination':
        return [await this.destination(value)];
      case 'menuAction':
        return [await this.menuAction(value as Fields)];
      case 'permissions':
        return [this.permissions(value)];
      case 'callColumns':
        return [this.columns(value)];
      case 'callFilter':
        return this.callFilter(value as Fields);
      case 'text':
      case 'longText':
      case 'number':
      case 'json':
      case 'id':
        return [plainText(value)];
    }
  }

  private choices({ choices = [] }: ToldField, value: unknown): string {
    const one = (word: string): string => {
      const label = choices.find((choice) => choice.value === word)?.label;
      return label === undefined ? word : this.say(label);
    };
    return plainText(value).split(',').map(one).join(', ');
  }

  private async things(field: ToldField, value: unknown): Promise<string> {
    const ids = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? (value as unknown[]) : [];
    const titles: string[] = [];
    for (const id of ids) if (typeof id === 'string') titles.push(await this.titleOf(field.to ?? '', id));
    return titles.join(', ');
  }

  private async destination(value: unknown): Promise<string> {
    const { to, number } = (value ?? {}) as { readonly to?: unknown; readonly number?: unknown };
    const word = this.word(`to.${plainText(to)}`);
    if (to === 'external') return `${word} ${plainText(number)}`;
    const [named] = namedIn({ name: '', kind: 'destination', label: NOTHING }, value);
    return named === undefined ? word : `${word} ${await this.titleOf(named.resource, named.id)}`;
  }

  private async menuAction(action: Fields): Promise<string> {
    if (action.kind === 'go') return `${this.word('menu.go')} ${await this.destination(action.destination)}`;
    const lines: string[] = [];
    for (const [key, destination] of Object.entries((action.keys ?? {}) as Fields)) {
      lines.push(`${key}: ${await this.destination(destination)}`);
    }
    lines.push(`${this.word('menu.otherwise')}: ${await this.destination(action.otherwise)}`);
    lines.push(`${this.word('menu.keyTimeout')}: ${Number(action.keyTimeoutMs) / 1000}`);
    lines.push(`${this.word('menu.attempts')}: ${plainText(action.attempts)}`);
    return lines.join('\n');
  }

  private permissions(value: unknown): string {
    const names = Array.isArray(value) ? value.map(plainText) : [];
    const word = (name: string): string => this.say(PERMISSION_WORDS[name] ?? { zh: name, en: name });
    const byThing = Map.groupBy(names, (name) => name.split('.')[0] ?? '');
    const lines = [...byThing].map(([thing, ofThing]) => {
      const verbs = ofThing.map((name) => word(`verb.${name.split('.')[1] ?? ''}`));
      return `${word(`thing.${thing}`)}: ${verbs.join(', ')}`;
    });
    return lines.join('\n') || this.say(NOTHING);
  }

  private columns(value: unknown): string {
    const names = Array.isArray(value) ? value.map(plainText) : [];
    return names.map((name) => this.say(COLUMN_NAMES[name] ?? { zh: name, en: name })).join(', ');
  }

  /** A line for each condition, as the list of call records has them. */
  private async callFilter(filter: Fields): Promise<readonly Piece[]> {
    const known = [...(this.register.resource('call_record')?.fields ?? []), ...EXPORT_CONDITIONS];
    const pieces: Piece[] = [];
    for (const [name, wanted] of Object.entries(filter)) {
      const field = known.find((one) => one.name === name) ?? plain(name);
      const told = await this.condition(field, wanted);
      if (told === null) continue;
      pieces.push(`${pieces.length === 0 ? '' : '\n'}${this.say(field.label)}: `, ...told);
    }
    return pieces.length === 0 ? [this.say(NOTHING)] : pieces;
  }

  private async condition(field: ToldField, wanted: unknown): Promise<readonly Piece[] | null> {
    if (typeof wanted !== 'object' || wanted === null) return this.pieces(field, wanted);
    const { from, to } = wanted as { readonly from?: unknown; readonly to?: unknown };
    const [first, last] = [await this.pieces(field, from), await this.pieces(field, to)];
    return first === null && last === null ? null : [...(first ?? []), ' – ', ...(last ?? [])];
  }

  private say(text: Text): string {
    return text[this.actor.language];
  }

  private word(name: string): string {
    return this.say(CONSOLE_WORDS[name] ?? { zh: name, en: name });
  }
}

/** One of another build: no words are known for it. */
function plain(name: string): ToldField {
  return { name, kind: 'text', label: { zh: name, en: name } };
}

/** MicroText as people read it. */
function amountOf(value: unknown): string {
  const text = plainText(value);
  return /^-?[0-9]{1,18}$/.test(text) ? amountText(microOf(text)) : text;
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return value === undefined ? '' : JSON.stringify(value);
}
