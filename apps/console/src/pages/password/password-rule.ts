/** What is wrong with a new password, as far as the page can tell; the server decides. */
export const PASSWORD_MIN = 10;

export type PasswordProblem = 'passwordShort' | 'passwordIsUser' | 'passwordSame';

export function passwordProblem(old: string, next: string, user: string): PasswordProblem | null {
  // Characters as people count them: an emoji is one.
  if ([...next].length < PASSWORD_MIN) return 'passwordShort';
  if (next.toLowerCase() === user.toLowerCase()) return 'passwordIsUser';
  return next === old ? 'passwordSame' : null;
}
