import type { Field } from './resource.js';

const IN_FORM = ['show', 'create', 'edit'] as const;

/** Which agent a queue gives its callers to. */
export const SELECTION_FIELDS: readonly Field[] = [
  {
    name: 'strategy',
    kind: 'choice',
    initial: 'longest_idle',
    label: { zh: '分配策略', en: 'Strategy' },
    hint: {
      zh: '空闲的座席中由谁接听。罚分低的座席总是优先（在“队列座席”中设置）',
      en: 'Which of the agents who are ready takes the caller. A lower penalty (see “Agents in queues”) always comes first',
    },
    choices: [
      { value: 'longest_idle', label: { zh: '空闲最久', en: 'Idle longest' } },
      { value: 'fewest_calls', label: { zh: '签入后通话最少', en: 'Fewest calls since login' } },
      { value: 'round_robin', label: { zh: '按工号轮流', en: 'In turn, by number' } },
      { value: 'linear', label: { zh: '按工号顺序，总从头开始', en: 'By number, always from the first' } },
      { value: 'random', label: { zh: '随机', en: 'At random' } },
      { value: 'highest_level', label: { zh: '等级最高', en: 'Highest level' } },
      { value: 'weighted_share', label: { zh: '按分组权重', en: 'By groups and weights' } },
      { value: 'ring_all', label: { zh: '全部振铃（先接先得）', en: 'Ring all (first to answer)' } },
    ],
    required: true,
    on: IN_FORM,
  },
  {
    name: 'shares',
    kind: 'text',
    label: { zh: '分组权重', en: 'Weights of groups' },
    hint: {
      zh: '仅用于“按分组权重”：分组=权重，如 甲=3, 乙=1；未列出的分组权重为 1',
      en: 'For “By groups and weights”: such as north=3, south=1; a group that is not named has weight 1',
    },
    on: IN_FORM,
  },
  {
    name: 'skill',
    kind: 'text',
    label: { zh: '所需技能', en: 'Skill needed' },
    hint: {
      zh: '座席的某项技能，如“英语”；留空则看座席在本队列中的等级',
      en: 'A skill of agents, such as “english”; empty: the level an agent has in this queue',
    },
    on: IN_FORM,
  },
  {
    name: 'skillLevel',
    kind: 'number',
    initial: 0,
    label: { zh: '最低等级', en: 'Lowest level' },
    hint: { zh: '0–10，0 表示不要求', en: '0–10, 0: whoever serves the queue' },
    on: IN_FORM,
  },
  {
    name: 'skillSteps',
    kind: 'text',
    label: { zh: '随等待放宽', en: 'Relaxed while waiting' },
    hint: {
      zh: '秒数=等级，如 30=5, 60=0：等待 30 秒后等级 5 即可，60 秒后不再要求',
      en: 'Seconds and levels, such as 30=5, 60=0: after 30 s level 5 does, after 60 s any',
    },
    on: IN_FORM,
  },
  {
    name: 'stickyS',
    kind: 'number',
    initial: 0,
    label: { zh: '等候上次座席（秒）', en: 'Wait for the last agent (s)' },
    hint: {
      zh: '来电者先等上次为其服务的座席这么久，之后分给任何人；该座席未签入或示忙则不等。0–3600，0 表示不等',
      en: 'How long callers wait for the agent they had last before anybody else is taken; not while that agent is logged out or not ready. 0–3600, 0: not at all',
    },
    on: IN_FORM,
  },
  {
    name: 'byArea',
    kind: 'boolean',
    initial: false,
    label: { zh: '按地区优先', en: 'By area' },
    hint: {
      zh: '负责主叫所在地区（号码开头）的座席优先，没有时分给其他人',
      en: 'Agents who are there for the caller’s area (beginning of the number) come first, anybody where there is none',
    },
    on: IN_FORM,
  },
  {
    name: 'headStartS',
    kind: 'number',
    initial: 0,
    label: { zh: '优先（秒）', en: 'Head start (s)' },
    hint: {
      zh: '座席服务多个队列时，本队列的来电视同已多等这么久。0–86400',
      en: 'Where agents serve several queues, callers of this one are treated as if they had waited so much longer. 0–86400',
    },
    on: IN_FORM,
  },
];
