import { CallRackError, type Text } from '../platform/errors/callrack-error.js';
import { MOST_DAYS, type WrongFigures as WrongField } from './core/figures/asked.js';

/** Why an export came to nothing, as the row keeps it. */
export type ExportFailure = 'interrupted' | 'disk_full' | 'failed';

export const FAILURES: Readonly<Record<ExportFailure, Text>> = {
  interrupted: {
    zh: '导出被系统重启中断，请重新导出',
    en: 'The export was interrupted by a restart; please start it again',
  },
  disk_full: {
    zh: '服务器磁盘空间不足，请缩小范围或删除旧的导出文件后重试',
    en: 'The disk of the server is full; ask for less, or delete old exports, and try again',
  },
  failed: {
    zh: '导出失败，请重试；若再次失败，请联系平台管理员查看日志',
    en: 'The export failed; try again, and if it fails again let the platform operator look at the log',
  },
};

export class TooManyRows extends CallRackError {
  constructor(most: number) {
    super(
      'reports.too_many_rows',
      {
        zh: `超过一次可导出的 ${most} 条，请缩小时间范围`,
        en: `More than the ${most} rows that one export may have; choose a shorter time`,
      },
      409,
    );
  }
}

export class TooManyExports extends CallRackError {
  constructor(most: number) {
    super(
      'reports.too_many_exports',
      {
        zh: `最多同时有 ${most} 个导出任务，请等待其完成或取消其中一个`,
        en: `At most ${most} exports at once; wait for one to be done, or cancel one`,
      },
      409,
    );
  }
}

/** The file of an export that has not come to its end, or is swept already. */
export class NoFile extends CallRackError {
  constructor() {
    super('reports.no_file', { zh: '文件不存在或已过期', en: 'There is no such file, or not any more' }, 404);
  }
}

/** A table that nobody could read, and that would take long to reckon. */
export class TooManyFigures extends CallRackError {
  constructor() {
    super(
      'reports.too_many_figures',
      {
        zh: '这样的统计行数太多，请缩短时间、选择更长的时段或指定队列、座席；也可以直接导出',
        en: 'Too many lines of figures: choose a shorter time, longer intervals, or one queue or agent; or export them',
      },
      409,
    );
  }
}

const WRONG_FIGURES: Readonly<Record<WrongField, Text>> = {
  interval: {
    zh: `时间范围有误：开始须早于结束；按 15 分钟最多 ${MOST_DAYS.quarter} 天，按小时最多 ${MOST_DAYS.hour} 天，按天最多 ${MOST_DAYS.day} 天`,
    en: `The time is wrong: it begins before it ends, and lasts at most ${MOST_DAYS.quarter} days by quarters of an hour, ${MOST_DAYS.hour} by hours, ${MOST_DAYS.day} by days`,
  },
  by: { zh: '没有这样的统计时段', en: 'There is no such interval' },
  ids: { zh: '队列或座席的编号有误', en: 'These are no queues or agents' },
  timeZone: { zh: '没有这个时区', en: 'There is no such time zone' },
};

/** Figures of what cannot be. */
export class WrongFigures extends CallRackError {
  constructor(field: WrongField) {
    super('reports.wrong_figures', WRONG_FIGURES[field], 400);
  }
}
