import { CallRackError } from '../platform/errors/callrack-error.js';

/** What a node sends to be signed is no request for a key of ours. */
export class BadSigningRequest extends CallRackError {
  constructor(cause: unknown) {
    super(
      'cluster.bad_signing_request',
      { en: 'The request for a certificate is not understood.', zh: '无法理解证书请求。' },
      400,
      { cause },
    );
  }
}

/** ca.key is missing where ca.crt is: a new authority would shut all nodes out, so none is made. */
export class AuthorityIncomplete extends CallRackError {
  constructor(folder: string) {
    super('cluster.authority_incomplete', {
      en: `Of the cluster's authority only the certificate is in ${folder}; bring ca.key back from the backup.`,
      zh: `${folder} 中只有集群证书机构的证书。请从备份中恢复 ca.key。`,
    });
  }
}

/** This is for the admin node, with an address for other nodes. */
export class NotAnAdmin extends CallRackError {
  constructor() {
    super(
      'cluster.not_an_admin',
      {
        en: 'This is done on the admin node, with CLUSTER_BIND set.',
        zh: '此操作须在已设置 CLUSTER_BIND 的管理节点上进行。',
      },
      409,
    );
  }
}

export class BadJoinCode extends CallRackError {
  constructor() {
    super(
      'cluster.bad_join_code',
      {
        en: 'This is no join code; paste it as a whole, as the admin node has shown it.',
        zh: '这不是加入码。请将管理节点给出的加入码完整粘贴。',
      },
      400,
    );
  }
}

export class JoinCodeUnknown extends CallRackError {
  constructor() {
    super(
      'cluster.join_code_unknown',
      { en: 'The admin node does not know this join code.', zh: '管理节点不认识这个加入码。' },
      403,
    );
  }
}

export class JoinCodeExpired extends CallRackError {
  constructor() {
    super(
      'cluster.join_code_expired',
      {
        en: 'This join code is no longer valid; ask the admin node for another one.',
        zh: '加入码已过期，请在管理节点上重新生成。',
      },
      403,
    );
  }
}

export class JoinCodeUsed extends CallRackError {
  constructor() {
    super(
      'cluster.join_code_used',
      {
        en: 'Another node has used this join code already; ask the admin node for another one.',
        zh: '加入码已被另一个节点使用，请在管理节点上重新生成。',
      },
      403,
    );
  }
}

export class TooManyJoins extends CallRackError {
  constructor() {
    super(
      'cluster.too_many_joins',
      { en: 'Too many attempts to join; try again in some minutes.', zh: '加入尝试过于频繁，请几分钟后再试。' },
      429,
    );
  }
}

export class NodeNameTaken extends CallRackError {
  constructor(nodeId: string) {
    super(
      'cluster.node_name_taken',
      {
        en: `The cluster has, or had, a node ${nodeId}; give another name. What a machine of that name has charged and recorded stays known by it.`,
        zh: `集群中已有或曾有节点 ${nodeId}，请换一个名称：以该名称产生的计费和录音仍以它识别。`,
      },
      409,
    );
  }
}

export class BadNodeName extends CallRackError {
  constructor() {
    super(
      'cluster.bad_node_name',
      {
        en: 'A node is named by 1 to 40 characters of a-z, 0-9 and -, not beginning with -.',
        zh: '节点名称须由 1 到 40 个 a-z、0-9、- 组成，且不以 - 开头。',
      },
      400,
    );
  }
}

export class NoSuchNode extends CallRackError {
  constructor(nodeId: string) {
    super(
      'cluster.no_such_node',
      { en: `There is no switch node ${nodeId} in the cluster.`, zh: `集群中没有交换节点 ${nodeId}。` },
      404,
    );
  }
}

export class AddressTaken extends CallRackError {
  constructor(address: string) {
    super(
      'cluster.address_taken',
      {
        en: `The address ${address} is that of another node, a carrier or the edge.`,
        zh: `地址 ${address} 已属于其他节点、运营商外线或接入边缘。`,
      },
      409,
    );
  }
}

export class NodeHasTenants extends CallRackError {
  constructor(nodeId: string, tenants: number) {
    super(
      'cluster.node_has_tenants',
      {
        en: `${tenants} tenants are at home on node ${nodeId}, or on their way from or to it; move them first.`,
        zh: `还有 ${tenants} 个企业归属节点 ${nodeId} 或正在迁入迁出，请先将其迁走。`,
      },
      409,
    );
  }
}

/** A node is to leave, and the admin node does not take what it has to tell. */
export class FactsStay extends CallRackError {
  constructor(facts: number) {
    super('cluster.facts_stay', {
      en: `${facts} facts of this node do not get to the admin node; it has not left. Mend that, or leave them here with --force.`,
      zh: `本节点还有 ${facts} 条数据无法送达管理节点，尚未退出。请排除故障，或使用 --force 放弃这些数据。`,
    });
  }
}

/** @param aheadMs of the node that asks */
export class ClockDiffers extends CallRackError {
  constructor(aheadMs: number) {
    const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
    super(
      'cluster.clock_differs',
      {
        en: `The clock of this node is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the admin node's; at most 2 s are allowed. Synchronise both (NTP) and try again.`,
        zh: `本节点时钟比管理节点${aheadMs > 0 ? '快' : '慢'} ${seconds} 秒，最多允许相差 2 秒。请用 NTP 同步两边时钟后重试。`,
      },
      409,
    );
  }
}

export class PostgresDiffers extends CallRackError {
  constructor(theirs: number, ours: number) {
    super(
      'cluster.postgres_differs',
      {
        en: `This node has PostgreSQL ${theirs}, the admin node ${ours}; both must have the same major version.`,
        zh: `本节点的 PostgreSQL 为 ${theirs}，管理节点为 ${ours}，主版本必须相同。`,
      },
      409,
    );
  }
}

export class BuildDiffers extends CallRackError {
  constructor(theirs: string, ours: string) {
    super(
      'cluster.build_differs',
      {
        en: `This node has build ${theirs}, the admin node ${ours}; they may be one build apart, not more.`,
        zh: `本节点的版本为 ${theirs}，管理节点为 ${ours}，两者最多相差一个版本。`,
      },
      409,
    );
  }
}

export class AdminUnreachable extends CallRackError {
  constructor(address: string, port: number, cause: unknown) {
    super(
      'cluster.admin_unreachable',
      {
        en: `The admin node does not answer at ${address}, port ${port}.`,
        zh: `管理节点在 ${address} 端口 ${port} 上没有应答。`,
      },
      503,
      { cause },
    );
  }
}

/** Somebody else answers at the admin node's address; they are told nothing. */
export class FingerprintDiffers extends CallRackError {
  constructor(address: string) {
    super('cluster.fingerprint_differs', {
      en: `Who answers at ${address} is not the admin node of this join code.`,
      zh: `在 ${address} 应答的不是签发此加入码的管理节点。`,
    });
  }
}

/** This node is a member of another cluster, or is an admin node. */
export class MemberAlready extends CallRackError {
  constructor(folder: string) {
    super(
      'cluster.member_already',
      {
        en: `This node belongs to a cluster already, with the files in ${folder}; it has to leave that one first.`,
        zh: `本节点已属于一个集群（文件在 ${folder} 中），须先退出该集群。`,
      },
      409,
    );
  }
}

export class UnknownCommand extends CallRackError {
  constructor(usages: readonly string[]) {
    const lines = usages.join(' | ');
    super(
      'cluster.unknown_command',
      { en: `usage: main.cluster.js ${lines}`, zh: `用法：main.cluster.js ${lines}` },
      400,
    );
  }
}
