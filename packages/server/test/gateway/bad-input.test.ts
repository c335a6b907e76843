import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { refusalVectors } from '../../../protocol/test/vectors.ts';
import { textOf } from '../../src/gateway/texts.ts';
import type { Page } from './support/page.ts';
import { type Stage, Stages } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

/** Another agent's page, which must notice nothing. */
async function withNeighbour(limits = {}): Promise<{ on: Stage; neighbour: Page; unharmed: () => Promise<void> }> {
  const on = await stages.open({ limits });
  const neighbour = await on.page();
  const unharmed = async () => {
    expect(await neighbour.ask('Hold')).toMatchObject({ command: 'Hold', errorCode: 'Succ' });
    expect(neighbour.frames).toHaveLength(1);
  };
  return { on, neighbour, unharmed };
}

describe('every bad message gets its answer', () => {
  it('in the deployed dialect: all vectors on one connection, one response each, in order', async () => {
    const { on, unharmed } = await withNeighbour({ commandBurst: 1_000 });
    const one = await on.page();
    const vectors = refusalVectors().filter((vector) => vector.dialect === 'deployed');
    for (const { frame } of vectors) one.send(frame as object | string);
    for (const { expect: expected, name } of vectors) {
      const answer = await one.next();
      expect(answer, name).toEqual({
        objectClass: 'SPResponse',
        command: expected.command,
        ins: expected.ins,
        errorCode: expected.errorCode,
        errorDesc: textOf(expected.fault, 'zh-CN'),
        datas: {},
        agentInfos: {},
      });
      // A deployed page waits for one of the two after a Logon.
      if (expected.command === 'Logon') {
        expect(await one.next()).toMatchObject({ event: 'LogonFailed', errorCode: expected.fault.code });
      }
    }
    expect(on.desk.submissions).toEqual([]);
    await unharmed();
  });

  it('in wssp.v4: with the id, the code, the text and the remedy', async () => {
    const { on, unharmed } = await withNeighbour({ commandBurst: 1_000 });
    const one = await on.page('/?lang=en', ['wssp.v4']);
    for (const { frame, expect: expected, dialect } of refusalVectors()) {
      if (dialect !== 'v4') continue;
      one.send(frame as object | string);
      expect(await one.next()).toMatchObject({
        objectClass: 'SPResponse',
        command: expected.command,
        errorCode: expected.errorCode,
        ...(expected.id ? { replyTo: expected.id } : {}),
        fault: { ...expected.fault, text: textOf(expected.fault, 'en'), remedy: expect.stringMatching(/./) },
      });
    }
    await unharmed();
  });
});

describe('a binary frame', () => {
  it('is answered with FrameBinary, and the connection lives', async () => {
    const { on, unharmed } = await withNeighbour();
    const one = await on.page();
    one.ws.send(Buffer.from('{"command":"Hold","ins":"6002"}'));
    one.ws.send(randomBytes(1_000));
    for (let i = 0; i < 2; i++) {
      expect(await one.next()).toMatchObject({ errorCode: 'ProcessFailed', errorDesc: '不支持二进制消息,处理失败' });
    }
    expect(await one.ask('Hold')).toMatchObject({ errorCode: 'Succ' });
    await unharmed();
  });
});

describe('a frame that is too large', () => {
  it.each([64 * 1024 + 1, 1024 * 1024])('of %i bytes closes the connection with 1009', async (bytes) => {
    const { on, unharmed } = await withNeighbour();
    const one = await on.page();
    one.send('x'.repeat(bytes));
    expect(await one.closed).toBe(1009);
    await on.desk.when(() => on.desk.closed.length === 1);
    await unharmed();
    expect(await (await fetch(`${on.http}/metrics`)).text()).toContain(
      'wssp_connections_cut_total{reason="too-large"} 1',
    );
  });

  it('in fragments is no way around it', async () => {
    const { on, unharmed } = await withNeighbour();
    const one = await on.page();
    for (let i = 0; i < 80; i++) one.ws.send('x'.repeat(1024), { fin: i === 79 });
    expect(await one.closed).toBe(1009);
    await unharmed();
  });

  it('of exactly 64 KiB is read', async () => {
    const { on } = await withNeighbour();
    const one = await on.page();
    const frame = JSON.stringify({ command: 'Hold', ins: '6002', pad: '' });
    one.send(`${frame.slice(0, -2)}${'x'.repeat(64 * 1024 - frame.length)}"}`);
    expect(await one.next()).toMatchObject({ command: 'Hold', errorCode: 'Succ' });
  });
});

describe('frames that break the WebSocket protocol', () => {
  it('close the connection: text that is no UTF-8 with 1007', async () => {
    const { on, unharmed } = await withNeighbour();
    const one = await on.page();
    one.ws.send(Buffer.from([0xff, 0xfe, 0xfd]), { binary: false });
    expect(await one.closed).toBe(1007);
    await unharmed();
  });
});

