/**
 * People at the console. One administrator who can sign in always stays.
 *
 *   GET    /users
 *   POST   /users        a ConsoleUserChange with `user` and `password`
 *   PUT    /users/:user  a ConsoleUserChange
 *   DELETE /users/:user
 */
import type { Lang } from '@wssoftphone/protocol';
import {
  CONSOLE_ROLES,
  type ConsoleUser,
  type ConsoleUserChange,
  type ConsoleUsers,
} from '@wssoftphone/protocol/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StoredUser } from '../ports/console-store.ts';
import { note } from './audit.ts';
import { canAdminister } from './first-administrator.ts';
import { CONSOLE_LIMITS as MAX } from './limits.ts';
import { langOf, needs, type Problem, personOf, refuse } from './parts.ts';
import { Turns } from './passwords.ts';
import { body, word } from './schemas.ts';
import { passwordFault, USER_FORM, userName } from './user-names.ts';
import type { ConsoleWhole } from './whole.ts';

interface ByUser {
  readonly Params: { readonly user: string };
}
type NewUser = ConsoleUserChange & { readonly user: string };

const SEEN = {
  name: word(64, 0),
  role: { type: 'string', enum: CONSOLE_ROLES },
  agentId: { type: ['string', 'null'], maxLength: 32 },
  disabled: { type: 'boolean' },
};
const CHANGE = { ...SEEN, password: word(MAX.passwordMost, 0), seen: body(SEEN) };
const REQUIRED = ['name', 'role', 'agentId', 'disabled'];

