import type { ExtensionId, TenantId } from '../../kernel/ids.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import type { Actor } from '../../platform/access/actor.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import type { NewTelephone } from '../../lines/lines.service.js';
import { csvOf, titleOf } from './extensions.js';
import { ownTenant } from './own-tenant.js';
import type { ActionResult, ConsoleAction } from './resource.js';
import type { RoomsOfAgents } from './rooms-of-agents.js';

const MOST_NAMED = 20;
const FOUR_DIGITS: Text = {
  zh: '内线号码为 4 位，只有 4 位工号才能同时创建内线',
  en: 'Extensions have 4 digits: they can be made along with agents of 4 digits only',
};

type Range = Awaited<ReturnType<RoomsOfAgents['agents']['newRange']>>;

/** "1000 to 1049 in one go": agents, their extensions too where wished, their queues; all of it or nothing. */
export function agentsInBulk(rooms: RoomsOfAgents): ConsoleAction {
  const { agents, acd } = rooms;
  return {
    name: 'createMany',
    on: 'resource',
    label: { zh: '批量创建', en: 'Create many' },
    icon: 'UserPlus',
    permission: 'agent.create',
    component: 'AgentsBulk',
    perform: async (session, _id, input, actor) => {
      const tenantId = ownTenant(actor);
      const range = await agents.newRange(session, tenantId, input);
      const telephones = range.makeExtensions ? await makeTelephones(rooms, session, actor, range) : [];
      const extensionOf = await extensionsOf(rooms, session, tenantId, range);
      const records = await agents.createRange(session, tenantId, range, extensionOf);
      await acd.agentsChanged(session, range.queueIds);
      const told = records.map((record) => ({
        id: record.id,
        label: `${record.number} ${record.name}`,
        after: record,
      }));
      return {
        done: doneText(range, telephones),
        told: [...tellOf(telephones), ...told],
        ...fileOf(range, telephones),
      };
    },
  };
}

async function makeTelephones(
  { lines }: RoomsOfAgents,
  session: DbSession,
  actor: Actor,
  { numbers, namePrefix }: Range,
): Promise<readonly NewTelephone[]> {
  if (!actor.permissions.has('extension.create')) throw new NotPermitted();
  const [from = '', to = ''] = [numbers[0], numbers.at(-1)];
  if (from.length !== 4) throw new InvalidInput({ makeExtensions: FOUR_DIGITS });
  return lines.createExtensions(session, ownTenant(actor), { from, to, labelPrefix: namePrefix });
}

/** The telephone of each number: the extension of the same number. @throws InvalidInput naming all that are missing */
async function extensionsOf(
  { lines }: RoomsOfAgents,
  session: DbSession,
  tenantId: TenantId,
  { numbers }: Range,
): Promise<(number: string) => ExtensionId> {
  const own = (await lines.listExtensions(session)).filter((extension) => extension.tenantId === tenantId);
  const byDn = new Map(own.map(({ dn, id }) => [dn, id]));
  const missing = numbers.filter((number) => !byDn.has(number));
  if (missing.length > 0) throw new InvalidInput({ makeExtensions: noExtensions(missing) });
  return (number) => {
    const id = byDn.get(number);
    if (id === undefined) throw new InvalidInput({ makeExtensions: noExtensions([number]) });
    return id;
  };
}

function noExtensions(missing: readonly string[]): Text {
  const named = missing.slice(0, MOST_NAMED);
  const more = missing.length - named.length;
  return {
    zh: `没有这些内线：${named.join('、')}${more > 0 ? ` 等共 ${missing.length} 个` : ''}。请选择同时创建内线，或先创建内线`,
    en: `There are no extensions ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Choose to make them too, or make them first`,
  };
}

function doneText(range: Range, telephones: readonly NewTelephone[]): Text {
  const [agents, made] = [range.numbers.length, telephones.length];
  const zh = `已创建 ${agents} 个座席（${nameOf(range)}）`;
  const en = `Created ${agents} agents (${nameOf(range)})`;
  if (made === 0) return { zh, en };
  return {
    zh: `${zh}和 ${made} 个内线。请立即保存话机密码，之后不再显示`,
    en: `${en} and ${made} extensions. Save the passwords of the telephones now, they are not shown again`,
  };
}

function nameOf({ numbers }: Range): string {
  return `${numbers[0] ?? ''}–${numbers.at(-1) ?? ''}`;
}

function tellOf(telephones: readonly NewTelephone[]): ActionResult['told'] {
  return telephones.map(({ extension }) => ({
    objectType: 'extension',
    id: extension.id,
    label: titleOf(extension),
    after: extension,
  }));
}

/** The passwords of new telephones are seen this once: a file that the form offers. */
function fileOf(range: Range, telephones: readonly NewTelephone[]): Pick<ActionResult, 'data'> {
  if (telephones.length === 0) return {};
  return { data: { csv: csvOf(telephones), fileName: `extensions-${nameOf(range).replace('–', '-')}.csv` } };
}
