/** Errors of the HTTP API; part of the one catalogue (errors.ts). */
import { type ErrorEntry, entry } from './error-entry.ts';

export const HTTP_ERRORS = {
  CommandNeedsSocket: entry(
    '该命令只能通过 WebSocket 发送,处理失败',
    'This command only works on a WebSocket',
    'Init or CheckWebSocket over HTTP: they bind a session to a socket.',
    '在宿主页面上发送',
    'Send it from the page that holds the softphone',
  ),
  RequestInvalid: entry(
    '请求无效,处理失败',
    'The request is not valid: {expected}',
    'An HTTP request with a missing or wrong field, or to an unknown path.',
    '检查请求',
    'Check the request',
  ),
  ApiKeyInvalid: entry(
    'API 密钥无效,处理失败',
    'The API key is missing or wrong',
    'A request for tokens, or a reload in authentication mode `token`, without a valid `Authorization: Bearer` key.',
    '检查 CRM 服务器上配置的密钥',
    'Check the key configured at the CRM’s server',
  ),
  FlowInvalid: entry(
    'IVR 流程无效,保存失败',
    'The flow cannot be used as it is',
    'A flow that does not have the form of the reference, or names a node, skill, recording or host that is not there. The answer lists each problem with its place.',
    '按列出的问题修改流程',
    'Correct what the answer lists',
  ),
  FlowUnknown: entry(
    '没有 IVR 流程 {svn},操作失败',
    'There is no flow {svn}',
    'A number that no flow of the tenant has. Shipped flows cannot be deleted, only replaced.',
    '检查流程编号',
    'Check the number of the flow',
  ),
  FlowInUse: entry(
    'IVR 流程 {svn} 正在被 {by} 使用,删除失败',
    'Flow {svn} is used by {by}',
    'A flow is deleted to which a route, a skill or the transfer menu still leads.',
    '先修改 {by}',
    'Change {by} first',
  ),
  RecordingInvalid: entry(
    '录音文件无效,保存失败:应为 {expected}',
    'The recording cannot be used: expected {expected}',
    'A recording that is no WAV file of 16-bit PCM, mono, with 8000 or 16000 samples a second, or is too long; or its name has another form.',
    '转换为单声道 16 位 PCM 的 WAV 文件',
    'Convert it to a mono 16-bit PCM WAV file',
  ),
  RecordingUnknown: entry(
    '没有录音 {name},操作失败',
    'There is no recording {name}',
    'A name that no recording of the tenant has.',
    '检查录音名称',
    'Check the name of the recording',
  ),
  RecordingInUse: entry(
    '录音 {name} 正在被流程 {by} 使用,删除失败',
    'Recording {name} is played by flow {by}',
    'A recording is deleted that a flow still plays.',
    '先修改流程 {by}',
    'Change flow {by} first',
  ),
  OriginForbidden: entry(
    '页面来源未被允许,处理失败',
    'Pages of this origin are not allowed',
    'The Origin header names a site that is not in the allow-list.',
    '请管理员把 CRM 的地址加入来源列表',
    'Ask the administrator to add the CRM’s address to the list of origins',
  ),
} as const satisfies Record<string, ErrorEntry>;
