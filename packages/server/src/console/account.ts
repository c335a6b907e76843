/**
 * Who is there: sign-in, sign-out, the own password, the token of the own telephone.
 *
 *   GET  /welcome        for strangers
 *   POST /sign-in        {user, password}
 *   POST /sign-in/demo   {role}; demo mode, on this machine
 *   POST /sign-out
 *   GET  /me
 *   POST /password       {old, new}; ends every other session of the user
 *   GET  /phone-token
 */
import {
  CONSOLE_ROLES,
  type ConsoleMe,
  type ConsoleRole,
  type ConsoleWelcome,
  type PhoneToken,
  type SignIn,
} from '@wssoftphone/protocol/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isFromThisMachine } from '../gateway/http/local.ts';
import type { StoredUser } from '../ports/console-store.ts';
import { StoreError } from '../ports/store-error.ts';
import { addressOf } from './address.ts';
import { note } from './audit.ts';
import { CONSOLE_LIMITS as MAX } from './limits.ts';
import { fromOurPage, langOf, needs, type Person, personOf, refuse } from './parts.ts';
import { body, word } from './schemas.ts';
import { cookie, personFrom } from './sessions.ts';
import { passwordFault, userName } from './user-names.ts';
import type { ConsoleWhole } from './whole.ts';

/** Of the demonstration's agents. The sign is none that a user's name may have. */
const DEMO_AGENTS: Readonly<Record<ConsoleRole, string | null>> = {
  agent: '888',
  supervisor: '800',
  administrator: null,
};
const ROLE = { type: 'string', enum: CONSOLE_ROLES } as const;
const PASSWORD = word(MAX.passwordMost, 0);

export function accountRoutes(app: FastifyInstance, parts: ConsoleWhole): void {
  const { store, tenant, clock, people } = parts;
  const ours = { onRequest: fromOurPage(parts) };
  const signedIn = { onRequest: needs('agent', parts, 'new-password') };

  app.get(
    '/welcome',
    ours,
    async (request): Promise<ConsoleWelcome> => ({
      tenantName: await store.console.tenantName(tenant),
      demoRoles: mayDemo(request, parts) ? CONSOLE_ROLES : [],
    }),
  );

  app.post<{ Body: SignIn }>(
    '/sign-in',
    { ...ours, schema: { body: body({ user: word(64, 0), password: PASSWORD }) } },
    async (request, reply) => {
      const user = userName(request.body.user);
      const found = await judge(request, reply, parts, user, request.body.password);
      if ('refused' in found) {
        await note(parts, {
          // A name that is none may be a password in the wrong field.
          user: found.stored === null ? '' : user,
          action: 'sign-in',
          target: addressOf(request),
          outcome: found.refused,
        });
        return reply;
      }
      await store.console.changeUser(tenant, user, { lastSignInAt: clock.now() });
      await note(parts, { user, action: 'sign-in', target: addressOf(request), outcome: 'ok' });
      return welcome(request, reply, personFrom(found.stored), found.stored);
    },
  );

  app.post<{ Body: { readonly role: ConsoleRole } }>(
    '/sign-in/demo',
    { ...ours, schema: { body: body({ role: ROLE }) } },
    async (request, reply) => {
      if (!mayDemo(request, parts)) return refuse(reply, langOf(request, parts), 403, 'OriginForbidden');
      const { role } = request.body;
      const agentId = DEMO_AGENTS[role];
      const agent = parts.config().agents.find((one) => one.agentId === agentId);
      const administrator = langOf(request, parts) === 'en' ? 'Administrator' : '管理员';
      await note(parts, { user: `demo:${role}`, action: 'sign-in', target: addressOf(request), outcome: 'ok' });
      const name = agent?.name ?? administrator;
      const person = { user: `demo:${role}`, name, role, agentId: agent?.agentId ?? null, mustChangePassword: false };
      return welcome(request, reply, person, null);
    },
  );

  app.post('/sign-out', ours, async (request, reply) => {
    const person = people.find(request.headers.cookie);
    await people.end(request.headers.cookie);
    if (person !== null) await note(parts, { user: person.user, action: 'sign-out', target: '', outcome: 'ok' });
    return reply.header('set-cookie', cookie(null, request)).code(204).send();
  });

  app.get('/me', signedIn, async (request) => me(personOf(request)));

  app.post<{ Body: { readonly old: string; readonly new: string } }>(
    '/password',
    { ...signedIn, schema: { body: body({ old: PASSWORD, new: PASSWORD }) } },
    async (request, reply) => {
      const { user } = personOf(request);
      const lang = langOf(request, parts);
      const { old, new: wanted } = request.body;
      const found = await judge(request, reply, parts, user, old);
      if ('refused' in found) {
        await note(parts, { user, action: 'password', target: user, outcome: found.refused });
        return reply;
      }
      const fault = passwordFault(wanted, user, lang) ?? (wanted === old ? same[lang] : null);
      if (fault !== null) return refuse(reply, lang, 422, 'PasswordWeak', { expected: fault });
      const password = await parts.passwords.hash(wanted);
      if (password === null) return busy(request, reply, parts);
      // The hash took a while: what an administrator has done since is not undone.
      if (!(await stands(found.stored))) return refuse(reply, lang, 401, 'SignInRefused');
      await store.console.changeUser(tenant, user, { password, mustChange: false });
      await people.endAllOf(user);
      await note(parts, { user, action: 'password', target: user, outcome: 'ok' });
      const changed = { ...found.stored, password, mustChange: false };
      return welcome(request, reply, personFrom(changed), changed);
    },
  );

  app.get('/phone-token', { onRequest: needs('agent', parts) }, async (request, reply) => {
    const { agentId } = personOf(request);
    const agent = parts.config().agents.find((one) => one.agentId === agentId);
    if (agent === undefined) return refuse(reply, langOf(request, parts), 409, 'NoAgent');
    const issued = await parts.tokens()?.issue({ agentId: agent.agentId });
    const answer: PhoneToken = { agentId: agent.agentId, agentName: agent.name, token: issued?.token ?? null };
    return answer;
  });

  /** @param stored whom the store knew when the password was judged; null: one of the demonstration */
  async function welcome(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    stored: StoredUser | null,
  ): Promise<ConsoleMe | FastifyReply> {
    const answer = await me(person);
    // An id that was there before the sign-in is worth nothing after it.
    await people.end(request.headers.cookie);
    const id = await people.begin(person, stored);
    // Whoever is changed from here on is signed out by that; whoever was changed just before was not here to be.
    if (stored !== null && !(await stands(stored))) {
      await people.endAllOf(person.user);
      return refuse(reply, langOf(request, parts), 401, 'SignInRefused');
    }
    reply.header('set-cookie', cookie(id, request));
    return answer;
  }

  async function stands({ user, password, role, agentId, disabled }: StoredUser): Promise<boolean> {
    const now = await store.console.user(tenant, user);
    if (now === null || now.disabled !== disabled || now.password !== password) return false;
    return now.role === role && now.agentId === agentId;
  }

  async function me({ user, name, role, agentId, mustChangePassword }: Person): Promise<ConsoleMe> {
    const { utcOffsetMinutes } = parts.config().params;
    return {
      user,
      name,
      role,
      agentId,
      mustChangePassword,
      tenant: { id: tenant, name: await store.console.tenantName(tenant), utcOffsetMinutes },
      demo: parts.demo,
      lab: parts.lab,
    };
  }
}

