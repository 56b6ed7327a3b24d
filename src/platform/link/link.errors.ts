import { CallRackError } from '../errors/callrack-error.js';

/** The other node does not answer: it is down, cut off, or shows a certificate that is not its own. */
export class NodeUnreachable extends CallRackError {
  constructor(
    readonly nodeId: string,
    cause: unknown,
  ) {
    super('cluster.node_unreachable', { en: `Node ${nodeId} does not answer.`, zh: `节点 ${nodeId} 没有应答。` }, 503, {
      cause,
    });
  }
}

/** The other node answered with an error; code and text are its own. */
export class LinkRefused extends CallRackError {}

/** The other node answered with something that this build does not understand. */
export class LinkAnswerNotUnderstood extends CallRackError {
  constructor(nodeId: string, path: string, cause: unknown) {
    super(
      'cluster.answer_not_understood',
      {
        en: `The answer of node ${nodeId} to ${path} is not understood.`,
        zh: `无法理解节点 ${nodeId} 对 ${path} 的应答。`,
      },
      502,
      { cause },
    );
  }
}

/** This node has no certificate of a cluster. */
export class NotAMember extends CallRackError {
  constructor() {
    super('cluster.not_a_member', { en: 'This node does not belong to a cluster.', zh: '本节点不属于任何集群。' }, 409);
  }
}

/** Whoever asks has no certificate of this cluster, one of the wrong kind, or one that is worth nothing any more. */
export class NotOfThisCluster extends CallRackError {
  constructor() {
    super(
      'cluster.not_of_this_cluster',
      {
        en: 'This address is for nodes of this cluster, with a certificate that is valid.',
        zh: '此地址只供本集群中证书有效的节点使用。',
      },
      403,
    );
  }
}
