import type { Destination } from '../kernel/destination.js';
import type { Actor } from '../platform/access/actor.js';
import type { ConsoleRecords } from './adapter/console-records.js';
import type { ConsoleRegister } from './console-register.js';
import type { ConsoleRecord } from './resources/resource.js';

/** What a new tenant, and a new platform, needs before its first call; ids of resources, in their order. */
const OF_A_TENANT = ['extension', 'agent', 'queue', 'prompt', 'menu', 'access_number'];
const OF_THE_PLATFORM = [
  ...['trunk', 'tenant', 'platform_number', 'tariff', 'tenant_account', 'tenant_trunk', 'platform_operator'],
];

export interface Step {
  /** Id of the resource that it is done with. */
  readonly resource: string;
  readonly done: boolean;
}

/** Numbers of a tenant that has just begun. */
const LOOKED_AT = 50;

/** The steps up to the first call; none for who may not take any of them. */
export async function firstSteps(register: ConsoleRegister, records: ConsoleRecords, actor: Actor): Promise<Step[]> {
  const steps: Step[] = [];
  let mayTakeOne = false;
  for (const id of actor.tenantId === null ? OF_THE_PLATFORM : OF_A_TENANT) {
    const resource = register.resource(id);
    if (resource === undefined || !actor.permissions.has(resource.permissions.read)) continue;
    const { create, update } = resource.permissions;
    const doing = create ?? update;
    mayTakeOne ||= doing !== undefined && actor.permissions.has(doing);
    const { found, total } = await records.page(resource, actor, {
      filter: {},
      sort: null,
      offset: 0,
      limit: ['access_number', 'tenant_account'].includes(id) ? LOOKED_AT : 1,
    });
    steps.push({
      resource: id,
      done: isDone(
        id,
        found.map(({ record }) => record),
        total,
      ),
    });
  }
  return mayTakeOne ? steps : [];
}

function isDone(id: string, items: readonly ConsoleRecord[], total: number): boolean {
  // the operator who looks is one already
  if (id === 'platform_operator') return total > 1;
  // every tenant has an account; without a tariff its calls are not priced
  if (id === 'tenant_account') return items.length > 0 && items.every((item) => hasTariff(item));
  // a number is given by the platform; the step is to lead its callers somewhere
  if (id === 'access_number') return items.some((item) => leadsSomewhere(item));
  return total > 0;
}

function hasTariff({ tariffId }: ConsoleRecord & { readonly tariffId?: string }): boolean {
  return tariffId !== undefined && tariffId !== '';
}

function leadsSomewhere(record: ConsoleRecord & { readonly destination?: Destination }): boolean {
  return record.destination !== undefined && record.destination.to !== 'hangUp';
}
