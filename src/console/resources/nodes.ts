import type { ClusterService, NodeRecord } from '../../cluster/cluster.service.js';
import type { ConsoleResource } from './resource.js';

export function nodesResource(cluster: ClusterService): ConsoleResource {
  return {
    id: 'node',
    module: 'system',
    icon: 'Server',
    label: { zh: '节点', en: 'Nodes' },
    about: {
      zh: '本平台的交换节点。节点按自己的设置文件（NODE_NAME、RTP_TIMEOUT_S）登记，在这里只能查看。',
      en: 'The switch nodes of this platform. A node enters itself with what its own settings say (NODE_NAME, RTP_TIMEOUT_S); here they are only shown.',
    },
    fields: [
      {
        name: 'name',
        kind: 'text',
        label: { zh: '节点名', en: 'Name' },
        hint: { zh: '节点设置中的 NODE_NAME', en: "NODE_NAME of the node's settings" },
        sortable: true,
      },
      {
        name: 'rtpTimeoutS',
        kind: 'number',
        label: { zh: '无语音超时（秒）', en: 'RTP time-out (seconds)' },
        hint: {
          zh: '通话一方多久没有语音包即视为消失并挂断；保持中的通话为其 10 倍',
          en: 'A party that has sent no sound for so long has vanished and is hung up; ten times as long on hold',
        },
        sortable: true,
      },
    ],
    permissions: { read: 'node.read' },
    title: (record) => (record as NodeRecord).name,
    page: (session, query) => cluster.pageOfNodes(session, query),
    find: (session, id) => cluster.findNode(session, id),
  };
}
