/** What a user may be called, and what a password has to be. */
import type { Lang } from '@wssoftphone/protocol';
import { CONSOLE_LIMITS as MAX } from './limits.ts';

export const USER_FORM = /^[\p{L}\p{N}._@-]{1,64}$/u;

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
