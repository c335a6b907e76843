/** Passwords as they are really kept. */
import { expect, it } from 'vitest';
import { ensureAdministrator } from '../../src/console/index.ts';
import { createPasswords, Turns } from '../../src/console/passwords.ts';
import { createMemoryStore } from '../support/memory-store.ts';

const passwords = createPasswords();

it('the right one matches, another one does not, and two users with the same have another hash', async () => {
  const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w+/=]{24}\$[\w+/=]{44}$/);
  expect(one).not.toBe(two);
  expect(await passwords.matches('correct horse', one)).toBe(true);
  expect(await passwords.matches('correct hors', one)).toBe(false);
  expect(await passwords.matches('', one)).toBe(false);
});

it('what was typed on another keyboard is the same', async () => {
  const kept = await passwords.hash('Ångström-密码');
  expect(await passwords.matches('Ångström-密码'.normalize('NFD'), kept)).toBe(true);
});

it('a hash of a lower cost, or none, is understood as what it is', async () => {
  const old = 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  expect(await passwords.matches('anything', old)).toBe(false);
  expect(await passwords.matches('anything', 'no hash')).toBe(false);
  expect(await passwords.matches('anything', null)).toBe(false);
});

it('a stranger costs what a user costs', async () => {
  const kept = await passwords.hash('correct horse');
  const time = async (hash: string | null): Promise<number> => {
    const began = process.cpuUsage();
    for (let nth = 0; nth < 4; nth++) await passwords.matches('wrong', hash);
    const { user, system } = process.cpuUsage(began);
    return user + system;
  };
  const [known, stranger] = [await time(kept), await time(null)];
  expect(stranger / known).toBeGreaterThan(0.5);
  expect(stranger / known).toBeLessThan(2);
});

it('few are computed at a time, the others wait in order, and too many are turned away', async () => {
  const turns = new Turns(2, 3);
  const free: (() => void)[] = [];
  const begun: number[] = [];
  const all = Array.from({ length: 7 }, (_, nth) =>
    turns.take(async () => {
      begun.push(nth);
      await new Promise<void>((resolve) => free.push(resolve));
      return nth;
    }),
  );
  expect(await Promise.all(all.slice(5))).toEqual([null, null]);
  expect(begun).toEqual([0, 1]);
  for (let nth = 0; nth < 5; nth++) {
    free[nth]?.();
    expect(await all[nth]).toBe(nth);
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

it('a turn comes free when the work fails', async () => {
  const turns = new Turns(1, 1);
  await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.take(async () => 1)).toBe(1);
});

it('the first administrator is made once, with the password that is kept, which is to be changed', async () => {
  const store = createMemoryStore().console;
  let asked = 0;
  const secret = async () => {
    asked += 1;
    return 'the kept password';
  };
  const ensure = () => ensureAdministrator({ tenant: '1', store, passwords, secret });
  expect(await ensure()).toBe(true);
  const [made] = await store.users('1');
  expect(made).toMatchObject({ user: 'admin', role: 'administrator', mustChange: true, disabled: false });
  expect(await passwords.matches('the kept password', made?.password ?? null)).toBe(true);
  expect(await ensure()).toBe(true);
  expect(asked).toBe(1);

  await store.changeUser('1', 'admin', { mustChange: false, password: 'own' });
  expect(await ensure()).toBe(false);
  expect((await store.user('1', 'admin'))?.password).toBe('own');

  // Whoever shut all administrators out by hand gets the kept password back with the next start.
  await store.changeUser('1', 'admin', { disabled: true });
  expect(await ensure()).toBe(true);
  expect(await store.user('1', 'admin')).toMatchObject({ disabled: false, mustChange: true });
  expect(asked).toBe(2);
});
