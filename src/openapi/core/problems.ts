import { kind, type ProblemKind } from './problem-kind.js';

/** What can go wrong with any request, by code; the documentation lists them in this order. */
export const PROBLEMS = {
  'openapi.invalid_request': kind(
    400,
    { zh: '请求有误', en: 'The request is wrong' },
    {
      zh: 'errors 逐项说明有误的参数或字段；未知的参数和字段同样会被拒绝',
      en: 'errors names every parameter or field that is wrong; unknown ones are refused too',
    },
  ),
  'openapi.invalid_cursor': kind(
    400,
    { zh: '游标无效', en: 'The cursor is no good' },
    {
      zh: '原样使用上一页的 nextCursor，并保持其他筛选条件不变；否则从第一页重新开始',
      en: 'Use nextCursor of the page before as it is, with the same filters; or begin with the first page again',
    },
  ),
  'openapi.invalid_json': kind(
    400,
    { zh: '请求内容不是有效的 JSON', en: 'The body is not valid JSON' },
    { zh: '以 UTF-8 发送一个 JSON 对象', en: 'Send one JSON object in UTF-8' },
  ),
  'openapi.invalid_idempotency_key': kind(
    400,
    { zh: '幂等键无效', en: 'The idempotency key is no good' },
    {
      zh: 'Idempotency-Key 为 1 到 255 个可打印 ASCII 字符',
      en: 'Idempotency-Key is 1 to 255 printable ASCII characters',
    },
  ),
  'access.api_key_missing': kind(
    401,
    { zh: '缺少 API 密钥', en: 'There is no API key' },
    { zh: '发送请求头 Authorization: Bearer crk_…', en: 'Send the header Authorization: Bearer crk_…' },
  ),
  'access.api_key_unknown': kind(
    401,
    { zh: 'API 密钥不正确', en: 'The API key is not known' },
    { zh: '检查密钥是否完整复制', en: 'See whether the key was copied as a whole' },
  ),
  'access.api_key_expired': kind(
    401,
    { zh: 'API 密钥已过期', en: 'The API key has expired' },
    { zh: '在控制台创建新密钥', en: 'Make a new key at the console' },
  ),
  'access.api_key_revoked': kind(
    401,
    { zh: 'API 密钥已被吊销', en: 'The API key has been revoked' },
    { zh: '在控制台创建新密钥', en: 'Make a new key at the console' },
  ),
  'access.tenant_not_open': kind(
    403,
    { zh: '企业已暂停服务', en: 'The company is suspended' },
    { zh: '请联系平台管理员', en: 'Ask the operator of the platform' },
  ),
  'calls.tenant_suspended': kind(
    403,
    { zh: '企业已暂停服务', en: 'The company is suspended' },
    { zh: '请联系平台管理员', en: 'Ask the operator of the platform' },
  ),
  'openapi.scope_missing': kind(
    403,
    { zh: '密钥没有所需的权限范围', en: 'The key lacks the scope' },
    { zh: '为密钥选择该操作所列的权限范围', en: 'Make a key with the scope that the operation names' },
  ),
  'access.not_permitted': kind(
    403,
    { zh: '没有权限', en: 'Not permitted' },
    { zh: '密钥的权限已改变', en: 'The rights of the key have changed' },
  ),
  'platform.not_found': kind(
    404,
    { zh: '没有找到', en: 'Not found' },
    {
      zh: '没有这个地址或这条数据；其他企业的数据同样如此回答',
      en: 'There is no such address or thing; of what is another company’s the same is said',
    },
  ),
  'openapi.call_over': kind(
    404,
    { zh: '通话已结束', en: 'The call is over' },
    { zh: 'record 为其详单的地址', en: 'record is the address of its call record' },
  ),
  'calls.unknown_call': kind(
    404,
    { zh: '当前没有这通呼叫', en: 'There is no such call now' },
    { zh: '通话可能已经结束', en: 'It may be over' },
  ),
  'calls.unknown_callback': kind(
    404,
    { zh: '没有这个等待中的回呼', en: 'Nobody waits to be called back by this id' },
    { zh: '回呼可能已经结束', en: 'It may be over' },
  ),
  'calls.being_called_back': kind(
    409,
    { zh: '正在回呼，不能取消', en: 'They are being called back just now' },
    { zh: '如需中止，挂断 callId 的通话', en: 'Hang up the call of callId to end it' },
  ),
  'calls.not_now': kind(
    409,
    { zh: '通话当前的状态不能这样做', en: 'The call is not where this can be done' },
    { zh: '查看通话的 phase', en: 'Look at the phase of the call' },
  ),
  'calls.not_in_this_call': kind(
    409,
    { zh: '该座席不在这通通话中', en: 'The agent is not in this call' },
    { zh: 'agent 须为正在该通话中的座席', en: 'agent must be one who is in the call' },
  ),
  'calls.on_another_node': kind(
    409,
    { zh: '该通话由其他节点服务', en: 'The call is served by another node' },
    { zh: '通话回到本节点后重试', en: 'Try again when the call is back' },
  ),
  'calls.unknown_target': kind(
    422,
    { zh: '没有这个去向', en: 'There is no such target' },
    { zh: '检查工号、内线、队列、菜单或流程', en: 'See whether agent, extension, queue, menu or flow are right' },
  ),
  'calls.target_busy': kind(
    409,
    { zh: '所选座席正忙或不在', en: 'The agent who is wanted is not free' },
    { zh: '选择其他座席', en: 'Choose another one' },
  ),
  'calls.nobody_consulted': kind(
    409,
    { zh: '当前没有在咨询', en: 'Nobody is being consulted' },
    { zh: '先 consult', en: 'Consult somebody first' },
  ),
  'calls.unknown_member': kind(
    404,
    { zh: '通话中没有这位成员', en: 'Nobody of this name is in the call' },
    { zh: '使用该通话 members 中的 id', en: 'Use the id of one of the members of the call' },
  ),
  'calls.conference_full': kind(
    409,
    { zh: '会议人数已满', en: 'The conference is full' },
    { zh: '先移出一位成员', en: 'Dismiss somebody first' },
  ),
  'calls.no_ivr_line': kind(
    409,
    { zh: '流程线路已占满', en: 'All lines for callers in flows are taken' },
    { zh: '稍后再试，或增加租用的流程线路', en: 'Try again later, or rent more lines for callers in flows' },
  ),
  'calls.no_telephone_given': kind(
    422,
    { zh: '没有指定话机', en: 'No telephone is given' },
    { zh: '给出 extension', en: 'Give the extension' },
  ),
  'calls.bad_digits': kind(
    422,
    { zh: '按键有误', en: 'The digits are wrong' },
    { zh: '只能是 0–9、*、#', en: 'Only 0–9, * and #' },
  ),
  'calls.not_recorded': kind(
    409,
    { zh: '通话当前没有录音', en: 'The call is not recorded now' },
    { zh: '先 startRecording', en: 'Start a recording first' },
  ),
  'calls.by_hand_only': kind(
    409,
    { zh: '这部话机只能手动接听', en: 'This telephone is answered by hand' },
    {
      zh: '话机支持时，在内线上打开“可由程序应答”',
      en: 'Mark the extension as one that answers when told, if it does',
    },
  ),
  'calls.not_for_agents': kind(
    403,
    { zh: '只有班长可以这样做', en: 'For supervisors only' },
    { zh: '使用 supervision', en: 'Use supervision' },
  ),
  'billing.recorded_seats': kind(
    409,
    { zh: '录音席位已用满', en: 'All recorded seats are taken' },
    { zh: '等待其他录音结束', en: 'Wait until another recording is over' },
  ),
  'openapi.method_not_allowed': kind(
    405,
    { zh: '不支持的方法', en: 'The method is not allowed' },
    { zh: '响应头 Allow 列出可用的方法', en: 'The header Allow lists those that are' },
  ),
  'acd.agent_not_logged_in': kind(
    409,
    { zh: '座席尚未签入', en: 'The agent is not logged in' },
    { zh: '先让座席签入', en: 'Log the agent in first' },
  ),
  'acd.not_in_wrap_up': kind(
    409,
    { zh: '座席不在话后处理中', en: 'The agent is not in a wrap-up' },
    { zh: '查看座席的 phase', en: 'Look at the phase of the agent' },
  ),
  'acd.agent_busy': kind(
    409,
    { zh: '座席正忙', en: 'The agent is busy' },
    { zh: '等待座席的通话结束', en: 'Wait until the agent’s call is over' },
  ),
  'calls.no_telephone': kind(
    409,
    { zh: '座席没有可用的话机', en: 'The agent has no telephone' },
    { zh: '为座席指定已注册的内线', en: 'Give the agent an extension whose telephone is registered' },
  ),
  'calls.only_outside': kind(
    409,
    { zh: '座席此处只能呼叫外部号码', en: 'The agent calls numbers outside only from there' },
    {
      zh: '呼叫外部号码，或让座席在内线话机上签入',
      en: 'Call a number outside, or let the agent log in at a telephone of the house',
    },
  ),
  'calls.no_number_to_show': kind(
    409,
    { zh: '企业没有可显示的号码', en: 'The company has no number to show' },
    { zh: '请平台管理员分配接入码', en: 'Ask the operator of the platform for an access number' },
  ),
  'calls.no_trunk': kind(
    409,
    { zh: '企业没有可用于外呼的外线', en: 'The company has no trunk to call by' },
    { zh: '请联系平台管理员', en: 'Ask the operator of the platform' },
  ),
  'calls.no_channel': kind(409, { zh: '线路已满', en: 'No free line' }, { zh: '稍后重试', en: 'Try again later' }),
  'acd.no_seat': kind(
    409,
    { zh: '签入座席数已达上限', en: 'No seat is left' },
    { zh: '先签出其他座席，或增加席位', en: 'Log another agent out, or order more seats' },
  ),
  'billing.balance_out': kind(
    402,
    { zh: '余额不足', en: 'No credit left' },
    { zh: '充值后重试', en: 'Top the balance up' },
  ),
  'billing.international_closed': kind(
    403,
    { zh: '国际呼叫未开通', en: 'International calls are closed' },
    { zh: '请平台管理员开通', en: 'Ask the operator of the platform to open them' },
  ),
  'billing.premium_closed': kind(
    403,
    { zh: '收费信息号码未开通', en: 'Premium numbers are closed' },
    { zh: '请平台管理员开通', en: 'Ask the operator of the platform to open them' },
  ),
  'billing.no_rate': kind(
    403,
    { zh: '资费表中没有该号码的费率', en: 'The tariff has no rate for the number' },
    { zh: '请联系平台管理员', en: 'Ask the operator of the platform' },
  ),
  'billing.spend_hour': kind(
    403,
    { zh: '已达到每小时消费上限', en: 'The limit of spending per hour is reached' },
    { zh: '下一小时重试，或提高上限', en: 'Try again in the next hour, or have the limit raised' },
  ),
  'billing.spend_day': kind(
    403,
    { zh: '已达到每日消费上限', en: 'The limit of spending per day is reached' },
    { zh: '次日重试，或提高上限', en: 'Try again the next day, or have the limit raised' },
  ),
  'billing.night_calls': kind(
    403,
    { zh: '已达到夜间呼叫次数上限', en: 'The limit of calls at night is reached' },
    { zh: '白天重试，或提高上限', en: 'Try again by day, or have the limit raised' },
  ),
  'openapi.request_in_progress': kind(
    409,
    { zh: '同一幂等键的请求正在处理', en: 'A request with this idempotency key is being worked at' },
    { zh: '稍后以同样的键和内容重试', en: 'Try again shortly with the same key and body' },
  ),
  'openapi.too_large': kind(
    413,
    { zh: '请求内容过大', en: 'The body is too large' },
    { zh: '请求内容最多 64 KiB', en: 'A body has at most 64 KiB' },
  ),
  'openapi.unsupported_media_type': kind(
    415,
    { zh: '不支持的内容类型', en: 'The media type is not supported' },
    { zh: '使用 Content-Type: application/json，不压缩', en: 'Use Content-Type: application/json, not compressed' },
  ),
  'calls.queue_not_served': kind(
    422,
    { zh: '该座席不属于此队列', en: 'The agent does not serve the queue' },
    { zh: '只能签入座席所属的队列', en: 'Agents log in to queues that they serve' },
  ),
  'calls.unknown_reason': kind(
    422,
    { zh: '没有这个示忙原因', en: 'There is no such reason' },
    { zh: '使用 GET /not-ready-reasons 所列的代码', en: 'Use a code that GET /not-ready-reasons lists' },
  ),
  'calls.bad_number': kind(
    422,
    { zh: '号码有误', en: 'The number is wrong' },
    { zh: '号码为 1 到 32 位数字，可带 + 前缀', en: 'A number has 1 to 32 digits, and perhaps a +' },
  ),
  'calls.not_your_number': kind(
    422,
    { zh: '不是本企业的号码', en: 'Not a number of yours' },
    { zh: 'showing 须为本企业的接入码', en: 'showing must be one of your access numbers' },
  ),
  'openapi.idempotency_key_reused': kind(
    422,
    { zh: '幂等键已用于另一请求', en: 'The idempotency key was used for another request' },
    { zh: '每个不同的请求使用新的键', en: 'Use a new key for every other request' },
  ),
  'openapi.too_many_requests': kind(
    429,
    { zh: '请求过于频繁', en: 'Too many requests' },
    {
      zh: '等待 Retry-After 秒；RateLimit 响应头说明剩余额度',
      en: 'Wait for Retry-After seconds; the RateLimit headers say what is left',
    },
  ),
  'access.too_many_wrong_keys': kind(
    429,
    { zh: '错误密钥过多', en: 'Too many wrong keys' },
    { zh: '停用出错的程序，稍后再试', en: 'Stop the program that has a wrong key, and try again later' },
  ),
  'access.too_busy': kind(
    503,
    { zh: '同时进行的请求过多', en: 'Too many requests at the same time' },
    {
      zh: '减少同时发送的请求，等待 Retry-After 秒后重试',
      en: 'Send fewer at once; try again after Retry-After seconds',
    },
  ),
  'platform.database_busy': kind(
    503,
    { zh: '系统繁忙', en: 'The system is busy' },
    { zh: '等待 Retry-After 秒后重试', en: 'Try again after Retry-After seconds' },
  ),
  'local_api.answer_not_understood': kind(
    503,
    { zh: '呼叫引擎的应答无法理解', en: 'The answer of the call engine is not understood' },
    {
      zh: '等待 Retry-After 秒后以同样的幂等键重试',
      en: 'Try again after Retry-After seconds, with the same idempotency key',
    },
  ),
  'calls.unknown_agent': kind(
    404,
    { zh: '呼叫引擎尚不认识该座席', en: 'The call engine does not know the agent yet' },
    { zh: '座席刚刚创建或修改，数秒后重试', en: 'The agent was made or changed just now: try again in some seconds' },
  ),
  'calls.unknown_tenant': kind(
    404,
    { zh: '呼叫引擎尚不认识该企业', en: 'The call engine does not know the company yet' },
    { zh: '企业刚刚创建，数秒后重试', en: 'The company was made just now: try again in some seconds' },
  ),
  'calls.bad_command': kind(
    400,
    { zh: '呼叫引擎不接受该指令', en: 'The call engine does not take the command' },
    { zh: '按文档检查请求内容', en: 'Compare the body with the documentation' },
  ),
  'openapi.internal': kind(
    500,
    { zh: '内部错误', en: 'Internal error' },
    {
      zh: '请稍后重试；若仍失败，请告知平台管理员',
      en: 'Try again; if it fails again tell the operator of the platform',
    },
  ),
  'local_api.engine_unavailable': kind(
    503,
    { zh: '呼叫引擎没有应答', en: 'The call engine does not answer' },
    { zh: '等待 Retry-After 秒后重试', en: 'Try again after Retry-After seconds' },
  ),
  'calls.asterisk_away': kind(
    503,
    { zh: '话务系统没有应答', en: 'The telephone system does not answer' },
    { zh: '等待 Retry-After 秒后重试', en: 'Try again after Retry-After seconds' },
  ),
  'openapi.unavailable': kind(
    503,
    { zh: '暂时不可用', en: 'Not available right now' },
    { zh: '等待 Retry-After 秒后重试', en: 'Try again after Retry-After seconds' },
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;
