import { CallRackError } from '../../platform/errors/callrack-error.js';

/** Only a superuser may publish a schema and make roles that replicate. */
export class OwnerNotSuperuser extends CallRackError {
  constructor(cause: unknown) {
    super(
      'cluster.owner_not_superuser',
      {
        zh: '集群要求管理节点数据库的所有者（DATABASE_URL）是 PostgreSQL 超级用户',
        en: "A cluster needs a PostgreSQL superuser as the owner of the admin node's database (DATABASE_URL)",
      },
      409,
      { cause },
    );
  }
}
