/** A console nobody can sign in to is of no use: one administrator is there from the first start. */
import type { ConsoleStore, StoredUser } from '../ports/console-store.ts';
import type { Passwords } from './passwords.ts';

export const FIRST_ADMINISTRATOR = 'admin';

export interface FirstAdministratorParts {
  readonly tenant: string;
  readonly store: ConsoleStore;
  readonly passwords: Passwords;
  /** The first password: made once, kept where only the server's user can read it. */
  readonly secret: () => Promise<string>;
}

/**
 * Makes `admin` where no administrator can sign in: in an empty table, or after somebody shut everybody out by hand.
 * True: `admin` still has the first password, which is to be changed.
 */
export async function ensureAdministrator({
  tenant,
  store,
  passwords,
  secret,
}: FirstAdministratorParts): Promise<boolean> {
  const users = await store.users(tenant);
  const known = users.find(({ user }) => user === FIRST_ADMINISTRATOR);
  if (users.some(canAdminister)) return known?.mustChange === true && canAdminister(known);
  const password = await passwords.hash(await secret());
  if (password === null) throw new Error('no turn for the first password');
  const standing = { role: 'administrator', disabled: false, mustChange: true, password };
  if (known !== undefined) await store.changeUser(tenant, FIRST_ADMINISTRATOR, standing);
  else {
    const made = { user: FIRST_ADMINISTRATOR, name: FIRST_ADMINISTRATOR, agentId: null, lastSignInAt: null };
    await store.addUser(tenant, { ...made, ...standing });
  }
  return true;
}

export const canAdminister = ({ role, disabled }: StoredUser): boolean => role === 'administrator' && !disabled;
