/** Errors that only people at the console meet; part of the one catalogue (errors.ts). */
import { type ErrorEntry, entry } from './error-entry.ts';

export const CONSOLE_ERRORS = {
  SignInNeeded: entry(
    '请先登录,操作失败',
    'Sign in first',
    'No session of the console, or one that is over.',
    '登录后再试',
    'Sign in and try again',
  ),
  SignInRefused: entry(
    '用户名或密码错误,登录失败',
    'The name or the password is wrong',
    'A sign-in with an unknown name, a wrong password or a disabled user; which of them is not told.',
    '检查用户名和密码,或请管理员重置密码',
    'Check both, or ask an administrator for a new password',
  ),
  SignInBlocked: entry(
    '失败次数过多,暂时不能登录,登录失败',
    'Too many failed sign-ins; wait {seconds} seconds',
    'Too many wrong passwords for one user or from one address.',
    '{seconds} 秒后再试',
    'Try again in {seconds} seconds',
  ),
  PasswordToChange: entry(
    '请先修改密码,操作失败',
    'Change the password first',
    'The password was set by somebody else and is to be changed.',
    '修改密码后再试',
    'Change the password and try again',
  ),
  PasswordWeak: entry(
    '密码强度不足,修改失败',
    'The password is too weak: {expected}',
    'A password that is too short, or the name of the user.',
    '至少 10 个字符,且不同于用户名',
    'Use at least 10 characters, and not the name',
  ),
  RoleNeeded: entry(
    '没有权限,操作失败',
    'This needs the role {role}',
    'A request that the role of the user does not allow.',
    '请联系管理员',
    'Ask an administrator',
  ),
  NoAgent: entry(
    '该用户未绑定座席,操作失败',
    'This user is no agent',
    'A request for the telephone of a user who is bound to no agent.',
    '请管理员为该用户绑定座席',
    'Ask an administrator to bind the user to an agent',
  ),
  RecordUnknown: entry(
    '记录不存在,查询失败',
    'There is no such record',
    'A call, agent or row that does not exist, or that the user may not see.',
    '刷新后再试',
    'Refresh and try again',
  ),
  ConfigChanged: entry(
    '其他人已修改该记录,保存失败',
    'Somebody else has changed this meanwhile; nothing was written',
    'A change of a row that is not any more what the asker saw.',
    '刷新后再试',
    'Refresh and try again',
  ),
  LastAdministrator: entry(
    '至少需要保留一名可登录的管理员,操作失败',
    'One administrator who can sign in has to stay',
    'Deleting, disabling or demoting the last administrator of the console.',
    '先添加另一名管理员',
    'Make another administrator first',
  ),
  RecordsAway: entry(
    '记录暂时无法查询,查询失败',
    'The records cannot be read now',
    'The database is away, or did not add up in time.',
    '稍后再试,或缩小查询范围',
    'Try again later, or ask for fewer days',
  ),
  ConfigInvalid: entry(
    '配置有误,保存失败',
    'The configuration is not right; nothing was changed',
    'A row that cannot be understood, or that others refer to; the answer names each field.',
    '按字段提示修改',
    'Mend the fields that are named',
  ),
} as const satisfies Record<string, ErrorEntry>;
