import { useSession } from './session.js';

/** Texts of the components that play and take sound. */
const WORDS = {
  play: { zh: '播放', en: 'Play' },
  pause: { zh: '暂停', en: 'Pause' },
  listenTo: { zh: '试听 {name}', en: 'Listen to {name}' },
  stop: { zh: '停止', en: 'Stop' },
  save: { zh: '下载', en: 'Download' },
  loading: { zh: '正在生成波形…', en: 'Drawing the waveform…' },
  player: { zh: '录音', en: 'Recording' },
  caller: { zh: '主叫', en: 'Caller' },
  customer: { zh: '客户', en: 'Customer' },
  agent: { zh: '座席', en: 'Agent' },
  position: { zh: '播放位置', en: 'Position' },
  speed: { zh: '速度', en: 'Speed' },
  keys: { zh: '空格：播放/暂停；← →：后退/前进 5 秒', en: 'Space: play or pause; ← →: 5 seconds back or on' },
  tryAgain: { zh: '重试', en: 'Try again' },
  notRecorded: { zh: '这通电话没有录音', en: 'This call was not recorded' },
  notReady: {
    zh: '录音还没有准备好：通话结束后需要转码，请稍后重试',
    en: 'The recording is not ready yet: it is encoded after the call. Please try again in a moment',
  },
  noAnswer: { zh: '服务器没有回应，请稍后重试', en: 'The server did not answer. Please try again' },
  cannotPlay: { zh: '无法播放', en: 'It cannot be played' },
  name: { zh: '名称', en: 'Name' },
  language: { zh: '语言', en: 'Language' },
  chinese: { zh: '中文', en: 'Chinese' },
  english: { zh: '英文', en: 'English' },
  file: { zh: '声音文件', en: 'Sound file' },
  fileHint: {
    zh: 'wav 或 mp3，不超过 50 MB、10 分钟；自动转换为电话音质。正在播放旧声音的通话不受影响',
    en: 'wav or mp3, at most 50 MB and 10 minutes; it becomes telephone sound by itself. Calls that play an older sound go on with it',
  },
  nameHint: { zh: '菜单和队列按名称选用', en: 'What menus and queues choose it by' },
  chooseFile: { zh: '选择文件', en: 'Choose a file' },
  noFile: { zh: '请先选择文件', en: 'Choose a file first' },
  tooLarge: { zh: '文件超过 50 MB', en: 'The file is larger than 50 MB' },
  upload: { zh: '上传', en: 'Upload' },
  uploading: { zh: '正在上传 {percent}%', en: 'Uploading {percent}%' },
  converting: { zh: '正在转换…', en: 'Converting…' },
  cancel: { zh: '取消', en: 'Cancel' },
  text: { zh: '文字', en: 'Text' },
  textHint: {
    zh: '最多 500 字，由系统的语音引擎朗读一次并保存为声音；以后可以改文字重新生成',
    en: 'At most 500 characters, spoken once by the speech engine and kept as sound; it may be changed later',
  },
  noText: { zh: '请填写文字', en: 'Enter a text' },
  speak: { zh: '生成语音', en: 'Make the sound' },
  speaking: { zh: '正在生成…', en: 'Being spoken…' },
  spoken: { zh: '已生成“{name}”', en: '"{name}" was made' },
  noEarlier: {
    zh: '没有更早的声音；更换后最近 4 个会保留在这里',
    en: 'None; the last 4 are kept here once the sound is replaced',
  },
  replacedAt: { zh: '{at} 被替换', en: 'Replaced {at}' },
  takeAgain: { zh: '恢复使用', en: 'Use again' },
  uploaded: { zh: '已上传“{name}”', en: '"{name}" was uploaded' },
} as const;

export type SoundWord = keyof typeof WORDS;

/** The texts in the person's language. */
export function useSoundWords(): (word: SoundWord, values?: Readonly<Record<string, string | number>>) => string {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, String(value)),
      WORDS[word][language],
    );
}