const same = { 'zh-CN': '与旧密码不同', en: 'another than the old one' } as const;

/** Demonstration data, and whoever asks sits at this machine or the server was told that anybody may. */
const mayDemo = (request: FastifyRequest, { demo, demoRemote }: ConsoleWhole): boolean =>
  demo && (demoRemote || isFromThisMachine(request));

type Judged = { readonly stored: StoredUser } | { readonly refused: string; readonly stored: StoredUser | null };

/** Says whether it is who he says he is; `refused` has been answered. */
async function judge(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ConsoleWhole,
  user: string,
  password: string,
): Promise<Judged> {
  const { clock, failures } = parts;
  const lang = langOf(request, parts);
  const address = addressOf(request);
  const wait = failures.begin(user, address, clock.now());
  if (wait > 0) {
    const seconds = String(Math.ceil(wait / 1000));
    reply.header('retry-after', seconds);
    refuse(reply, lang, 429, 'SignInBlocked', { seconds });
    return { refused: 'SignInBlocked', stored: null };
  }
  const { stored, right, now } = await compared(parts, user, password).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'away') failures.undone(user, address);
    throw error;
  });
  if (right === null) {
    failures.undone(user, address);
    busy(request, reply, parts);
    return { refused: 'SignInBlocked', stored };
  }
  if (now === null || now.disabled || now.password !== stored?.password) {
    refuse(reply, lang, 401, 'SignInRefused');
    return { refused: 'SignInRefused', stored };
  }
  failures.succeeded(user, address);
  return { stored: now };
}

async function compared({ store, tenant, passwords }: ConsoleWhole, user: string, password: string) {
  const stored = await store.console.user(tenant, user);
  const right = await passwords.matches(password, stored?.password ?? null);
  // Once more: it took a while, and an administrator may have been quicker.
  const now = right ? await store.console.user(tenant, user) : null;
  return { stored, right, now };
}

function busy(request: FastifyRequest, reply: FastifyReply, parts: ConsoleWhole): FastifyReply {
  reply.header('retry-after', '2');
  return refuse(reply, langOf(request, parts), 429, 'SignInBlocked', { seconds: '2' });
}
