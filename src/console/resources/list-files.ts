import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleAction } from './resource.js';

/** Excel knows UTF-8 by it. */
const BYTE_ORDER_MARK = '\uFEFF';

interface TakenFile {
  readonly taken: number;
  readonly rejected: number;
  readonly rejectedText: (language: Language) => string;
}

/** How a list is read from a file and written to one. */
export interface ListInFiles {
  /** Of the files, without an ending. */
  readonly name: string;
  readonly take: (session: DbSession, tenantId: TenantId, input: unknown) => Promise<TakenFile>;
  readonly give: (session: DbSession, tenantId: TenantId) => Promise<string>;
}

/** Import and export of a list; what was not taken comes back as a file with the reasons. */
export function listFiles({ name, take, give }: ListInFiles): readonly ConsoleAction[] {
  return [
    {
      name: 'importList',
      on: 'resource',
      label: { zh: '导入', en: 'Import' },
      icon: 'Upload',
      permission: 'queue.update',
      component: 'ListImport',
      perform: async (session, _id, input, actor) => {
        const { taken, rejected, rejectedText } = await take(session, ownTenant(actor), input);
        const data =
          rejected === 0
            ? {}
            : { csv: BYTE_ORDER_MARK + rejectedText(actor.language), fileName: `${name}-rejected.csv` };
        return {
          done: {
            zh: `已导入 ${taken} 条，未导入 ${rejected} 条`,
            en: `${taken} imported, ${rejected} not`,
          },
          told: taken === 0 ? [] : [{ id: null, label: `CSV +${String(taken)}` }],
          data: { taken, rejected, ...data },
        };
      },
    },
    {
      name: 'exportList',
      on: 'resource',
      label: { zh: '导出', en: 'Export' },
      icon: 'Download',
      permission: 'queue.read',
      component: 'ListExport',
      perform: async (session, _id, _input, actor) => ({
        done: { zh: '已导出', en: 'Exported' },
        told: [{ id: null, label: 'CSV' }],
        data: { csv: BYTE_ORDER_MARK + (await give(session, ownTenant(actor))), fileName: `${name}.csv` },
      }),
    },
  ];
}
