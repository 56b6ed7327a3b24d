import { CallRackError } from '../platform/errors/callrack-error.js';

/** Another node sends or answers a tenant's work in a way that this build does not understand. */
export class WorkNotUnderstood extends CallRackError {
  constructor(what: string) {
    super(
      'cluster.work_not_understood',
      { en: `The tenant's data cannot be taken over: ${what}.`, zh: `无法接收企业数据：${what}。` },
      400,
    );
  }
}

/** A tenant's home writes its work itself; what others bring would undo it. */
export class AtHomeAlready extends CallRackError {
  constructor() {
    super(
      'cluster.at_home_already',
      { en: 'The tenant is at home on this node already.', zh: '该企业的归属节点已是本节点。' },
      409,
    );
  }
}

export class SameHome extends CallRackError {
  constructor(nodeId: string) {
    super(
      'cluster.same_home',
      { en: `The tenant is at home on ${nodeId} already.`, zh: `该企业的归属节点已经是 ${nodeId}。` },
      409,
    );
  }
}

export class MovesAlready extends CallRackError {
  constructor(code: string) {
    super(
      'cluster.moves_already',
      { en: `Tenant ${code} is being moved already.`, zh: `企业 ${code} 正在迁移中。` },
      409,
    );
  }
}

export class UnknownNode extends CallRackError {
  constructor(nodeId: string) {
    super('cluster.unknown_node', { en: `There is no node ${nodeId}.`, zh: `没有节点 ${nodeId}。` }, 404);
  }
}

/** It is being emptied, has left, or serves no calls. */
export class NoHomeForTenants extends CallRackError {
  constructor(nodeId: string) {
    super(
      'cluster.no_home_for_tenants',
      { en: `Node ${nodeId} takes in no tenants.`, zh: `节点 ${nodeId} 不能接收企业。` },
      409,
    );
  }
}

/** Not one node that serves calls can be reached. */
export class NowhereToGo extends CallRackError {
  constructor() {
    super(
      'cluster.nowhere_to_go',
      { en: 'There is no other node in reach that could take the tenants in.', zh: '没有其他可用节点能接收这些企业。' },
      409,
    );
  }
}

/** Two homes at once would serve the same calls. */
export class NodeAnswers extends CallRackError {
  constructor(nodeId: string) {
    super(
      'cluster.node_answers',
      {
        en: `Node ${nodeId} answers: its tenants are moved, not taken over, unless by force.`,
        zh: `节点 ${nodeId} 仍有应答：请迁移其企业；如确需接管，请使用强制选项。`,
      },
      409,
    );
  }
}

/** It is over, or the tenant has its new home already. */
export class TooLateToCancel extends CallRackError {
  constructor() {
    super(
      'cluster.too_late_to_cancel',
      { en: 'This move cannot be cancelled any more.', zh: '该迁移已不能取消。' },
      409,
    );
  }
}

/** Of the program that follows them; why is told with each. */
export class MovesUnfinished extends CallRackError {
  constructor() {
    super('cluster.moves_unfinished', {
      en: 'Not every tenant has moved; see above.',
      zh: '有企业没有完成迁移，原因见上。',
    });
  }
}
