/**
 * The lab: hands on the virtual switch over HTTP, for the demo page, for integrators who test their pages, and for
 * scripts. Only there in demo mode with the virtual switch.
 *
 *   GET  /lab                             what can be called, and how outside numbers behave
 *   GET  /lab/events                      server-sent events, `lab`: the whole LabView now and after every change
 *   GET  /lab/phones, /lab/customers      views
 *   GET  /lab/token?agentId=888           as GET /demo/token
 *   POST /lab/customers                   { ani, dnis, aniName? }: a customer calls in; 201 and its view
 *   POST /lab/customers/:id/ACTION        answer, refuse, hangup, digits { digits }
 *   POST /lab/phones/:number/ACTION       answer, refuse, hangup, digits { digits }, register, unregister, busy, free,
 *                                         auto-answer { ms: number | null }
 *   POST /lab/faults/ACTION               lose-line, mend-line, restart, delay { ms }, fail-dials { count }
 *
 * Actions answer with the view after them. Errors are `{ error: { code, text } }`: 403 not from here, 404 no such party,
 * 409 it cannot do that now, 503 too many.
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Clock } from '../ports/clock.ts';
import { OUTSIDE_SUFFIXES } from '../switch/virtual/outside-numbers.ts';
import type { VirtualSwitch } from '../switch/virtual/virtual-switch.ts';
import { farEndActions, faultActions, type LabAction, type LabBody, phoneActions } from './actions.ts';
import { type DemoTokenOptions, tokenRoute } from './demo-tokens.ts';
import { guard, refuse } from './guard.ts';
import { NUMBER, object } from './schemas.ts';
import { LabStreams } from './stream.ts';
import { customerView, labView, phoneView } from './views.ts';

export interface LabOptions extends DemoTokenOptions {
  readonly switch: VirtualSwitch;
  readonly clock: Clock;
  /** Numbers that customers may want to call, with what they lead to. */
  readonly lines: () => readonly LabLine[];
}
export interface LabLine {
  readonly dnis: string;
  readonly name: string;
}

const ANI_NAME_CHARS = 64;

export function createLab(options: LabOptions): FastifyPluginAsync {
  return async (app) => {
    await app.register(async (lab) => routes(lab, options), { prefix: '/lab' });
  };
}

function routes(lab: FastifyInstance, options: LabOptions): void {
  const port = options.switch;
  const { exchange } = port;
  const view = () => labView(exchange, port.health().connected);
  const streams = new LabStreams(options.clock, view);
  const unwatch = port.watch(() => streams.changed());
  lab.addHook('preClose', (done) => {
    unwatch();
    streams.close();
    done();
  });
  lab.addHook('onRequest', guard(options.allowRemote));

  lab.get('/', () => ({ switch: port.kind, lines: options.lines(), outsideSuffixes: OUTSIDE_SUFFIXES }));
  lab.get('/phones', () => view().phones);
  lab.get('/customers', () => view().customers);
  lab.get('/events', (_request, reply) => {
    if (streams.full) return refuse(reply, 503, 'LimitReached', 'Too many event streams are open.');
    reply.hijack();
    streams.add(reply.raw);
  });
  tokenRoute(lab, options.tokens);

  lab.post<{ Body: { ani: string; dnis: string; aniName?: string } }>(
    '/customers',
    {
      schema: {
        body: object({ ani: NUMBER, dnis: NUMBER, aniName: { type: 'string', maxLength: ANI_NAME_CHARS } }, [
          'ani',
          'dnis',
        ]),
      },
    },
    ({ body }, reply) => {
      const customer = exchange.customerCalls(body.ani, body.dnis, body.aniName);
      if (customer === undefined) {
        return refuse(reply, 503, 'LimitReached', 'Too many customers are calling.');
      }
      return reply.code(201).send(customerView(exchange, customer));
    },
  );
  const byHand = farEndActions(exchange);
  for (const [name, action] of Object.entries(byHand)) {
    lab.post<{ Params: { id: string }; Body: LabBody }>(`/customers/:id/${name}`, bodyOf(action), (request, reply) => {
      const customer = exchange.customers.get(request.params.id);
      return carryOut(reply, customer, action, request.body, (one) => customerView(exchange, one));
    });
  }
  for (const [name, action] of Object.entries({ ...byHand, ...phoneActions(exchange) })) {
    lab.post<{ Params: { number: string }; Body: LabBody }>(
      `/phones/:number/${name}`,
      bodyOf(action),
      (request, reply) => {
        const phone = exchange.phones.get(request.params.number);
        return carryOut(reply, phone, action, request.body, (one) => phoneView(exchange, one));
      },
    );
  }
  for (const [name, action] of Object.entries(faultActions())) {
    lab.post<{ Body: LabBody }>(`/faults/${name}`, bodyOf(action), (request, reply) =>
      carryOut(reply, port, action, request.body, view),
    );
  }
}

function carryOut<T>(
  reply: FastifyReply,
  target: T | undefined,
  action: LabAction<T>,
  body: LabBody | null,
  view: (target: T) => object,
): FastifyReply {
  if (target === undefined) return refuse(reply, 404, 'TargetUnknown', 'There is no such party.');
  if (!action.run(target, body ?? {})) return refuse(reply, 409, 'NotAllowedInState', 'The party cannot do that now.');
  return reply.send(view(target));
}
function bodyOf(action: { readonly body?: object }): { schema?: { body: object } } {
  return action.body === undefined ? {} : { schema: { body: action.body } };
}
