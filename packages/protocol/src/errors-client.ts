/** Errors that the client finds by itself, while the server cannot say anything. Part of the catalogue (errors.ts). */
import { type ErrorEntry, entry } from './error-entry.ts';

export const CLIENT_ERRORS = {
  LineDown: entry(
    '软电话未连接,操作失败',
    'The softphone is not connected',
    'A function was called while the page had no connection to the server, and it did not come back in time.',
    '等待重新连接后再试',
    'Wait until it is connected again',
  ),
  NoResponse: entry(
    '服务器无响应,操作失败',
    'The server did not answer',
    'No response, or no outcome, within the time the client allows for the command.',
    '查看当前状态后再试',
    'Look at the present state, then try again',
  ),
  OutcomeUnknown: entry(
    '连接中断,未收到操作结果,操作可能失败',
    'The line was down when the outcome came',
    'The command was taken, but the line was lost before its outcome; the restored state does not tell it.',
    '查看当前状态后再试',
    'Look at the present state, then try again',
  ),
} as const satisfies Record<string, ErrorEntry>;