describe('10,000 random frames', () => {
  it('get one answer each, while another agent notices nothing', async () => {
    const { on, unharmed } = await withNeighbour({ commandBurst: 100, sendBufferBytes: 64 * 1024 * 1024 });
    const one = await on.page();
    const random = randomFrames(0x5eed);
    const frames = Array.from({ length: 10_000 }, () => random());
    for (const frame of frames) one.ws.send(frame, { binary: typeof frame !== 'string' });
    for (const [index, frame] of frames.entries()) {
      const answer = await one.next();
      expect(answer.objectClass, `frame ${index}: ${String(frame).slice(0, 200)}`).toBe('SPResponse');
      expect(answer.agentInfos).toEqual({});
      if (answer.command === 'Logon' && answer.errorCode !== 'Succ') {
        expect(await one.next()).toMatchObject({ objectClass: 'SPEvent', event: 'LogonFailed' });
      }
    }
    await unharmed();
  });
});

describe('a flood of commands', () => {
  it('above the rate is answered TooManyCommands, and only the flooder', async () => {
    const { on, unharmed } = await withNeighbour({ commandsPerSecond: 0.001, commandBurst: 10 });
    const one = await on.page('/', ['wssp.v4']);
    const codes: unknown[] = [];
    for (let i = 0; i < 12; i++) codes.push(await one.ask('Hold', {}, { id: `h${i}` }));
    expect(codes.slice(0, 10)).toMatchObject(Array(10).fill({ errorCode: 'Succ' }));
    expect(codes.slice(10)).toMatchObject([
      { errorCode: 'ProcessFailed', replyTo: 'h10', fault: { code: 'TooManyCommands' } },
      { errorCode: 'ProcessFailed', replyTo: 'h11', fault: { code: 'TooManyCommands' } },
    ]);
    await unharmed();
  });

  it('of rubbish is one too, and fills no log', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
    const on = await stages.open({ limits: { commandsPerSecond: 0.001, commandBurst: 2 } }, { log });
    const one = await on.page('/', ['wssp.v4']);
    for (let i = 0; i < 100; i++) one.ws.send(i % 2 ? 'rubbish' : Buffer.from('rubbish'));
    const codes: (string | undefined)[] = [];
    while (codes.length < 100) {
      const frame = JSON.parse(await one.frame()) as { fault: { code: string } } | { fault: { code: string } }[];
      for (const message of Array.isArray(frame) ? frame : [frame]) codes.push(message.fault.code);
    }
    expect(codes).toEqual(['FrameBinary', 'FrameNotJson', ...Array(98).fill('TooManyCommands')]);
    expect(lines.filter((line) => line.includes('refused'))).toHaveLength(2);
  });

  it('that the desk does not answer stops at the bound of one connection', async () => {
    const { on } = await withNeighbour({ inFlightPerConnection: 3 });
    on.desk.answer = () => null;
    const one = await on.page();
    for (let i = 0; i < 4; i++) one.send({ command: 'Hold', ins: '6002' });
    expect(await one.next()).toMatchObject({ errorCode: 'ProcessFailed', errorDesc: '操作过于频繁,处理失败' });
    expect(on.desk.submissions).toHaveLength(3);
  });
});

/** Seeded: JSON near misses, broken JSON, noise, binary. */
function randomFrames(seed: number): () => string | Buffer {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const noise = (length: number): string =>
    Array.from({ length }, () => String.fromCodePoint(32 + next(0x2fff))).join('');
  const value = (): unknown =>
    pick([1, -1, 1e308, '', 'x', noise(20), null, true, [], {}, [[]], { a: { b: 1 } }, '6002', '888']);
  const command = (): string =>
    JSON.stringify({
      command: pick([
        'Init',
        'Logon',
        'Dial',
        'Hold',
        'WSHello',
        'Consult',
        'TransferToIVR',
        '',
        'constructor',
        noise(8),
        7,
      ]),
      objectClass: pick(['SPCommand', 'SPEvent', 3]),
      ins: pick(['6002', 6002, '', null, {}, noise(5)]),
      delegatorId: value(),
      params: pick([
        {},
        null,
        [],
        'x',
        { agentId: value(), phoneNum: value(), SVN: value(), customInitParams: value() },
      ]),
    });
  return () => {
    switch (next(5)) {
      case 0:
        return command();
      case 1:
        return command().slice(0, next(80));
      case 2:
        return noise(next(200));
      case 3:
        return JSON.stringify(value());
      default:
        return Buffer.from(Array.from({ length: next(50) }, () => next(256)));
    }
  };
}
