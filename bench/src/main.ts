/** Prints what was measured, as Markdown. Options: --only engine|server, --connections N, --seconds N, --pace N. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { positive } from './arguments.ts';
import { benchEngine } from './engine.ts';
import { benchServer } from './server.ts';
import { fixed, table, whole } from './stats.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    connections: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '5' },
    pace: { type: 'string', default: '2000' },
    steps: { type: 'string', default: '200000' },
  },
});
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${new Date().toISOString().slice(0, 10)}\n`,
);

// First, while this process has nothing in its memory but itself.
if (values.only !== 'engine') {
  const connections = positive(values.connections, 'connections');
  const seconds = positive(values.seconds, 'seconds');
  const pace = positive(values.pace, 'pace');
  const { echo, response, event, memory } = await benchServer(connections, seconds, pace);
  const rows = (
    [
      ['raw ws echo', echo],
      ['command → response (read only)', response],
      ['command → event (durable)', event],
    ] as const
  ).map(([name, { throughput, roundTrip, skipped }]) => [
    name,
    whole(throughput),
    fixed(throughput / echo.throughput),
    fixed(roundTrip.p50),
    fixed(roundTrip.p50 / echo.roundTrip.p50, 1),
    fixed(roundTrip.p99),
    fixed(roundTrip.p99 / echo.roundTrip.p99, 1),
    whole(skipped),
  ]);
  const head = [`${connections} connections`, 'answers/s', '× echo', 'p50 ms', '× echo', 'p99 ms', '× echo', 'skipped'];
  console.log(table(head, rows));
  console.log(
    `\nRound-trip times at ${whole(pace)} questions a second. Memory ${whole(memory.idle)} MB idle, ${whole(memory.full)} MB under load.\n`,
  );
}

if (values.only !== 'server') {
  const steps = positive(values.steps, 'steps');
  const results = [100, 10_000].map((agents) => benchEngine(agents, steps));
  const rows = results.map((result) => [
    `${whole(result.agents)} agents`,
    whole(result.stepsPerSecond),
    fixed(result.step.p50, 1),
    fixed(result.step.p99, 1),
    fixed(result.effects / result.steps, 1),
    whole(result.calls),
  ]);
  console.log(table(['engine', 'steps/s', 'p50 µs', 'p99 µs', 'effects/step', 'calls'], rows), '\n');
}
