/** What the gateway counts; all of it is served at /metrics with the rest of the server's registry. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface GatewayMetrics {
  readonly connections: Gauge<'dialect'>;
  readonly refusedConnections: Counter<'reason'>;
  readonly commands: Counter<'command' | 'result'>;
  readonly answerSeconds: Histogram<'transport'>;
  readonly events: Counter<'dialect'>;
  readonly cut: Counter<'reason'>;
  readonly http: Counter<'route' | 'status'>;
}

export function createMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry];
  return {
    connections: new Gauge({
      name: 'wssp_connections',
      help: 'Open WebSocket connections',
      labelNames: ['dialect'],
      registers,
    }),
    refusedConnections: new Counter({
      name: 'wssp_connections_refused_total',
      help: 'WebSocket connections refused at the handshake',
      labelNames: ['reason'],
      registers,
    }),
    commands: new Counter({
      name: 'wssp_commands_total',
      help: 'Commands answered; result is the error code of the answer or its fault',
      labelNames: ['command', 'result'],
      registers,
    }),
    answerSeconds: new Histogram({
      name: 'wssp_answer_seconds',
      help: 'From a command’s arrival to its answer',
      labelNames: ['transport'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
      registers,
    }),
    events: new Counter({
      name: 'wssp_events_total',
      help: 'Events sent to pages',
      labelNames: ['dialect'],
      registers,
    }),
    cut: new Counter({
      name: 'wssp_connections_cut_total',
      help: 'Connections the server ended: slow, silent, unproven, too-large',
      labelNames: ['reason'],
      registers,
    }),
    http: new Counter({
      name: 'wssp_http_requests_total',
      help: 'HTTP requests by route and status',
      labelNames: ['route', 'status'],
      registers,
    }),
  };
}
