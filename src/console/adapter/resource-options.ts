import type { Action, ActionResponse, ResourceOptions } from 'adminjs';

import { PLATFORM_ACTIONS, TENANT_ACTIONS, type Permission } from '../../platform/access/core/permissions.js';
import type { ConsoleAction, ConsoleResource, Field, FieldKind } from '../resources/resource.js';
import { deleteRecord, deleteRecords, editRecord, newRecord, performing, searchRecords } from './actions.js';
import { appears } from './params.js';
import { RoomsRecord } from './rooms-record.js';
import { actorBehind } from './signed-in.js';

type Where = 'list' | 'show' | 'edit' | 'filter';
type Accessible = NonNullable<Action<ActionResponse>['isAccessible']>;

/** Components in place of AdminJS's own, by kind. */
const COMPONENTS: Readonly<Partial<Record<FieldKind, Partial<Record<Where, string>>>>> = {
  text: { list: 'TextValue', show: 'TextValue', edit: 'TextEdit', filter: 'TextFilter' },
  longText: { list: 'TextValue', show: 'TextValue', edit: 'TextEdit', filter: 'TextFilter' },
  id: { list: 'TextValue', show: 'TextValue', filter: 'TextFilter' },
  number: { list: 'NumberValue', show: 'NumberValue', edit: 'TextEdit', filter: 'NumberFilter' },
  instant: { list: 'InstantValue', show: 'InstantValue', edit: 'InstantEdit', filter: 'InstantFilter' },
  durationMs: { list: 'DurationValue', show: 'DurationValue', edit: 'DurationEdit', filter: 'DurationFilter' },
  money: { list: 'MoneyValue', show: 'MoneyValue', edit: 'MoneyEdit', filter: 'MoneyFilter' },
  choice: { list: 'ChoiceValue', show: 'ChoiceValue', edit: 'ChoiceEdit', filter: 'ChoiceFilter' },
  choices: { list: 'ChoicesValue', show: 'ChoicesValue', edit: 'ChoicesEdit' },
  boolean: { list: 'YesNoValue', show: 'YesNoValue', edit: 'YesNoEdit', filter: 'ChoiceFilter' },
  reference: { list: 'ReferenceShow', show: 'ReferenceShow', edit: 'ReferenceEdit', filter: 'ReferenceFilter' },
  references: { list: 'ReferenceShow', show: 'ReferenceShow', edit: 'ReferencesEdit', filter: 'ReferenceFilter' },
  destination: { list: 'DestinationShow', show: 'DestinationShow', edit: 'DestinationEdit' },
  menuAction: { list: 'MenuActionShow', show: 'MenuActionShow', edit: 'MenuActionEdit' },
  permissions: { list: 'PermissionsShow', show: 'PermissionsShow', edit: 'PermissionsEdit' },
  json: { list: 'JsonShow', show: 'JsonShow', edit: 'JsonEdit' },
};

/** Component of actions that have no form of their own. */
const ASKED = 'ConfirmAction';

/** What AdminJS is told of a resource: which fields where, which buttons for whom. Its texts are in words/. */
export function resourceOptions(resource: ConsoleResource): ResourceOptions {
  const names = (where: 'list' | 'show' | 'filter'): string[] =>
    resource.fields.filter((field) => appears(field, where)).map((field) => field.name);
  const first = resource.fields.find((field) => field.sortable === true);
  return {
    id: resource.id,
    navigation: { name: resource.module, icon: resource.icon },
    listProperties: names('list'),
    showProperties: names('show'),
    editProperties: resource.fields
      .filter((field) => field.kind !== 'id' && (appears(field, 'create') || appears(field, 'edit')))
      .map((field) => field.name),
    filterProperties: names('filter'),
    properties: Object.fromEntries(
      resource.fields.map((field) => [field.name, propertyOptions(field, resource.id.startsWith('platform_'))]),
    ),
    // what has happened is read from its end
    ...(first === undefined
      ? {}
      : { sort: { sortBy: first.name, direction: first.kind === 'instant' ? 'desc' : 'asc' } }),
    actions: actionsOf(resource),
  };
}

function propertyOptions(field: Field, ofPlatform: boolean): NonNullable<ResourceOptions['properties']>[string] {
  const own = field.component;
  const components = own === undefined ? COMPONENTS[field.kind] : { list: own, show: own, edit: own };
  return {
    custom: {
      kind: field.kind,
      on: field.on ?? null,
      ...(field.to === undefined ? {} : { to: field.to }),
      ...(field.isName === true ? { isName: true } : {}),
      ...(field.currency === undefined ? {} : { currency: field.currency }),
      ...(field.initial === undefined ? {} : { initial: field.initial }),
      ...(field.section === undefined ? {} : { section: field.section }),
      ...(field.kind === 'permissions' ? { offered: ofPlatform ? PLATFORM_ACTIONS : TENANT_ACTIONS } : {}),
    },
    ...(components === undefined ? {} : { components }),
    ...(field.hint === undefined ? {} : { description: `hint_${field.name}` }),
    props: { 'aria-describedby': `hint-${field.name}`, autoComplete: 'off' },
  };
}

function actionsOf(resource: ConsoleResource): NonNullable<ResourceOptions['actions']> {
  const { permissions } = resource;
  const withPermission = (permission: Permission | undefined, possible: boolean): Partial<Action<ActionResponse>> =>
    permission === undefined || !possible
      ? { isAccessible: false, isVisible: false }
      : { isAccessible: may(permission) };
  const canCreate = resource.create !== undefined;
  const canUpdate = resource.update !== undefined;
  const canDelete = resource.remove !== undefined;
  const filtered = resource.fields.some((field) => appears(field, 'filter'));
  const actions: Record<string, Partial<Action<ActionResponse>>> = {
    list: { ...withPermission(permissions.read, true), showFilter: filtered },
    show: withPermission(permissions.read, true),
    search: { ...withPermission(permissions.read, true), handler: searchRecords, isVisible: false },
    new: { ...withPermission(permissions.create, canCreate), handler: newRecord },
    edit: { ...withPermission(permissions.update, canUpdate), handler: editRecord },
    delete: {
      ...withPermission(permissions.delete, canDelete),
      handler: deleteRecord,
      component: ASKED,
      guard: '',
    },
    bulkDelete: { ...withPermission(permissions.delete, canDelete), handler: deleteRecords, showInDrawer: false },
  };
  for (const action of resource.actions ?? []) actions[action.name] = ownAction(action);
  return actions;
}

function ownAction(action: ConsoleAction): Partial<Action<ActionResponse>> {
  return {
    name: action.name,
    actionType: action.on,
    icon: action.icon,
    component: action.component ?? ASKED,
    handler: performing(action),
    isAccessible: (context) => {
      if (!actorBehind(context.currentAdmin).permissions.has(action.permission)) return false;
      return action.on !== 'record' || !(context.record instanceof RoomsRecord)
        ? true
        : (action.appliesTo?.(context.record.source) ?? true);
    },
  };
}

function may(permission: Permission): Accessible {
  return ({ currentAdmin }) => actorBehind(currentAdmin).permissions.has(permission);
}
