/**
 * People at the console. The last administrator who can sign in stays one.
 *
 *   GET    /users
 *   POST   /users        a ConsoleUserChange with `user` and `password`
 *   PUT    /users/:user  a ConsoleUserChange
 *   DELETE /users/:user
 */
import type { Lang } from '@wssoftphone/protocol';
import { CONSOLE_LIMITS as MAX } from './limits.ts';

/** Names are the same in capital and small letters. */
export const userName = (written: string): string => written.trim().normalize('NFKC').toLowerCase();

/** What is expected of a password, in words; null: it will do. */
export function passwordFault(password: string, user: string, lang: Lang): string | null {
  const [least, most] = [MAX.passwordLeast, MAX.passwordMost];
  if ([...password].length < least || password.length > most) {
    return lang === 'en' ? `${least} to ${most} characters` : `${least} 到 ${most} 个字符`;
  }
  if (userName(password) === user) return lang === 'en' ? 'another than the name' : '与用户名不同';
  return null;
}
