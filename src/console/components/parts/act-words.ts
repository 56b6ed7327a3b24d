import { useSession } from './session.js';

/** Texts of what supervisors do on the live page: Chinese, English. */
const WORDS = {
  do: ['操作', 'Actions'],
  listen: ['监听', 'Listen'],
  whisper: ['密语', 'Whisper'],
  bargeIn: ['强插', 'Barge in'],
  takeOver: ['拦截', 'Take over'],
  stopListening: ['退出监听', 'Stop listening'],
  disconnect: ['强拆', 'Disconnect'],
  assign: ['分配给座席', 'Give to an agent'],
  goReady: ['强制示闲', 'Make ready'],
  goNotReady: ['强制示忙', 'Make not ready'],
  logOut: ['强制签出', 'Log out'],
  message: ['发消息', 'Send a message'],
  extendWrapUp: ['延长话后处理', 'Extend wrap-up'],
  endWrapUp: ['结束话后处理', 'End wrap-up'],
  cancel: ['取消回呼', 'Cancel the callback'],
  say: ['填写小结', 'Disposition and note'],
  'about.listen': [
    '您的话机会振铃，接听后听到双方，双方听不到您。',
    'Your telephone rings: answer it, and you hear both; neither hears you.',
  ],
  'about.whisper': ['您听到双方，只有座席听到您。', 'You hear both, and only the agent hears you.'],
  'about.bargeIn': ['您加入通话，双方都能听到您。', 'You join the call: both hear you.'],
  'about.takeOver': [
    '您接替座席与对方通话，座席退出。',
    'You talk in the agent’s place; the agent is out of the call.',
  ],
  'about.stopListening': ['您退出，通话继续。', 'You are out; the call goes on.'],
  'about.disconnect': ['立即挂断这通通话，双方都会断开。', 'The call ends at once, for both.'],
  'about.assign': [
    '排队中的来电直接交给这位座席，其话机振铃。',
    'The waiting caller goes to this agent, whose telephone rings.',
  ],
  'about.goReady': [
    '座席示闲后会接到来电；通话中的座席在通话后示闲。',
    'The agent gets calls; one in a call, after it.',
  ],
  'about.goNotReady': [
    '座席不再接到来电；通话中的座席在通话后示忙。',
    'The agent gets no calls; one in a call, after it.',
  ],
  'about.logOut': [
    '座席签出，直到再次签入；通话中的座席在通话后签出。',
    'The agent is logged out until the next login; one in a call, after it.',
  ],
  'about.message': [
    '座席在其工作程序中看到；只用话机的座席看不到。',
    'The agent sees it in their program; who has a telephone only does not.',
  ],
  'about.extendWrapUp': ['话后处理再延长一分钟。', 'The wrap-up lasts a minute longer.'],
  'about.endWrapUp': [
    '话后处理立即结束；队列要求的小结若没有填写，会记下缺少。',
    'The wrap-up ends at once; where a disposition is asked for and was not said, that is noted.',
  ],
  'about.cancel': ['客户不再被回呼，也不会收到通知。', 'They are called back no more, and are not told.'],
  'about.say': [
    '这通电话的结果；之后也可在详单中填写。',
    'What came of this call; it may be said later too, on its record.',
  ],
  reason: ['原因', 'Reason'],
  reasonHint: ['座席在此期间不接来电', 'The agent gets no calls for that time'],
  disposition: ['通话小结', 'Disposition'],
  dispositionHint: ['适用于此通话队列的小结', 'Those for the queue of this call'],
  noDisposition: ['（未填写）', '(none)'],
  inactiveDisposition: ['（已停用的小结）', '(one that is not in use any more)'],
  note: ['备注', 'Note'],
  noteHint: ['可分行，最多 2000 字', 'May have several lines, 2000 characters at most'],
  extension: ['用这部内线的话机', 'By the telephone of this extension'],
  extensionHint: ['下次会记住', 'It is remembered for the next time'],
  agent: ['座席', 'Agent'],
  agentHint: ['须已签入并示闲', 'Must be logged in and ready'],
  text: ['内容', 'Message'],
  textHint: ['可分行，最多 1000 字', 'May have several lines, 1000 characters at most'],
  send: ['发送', 'Send'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type ActWord = keyof typeof WORDS;
export type SayAct = (word: ActWord) => string;

/** The words in the person's language. */
export function useActWords(): SayAct {
  const at = useSession().language === 'zh' ? 0 : 1;
  return (word) => WORDS[word][at];
}
