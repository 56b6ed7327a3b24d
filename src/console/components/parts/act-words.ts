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
  extension: ['用这部内线的话机', 'By the telephone of this extension'],
  extensionHint: ['下次会记住', 'It is remembered for the next time'],
  agent: ['座席', 'Agent'],
  agentHint: ['须已签入并示闲', 'Must be logged in and ready'],
  text: ['内容', 'Message'],
  textHint: ['最多 1000 字', 'At most 1000 characters'],
  send: ['发送', 'Send'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type ActWord = keyof typeof WORDS;
export type SayAct = (word: ActWord) => string;

/** The words in the person's language. */
export function useActWords(): SayAct {
  const at = useSession().language === 'zh' ? 0 : 1;
  return (word) => WORDS[word][at];
}
