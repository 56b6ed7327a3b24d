import { CallRackError, type Text } from '../platform/errors/callrack-error.js';

export class PromptExists extends CallRackError {
  constructor(name: string) {
    super('prompts.prompt_exists', { zh: `语音文件“${name}”已存在`, en: `There is a prompt "${name}" already` }, 409);
  }
}

/** Longest prompt, seconds. */
export const LONGEST_S = 600;
/** Largest upload, MB. */
export const LARGEST_MB = 50;

const REASONS = {
  no_file: { zh: '没有选择文件', en: 'No file was chosen' },
  empty: { zh: '文件是空的', en: 'The file is empty' },
  video: {
    zh: '这是视频文件。请只上传声音（wav 或 mp3）',
    en: 'This is a video. Upload the sound alone, as wav or mp3',
  },
  archive: {
    zh: '这是压缩包，不是声音文件，与它的扩展名无关。请解压后上传其中的 wav 或 mp3',
    en: 'This is an archive and no sound, whatever its name says. Unpack it and upload the wav or mp3 that is in it',
  },
  other_sound: {
    zh: '不支持这种声音格式。请转换为 wav 或 mp3 后上传',
    en: 'This kind of sound file is not taken. Convert it to wav or mp3 first',
  },
  no_sound: {
    zh: '这不是声音文件（按内容判断，与扩展名无关）。请上传 wav 或 mp3',
    en: 'This is no sound file (by what is in it, whatever its name says). Upload a wav or mp3',
  },
  damaged_header: {
    zh: 'wav 文件头已损坏：采样率、声道数或格式不可能为真。请重新导出后上传',
    en: 'The header of this wav is damaged: its sample rate, channels or format cannot be. Export it again',
  },
  unknown_coding: {
    zh: '这个 wav 使用了不支持的压缩编码。请另存为 PCM 编码的 wav 后上传',
    en: 'This wav is compressed in a way that is not taken. Save it as PCM',
  },
  too_long: {
    zh: `声音超过 ${LONGEST_S / 60} 分钟`,
    en: `The sound is longer than ${LONGEST_S / 60} minutes`,
  },
  too_large: {
    zh: `文件超过 ${LARGEST_MB} MB`,
    en: `The file is larger than ${LARGEST_MB} MB`,
  },
  damaged: {
    zh: '声音无法解码，文件可能已损坏',
    en: 'The sound cannot be decoded; the file seems to be damaged',
  },
} as const satisfies Readonly<Record<string, Text>>;
export type RejectionReason = keyof typeof REASONS;

/** An upload that cannot become a prompt, and why. The code names the reason: "prompts.rejected_too_long". */
export class PromptRejected extends CallRackError {
  constructor(readonly reason: RejectionReason) {
    super(`prompts.rejected_${reason}`, REASONS[reason], reason === 'too_large' ? 413 : 400);
  }
}

/** The sound of a prompt is not where it should be, as on a box that was restored without its media. */
export class PromptFileMissing extends CallRackError {
  constructor() {
    super(
      'prompts.file_missing',
      {
        zh: '语音文件的声音不在本机上，请重新上传',
        en: 'The sound of this prompt is not on this machine; upload it again',
      },
      410,
    );
  }
}

/** What came of a prompt's sound from the admin node is not what lies there. */
export class MediaDamaged extends CallRackError {
  constructor(media: string) {
    super('prompts.media_damaged', {
      zh: `语音文件 ${media} 从管理节点传来时已损坏`,
      en: `The sound ${media} did not come whole from the admin node`,
    });
  }
}

/** sox, or what it needs of the machine, is not there: nobody's upload is at fault. */
export class ConversionFailed extends CallRackError {
  constructor(why: string, options?: ErrorOptions) {
    super(
      'prompts.conversion_failed',
      { zh: `声音转换失败：${why}`, en: `The sound could not be converted: ${why}` },
      500,
      options,
    );
  }
}

/** More uploads at once than one person, or all together, may have under way. */
export class TooManyUploads extends CallRackError {
  constructor() {
    super(
      'prompts.too_many_uploads',
      {
        zh: '正在进行的上传过多，请等待其中一个完成后重试',
        en: 'Too many uploads are under way; try again when one of them is done',
      },
      429,
    );
  }
}

/** The disk has room for the calls, and no more. */
export class NoRoomForUpload extends CallRackError {
  constructor() {
    super(
      'prompts.no_room',
      {
        zh: '服务器磁盘空间不足，暂时不能上传。请联系平台管理员',
        en: 'The disk of the server is full, nothing can be uploaded now. Tell the platform operator',
      },
      507,
    );
  }
}

/** Sounds that were replaced or deleted are kept for calls that play them, and have filled what a tenant may have. */
export class RetiredSoundsFillQuota extends CallRackError {
  constructor() {
    super(
      'prompts.retired_fill_quota',
      {
        zh: '语音文件容量已满：被替换或删除的声音会保留一天再清除，其间仍占用容量。请明天再试',
        en: 'The room for prompts is full: sounds that were replaced or deleted go after a day and count until then. Try again tomorrow',
      },
      409,
    );
  }
}