export function userRoutes(app: FastifyInstance, parts: ConsoleWhole): void {
  const { store, tenant, people, passwords } = parts;
  const administrators = { onRequest: needs('administrator', parts) };
  /** One change at a time: two that each leave one administrator could together leave none. */
  const changes = new Turns(1, MAX.hashesWaiting);

  app.get(
    '/users',
    administrators,
    async (): Promise<ConsoleUsers> => ({
      users: (await store.console.users(tenant)).map(shown),
    }),
  );

  app.post<{ Body: NewUser }>(
    '/users',
    { ...administrators, schema: { body: body({ ...CHANGE, user: word(64) }, [...REQUIRED, 'user', 'password']) } },
    (request, reply) =>
      inTurn(request, reply, async () => {
        const user = userName(request.body.user);
        const lang = langOf(request, parts);
        const known = await store.console.users(tenant);
        if (known.length >= MAX.users) return refuse(reply, lang, 409, 'LimitReached', { limit: 'users' });
        const problems = problemsOf(user, request.body, lang);
        if (!USER_FORM.test(user)) problems.push({ at: 'user', text: FORM[lang] });
        else if (known.some((one) => one.user === user)) problems.push({ at: 'user', text: TAKEN[lang] });
        if (problems.length > 0) return refuse(reply, lang, 422, 'ConfigInvalid', {}, problems);
        const { name, role, agentId, disabled, password = '' } = request.body;
        const hashed = await passwords.hash(password);
        if (hashed === null) return busy(request, reply);
        const made = { user, name: name.trim() || user, role, agentId, disabled, mustChange: true, lastSignInAt: null };
        await store.console.addUser(tenant, { ...made, password: hashed });
        await done(request, 'user-put', user);
        return reply.code(201).send(shown({ ...made, password: '' }));
      }),
  );

  app.put<ByUser & { Body: ConsoleUserChange }>(
    '/users/:user',
    { ...administrators, schema: { body: body(CHANGE, REQUIRED) } },
    (request, reply) =>
      inTurn(request, reply, async () => {
        const user = userName(request.params.user);
        const lang = langOf(request, parts);
        const known = await store.console.user(tenant, user);
        if (known === null) return refuse(reply, lang, 404, 'RecordUnknown');
        const { seen } = request.body;
        if (seen !== undefined && !sawIt(seen, known)) return refuse(reply, lang, 409, 'ConfigChanged');
        const problems = problemsOf(user, request.body, lang, known.agentId);
        if (problems.length > 0) return refuse(reply, lang, 422, 'ConfigInvalid', {}, problems);
        const { name, role, agentId, disabled, password } = request.body;
        const wanted = { ...known, name: name.trim() || user, role, agentId, disabled };
        if (!canAdminister(wanted) && (await isLast(user))) return refuse(reply, lang, 409, 'LastAdministrator');
        const hashed = password === undefined ? undefined : await passwords.hash(password);
        if (hashed === null) return busy(request, reply);
        const own = personOf(request).user === user;
        const mustChange = hashed === undefined ? known.mustChange : !own;
        // Without a new one the password is not written: the user may be changing it at this moment.
        const secret = hashed === undefined ? {} : { password: hashed, mustChange };
        await store.console.changeUser(tenant, user, { ...pick(wanted), ...secret });
        const same =
          wanted.role === known.role && wanted.agentId === known.agentId && wanted.disabled === known.disabled;
        if (same && password === undefined) people.rename(user, wanted.name);
        else await people.endAllOf(user);
        await done(request, 'user-put', user);
        return shown({ ...wanted, mustChange });
      }),
  );

  app.delete<ByUser>('/users/:user', administrators, (request, reply) =>
    inTurn(request, reply, async () => {
      const user = userName(request.params.user);
      const lang = langOf(request, parts);
      if (await isLast(user)) return refuse(reply, lang, 409, 'LastAdministrator');
      if (!(await store.console.deleteUser(tenant, user))) return refuse(reply, lang, 404, 'RecordUnknown');
      await people.endAllOf(user);
      await done(request, 'user-delete', user);
      return reply.code(204).send();
    }),
  );

  const done = (request: FastifyRequest, action: 'user-put' | 'user-delete', target: string): Promise<boolean> =>
    note(parts, { user: personOf(request).user, action, target, outcome: 'ok' });

  async function inTurn(request: FastifyRequest, reply: FastifyReply, work: () => Promise<unknown>): Promise<unknown> {
    const answer = await changes.take(async () => ({ with: await work() }));
    return answer === null ? busy(request, reply) : answer.with;
  }
  function busy(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return refuse(reply, langOf(request, parts), 503, 'LimitReached', { limit: 'changes of users' });
  }
  async function isLast(user: string): Promise<boolean> {
    const administrators = (await store.console.users(tenant)).filter(canAdminister);
    return administrators.length === 1 && administrators[0]?.user === user;
  }
  /** @param before the agent the user is bound to, who may be gone: a user without one can still be shut out */
  function problemsOf(
    user: string,
    { agentId, password }: ConsoleUserChange,
    lang: Lang,
    before: string | null = null,
  ): Problem[] {
    const problems: Problem[] = [];
    const isAgent =
      agentId === before || agentId === null || parts.config().agents.some((agent) => agent.agentId === agentId);
    if (!isAgent) problems.push({ at: 'agentId', text: NO_AGENT[lang] });
    const fault = password === undefined ? null : passwordFault(password, user, lang);
    if (fault !== null) problems.push({ at: 'password', text: fault });
    return problems;
  }
}

const FORM = { 'zh-CN': '1 到 64 个字母、数字、汉字或 . _ - @', en: '1 to 64 letters, digits or . _ - @' } as const;
const TAKEN = { 'zh-CN': '已有同名用户', en: 'there is a user of that name' } as const;
const NO_AGENT = { 'zh-CN': '没有该座席', en: 'there is no such agent' } as const;

const sawIt = (seen: NonNullable<ConsoleUserChange['seen']>, known: StoredUser): boolean =>
  seen.name === known.name &&
  seen.role === shown(known).role &&
  seen.agentId === known.agentId &&
  seen.disabled === known.disabled;
const pick = ({ name, role, agentId, disabled }: StoredUser) => ({ name, role, agentId, disabled });
const shown = ({ user, name, role, agentId, disabled, mustChange, lastSignInAt }: StoredUser): ConsoleUser => ({
  user,
  name,
  role: CONSOLE_ROLES.find((one) => one === role) ?? 'agent',
  agentId,
  disabled,
  mustChangePassword: mustChange,
  lastSignInAt,
});
