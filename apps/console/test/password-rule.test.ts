/** What the page says about a new password before the server is asked. */
import { expect, it } from 'vitest';
import { passwordProblem } from '../src/pages/password/password-rule.ts';

it.each([
  ['short', 'passwordShort'],
  ['九个字的密码太短了', 'passwordShort'],
  ['ADMINISTRATOR', 'passwordIsUser'],
  ['the old password', 'passwordSame'],
  ['a new password', null],
  ['十个字的密码就足够了吧', null],
] as const)('%s: %s', (next, problem) => {
  expect(passwordProblem('the old password', next, 'administrator')).toBe(problem);
});
