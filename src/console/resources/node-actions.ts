import type { AdmissionService } from '../../cluster/admission.service.js';
import type { ClusterService } from '../../cluster/cluster.service.js';
import type { NodeView } from '../../cluster/core/node-view.js';
import type { Act } from '../../platform/access/gate.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { ActionResult, ConsoleAction } from './resource.js';

export interface NodeRooms {
  readonly cluster: ClusterService;
  readonly admission: AdmissionService;
}

/** Joining, leaving, and what all nodes have in common. */
export function nodeActions(rooms: NodeRooms): readonly ConsoleAction[] {
  return [invite(rooms), clusterSettings(rooms), setLeaving(rooms), dismiss(rooms)];
}

function invite({ admission }: NodeRooms): ConsoleAction {
  return {
    name: 'invite',
    on: 'resource',
    label: { zh: '加入节点', en: 'Add a node' },
    icon: 'PlusCircle',
    permission: 'node.add',
    component: 'NodeInvite',
    perform: async (session, _id, input, actor) => {
      const acts: Act[] = [];
      const name = textOf(input.name);
      const replaces = textOf(input.replaces);
      const told = (act: Act): number => acts.push(act);
      const { code, expiresAt } = await admission.createCode(
        session,
        told,
        actor.name,
        name,
        replaces === '' ? null : replaces,
      );
      const command = `sudo ./appliance/up --join ${code}`;
      return {
        done: {
          zh: `节点“${name}”的加入码已生成`,
          en: `The code for node "${name}" to join has been made`,
        },
        told: toldOf(acts),
        once: {
          zh: `在新机器上运行（一小时内有效，只能用一次）：\n${command}`,
          en: `Run this on the new machine; the code is good for one hour, and once:\n${command}`,
        },
        data: { expiresAt: expiresAt.toISOString() },
      };
    },
  };
}

function clusterSettings({ cluster }: NodeRooms): ConsoleAction {
  return {
    name: 'clusterSettings',
    on: 'resource',
    label: { zh: '集群设置', en: 'Cluster settings' },
    icon: 'Settings',
    permission: 'node.update',
    component: 'ClusterSettings',
    perform: async (session, _id, input) => {
      const before = { sipDomain: await cluster.sipDomain(session) };
      const after = { sipDomain: await cluster.setSipDomain(session, input) };
      return {
        done: { zh: '集群设置已保存', en: 'The settings of the cluster are saved' },
        told: [{ id: null, label: '', before, after }],
      };
    },
  };
}

function setLeaving({ admission }: NodeRooms): ConsoleAction {
  return {
    name: 'set_leaving',
    on: 'record',
    label: { zh: '准备退出', en: 'Let it leave' },
    icon: 'LogOut',
    permission: 'node.remove',
    confirm: {
      zh: '此后不再有企业迁到该节点；现有企业照常服务，请逐个迁走，之后才能移除节点。继续吗？',
      en: 'No tenant moves there any more; those that are there are served on and are to be moved away, before the node can be dismissed. Go on?',
    },
    appliesTo: (record) => isSwitch(record as NodeView) && (record as NodeView).standing === 'active',
    perform: (session, id) =>
      done({ zh: `节点“${id}”准备退出`, en: `Node "${id}" is leaving` }, (tell) =>
        admission.setLeaving(session, tell, id),
      ),
  };
}

function dismiss({ admission }: NodeRooms): ConsoleAction {
  return {
    name: 'dismiss',
    on: 'record',
    label: { zh: '移除节点', en: 'Dismiss' },
    icon: 'XCircle',
    permission: 'node.remove',
    confirm: {
      zh: '节点的证书立即失效，不再得到配置，也不能再送记录；同名节点须用新的加入码重新加入。尚未送达的记录会留在该机器上。移除吗？',
      en: 'The certificates of the node are worth nothing at once: it gets no configuration and can carry no records any more, and joins again by a new code only. Records that have not been carried stay on that machine. Dismiss it?',
    },
    appliesTo: (record) => isSwitch(record as NodeView) && (record as NodeView).standing !== 'left',
    perform: (session, id) =>
      done({ zh: `节点“${id}”已移除`, en: `Node "${id}" is dismissed` }, (tell) =>
        admission.dismiss(session, tell, id),
      ),
  };
}

function isSwitch({ role, isHere }: NodeView): boolean {
  return role === 'switch' && !isHere;
}

async function done(text: Text, act: (tell: (act: Act) => void) => Promise<void>): Promise<ActionResult> {
  const acts: Act[] = [];
  await act((one) => {
    acts.push(one);
  });
  return { done: text, told: toldOf(acts) };
}

function toldOf(acts: readonly Act[]): ActionResult['told'] {
  return acts.map(({ objectType, objectId, objectLabel, tenantId, before, after }) => ({
    ...{ objectType, id: objectId, label: objectLabel, before: before ?? null, after: after ?? null },
    ...(tenantId === undefined || tenantId === null ? {} : { tenantId }),
  }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
