import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { agentView, event, succ } from './support/fake-desk.ts';
import { ManualClock } from './support/manual-clock.ts';
import { Stages } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

describe('the order of what a page hears', () => {
  it('is the order in which the desk said it', async () => {
    const { desk, page } = await stages.open();
    const one = await page();
    desk.answer = (submission) => {
      const conn = submission.conn ?? '';
      desk.event(conn, { event: 'SettingsNotify', ins: '6002', seq: 1, at: 1, params: SETTINGS });
      desk.reply(submission, succ(submission, { agent: agentView() }));
      desk.event(conn, event('StateChange', 2));
      return null;
    };
    one.send({ command: 'Init', ins: '6002', params: { agentId: '888' } });
    expect([await one.next(), await one.next(), await one.next()]).toMatchObject([
      { event: 'SettingsNotify' },
      { command: 'Init', agentInfos: { agentId: '888' } },
      { event: 'StateChange' },
    ]);
  });

  it('holds for what comes in different ticks', async () => {
    const { desk, page } = await stages.open();
    const one = await page('/', ['wssp.v4']);
    await one.ask('Hold');
    const conn = desk.submissions[0]?.conn ?? '';
    const heard: unknown[] = [];
    for (let seq = 1; seq <= 100; seq++) {
      desk.event(conn, event('DialBegin', seq));
      if (seq % 7 === 0) await new Promise(setImmediate);
    }
    while (heard.length < 100) {
      const frame = JSON.parse(await one.frame()) as unknown;
      heard.push(...(Array.isArray(frame) ? frame : [frame]));
    }
    expect(heard.map((message) => (message as { seq: number }).seq)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
  });
});

describe('an answer', () => {
  it('goes to the connection that asked, also when two ask the same at once', async () => {
    const { desk, page } = await stages.open();
    desk.answer = () => null;
    const [one, two] = [await page(), await page()];
    one.send({ command: 'Hold', ins: '6001' });
    two.send({ command: 'Hold', ins: '6002' });
    await desk.when(() => desk.submissions.length === 2);
    for (const submission of [...desk.submissions].reverse()) desk.reply(submission, succ(submission));
    expect(await one.next()).toMatchObject({ ins: '6001' });
    expect(await two.next()).toMatchObject({ ins: '6002' });
  });

  it('comes once: a second answer to the same command is not sent', async () => {
    const { desk, page } = await stages.open();
    const one = await page();
    desk.answer = (submission) => {
      desk.reply(submission, succ(submission));
      return succ(submission, { datas: { second: true } });
    };
    await one.ask('Hold');
    desk.answer = (submission) => succ(submission);
    expect(await one.ask('FetchHold')).toMatchObject({ command: 'FetchHold' });
  });

  it('that the desk never gives is given for it, and comes too late afterwards', async () => {
    const clock = new ManualClock();
    const { desk, page } = await stages.open({ limits: { pingMs: 10_000_000 } }, { clock });
    const one = await page('/?lang=en', ['wssp.v4']);
    desk.answer = () => null;
    one.send({ command: 'Hold', ins: '6002', id: 'h' });
    const silent = await desk.asked('Hold');
    clock.advance(17_000);
    expect(await one.next()).toMatchObject({
      command: 'Hold',
      ins: '6002',
      errorCode: 'ProcessFailed',
      replyTo: 'h',
      fault: { code: 'Internal' },
    });
    desk.reply(silent, succ(silent));
    desk.answer = (submission) => succ(submission);
    expect(await one.ask('FetchHold')).toMatchObject({ command: 'FetchHold' });
  });

  it('for a page that has gone is dropped', async () => {
    const { desk, page } = await stages.open();
    const [one, two] = [await page(), await page()];
    desk.answer = () => null;
    one.send({ command: 'Hold', ins: '6002' });
    const left = await desk.asked('Hold');
    await one.close();
    await desk.when(() => desk.closed.length === 1);
    desk.reply(left, succ(left));
    desk.event(left.conn ?? '', event('HoldSucc', 1));
    desk.answer = (submission) => succ(submission);
    expect(await two.ask('Hold')).toMatchObject({ errorCode: 'Succ' });
  });
});

describe('a page that does not take what it is sent', () => {
  it('is cut when its buffer is full, and the others are not kept waiting', async () => {
    const { desk, page, http } = await stages.open({ limits: { sendBufferBytes: 256 * 1024 } });
    const [slow, quick] = [await page(), await page()];
    await slow.ask('Hold');
    const conn = desk.submissions[0]?.conn ?? '';
    slow.ws.pause();
    const call = { COID: 'BC_1_58aaabff_4001', '17': '0', note: 'x'.repeat(16 * 1024) } as const;
    // The operating system takes several megabytes before the server notices.
    for (let seq = 1; desk.closed.length === 0 && seq <= 10_000; seq++) {
      desk.event(conn, { ...event('DialBegin', seq), call });
      await new Promise(setImmediate);
    }
    expect(desk.closed).toEqual([conn]);
    expect(await quick.ask('Hold')).toMatchObject({ errorCode: 'Succ' });
    expect(await (await fetch(`${http}/metrics`)).text()).toContain('wssp_connections_cut_total{reason="slow"} 1');
    slow.ws.terminate();
  });
});

describe('the log', () => {
  it('names connection, session and call, and no parameter', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const { desk, page } = await stages.open({}, { log });
    const one = await page();
    await one.ask('Dial', { phoneNum: '13800138000', ticket: 'SECRET-1' });
    const conn = desk.submissions[0]?.conn ?? '';
    desk.event(conn, { ...event('DialBegin', 1), call: { COID: 'BC_1_2_3', '17': '1' } });
    await one.next();
    await one.ask('DropCall');
    await one.ask('Nonsense');
    const dial = lines.find((line) => line.command === 'Dial');
    expect(dial).toMatchObject({ conn, ins: '6002', msg: 'command' });
    expect(lines.find((line) => line.command === 'DropCall')).toMatchObject({ conn, ins: '6002', call: 'BC_1_2_3' });
    expect(lines.find((line) => line.command === 'Nonsense')).toMatchObject({
      level: 30,
      fault: 'CommandUnknown',
      call: 'BC_1_2_3',
    });
    expect(JSON.stringify(lines)).not.toMatch(/13800138000|SECRET-1/);
  });
});

const SETTINGS = {
  stateSettings: [],
  workModeSettings: [],
  leaveReasonSettings: [],
  transferSubItems: [],
  transferIVRInfo: [],
  transferAgentSkillInfo: [],
  ivrButtonSettings: [],
};
