import type { Actor } from '../platform/access/actor.js';
import type { ConsoleRecords } from './adapter/console-records.js';
import type { ConsoleRegister } from './console-register.js';

/** What a new tenant, and a new platform, needs before its first call; ids of resources, in their order. */
const OF_A_TENANT = ['extension', 'agent', 'queue', 'prompt', 'menu', 'access_number'];
const OF_THE_PLATFORM = ['trunk', 'tenant', 'platform_number', 'platform_operator'];

export interface Step {
  /** Id of the resource that it is done with. */
  readonly resource: string;
  readonly done: boolean;
}

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
    const { total } = await records.page(resource, actor, { filter: {}, sort: null, offset: 0, limit: 1 });
    // the operator who looks is one already
    steps.push({ resource: id, done: total > (id === 'platform_operator' ? 1 : 0) });
  }
  return mayTakeOne ? steps : [];
}
