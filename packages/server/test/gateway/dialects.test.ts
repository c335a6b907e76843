import { afterEach, describe, expect, it } from 'vitest';
import { frameVectors } from '../../../protocol/test/vectors.ts';
import { legacyEvent, legacyFrame, legacyResponse } from '../../src/gateway/legacy.ts';
import { v4Event, v4Frames, v4Message, v4Response } from '../../src/gateway/v4.ts';
import { event, succ } from './support/fake-desk.ts';
import { Stages } from './support/stage.ts';

const stages = new Stages();
afterEach(() => stages.close());

describe('the deployed dialect', () => {
  it.each(frameVectors())('$name', ({ lang, reply, event, deployed }) => {
    if (reply) expect(legacyResponse(reply, lang)).toEqual(deployed);
    if (event) expect(legacyEvent(event, lang)).toEqual(deployed);
  });

  it('can be evaluated as a script: no raw line separators, only JSON in strings', () => {
    for (const { lang, event: said } of frameVectors()) {
      const frame = said && legacyEvent(said, lang);
      if (!frame) continue;
      const text = legacyFrame({ ...frame, errorDesc: 'a\u2028b\u2029c' });
      expect(text).not.toMatch(/[\u2028\u2029]/);
      expect(JSON.parse(text)).toEqual({ ...frame, errorDesc: 'a\u2028b\u2029c' });
      for (const list of Object.values(frame.params ?? {})) expect(list).not.toMatch(/[\u2028\u2029]/);
    }
  });

  it('has every value of agentInfos, params and coInfos as a string', () => {
    for (const { deployed } of frameVectors()) {
      if (!deployed) continue;
      const coInfos = 'coInfos' in deployed ? deployed.coInfos : {};
      const params = 'params' in deployed ? deployed.params : {};
      for (const value of Object.values({ ...deployed.agentInfos, ...coInfos, ...params })) {
        expect(value).toBeTypeOf('string');
      }
    }
  });

  it('puts one object in a frame, also when many are sent in one tick', async () => {
    const { desk, page } = await stages.open();
    const one = await page();
    desk.answer = (submission) => {
      const conn = submission.conn ?? '';
      for (let seq = 1; seq <= 50; seq++) desk.event(conn, event('DialBegin', seq));
      return succ(submission);
    };
    one.send({ command: 'Hold', ins: '6002' });
    for (let seq = 1; seq <= 50; seq++) {
      const frame = await one.frame();
      expect(frame[0]).toBe('{');
      expect(JSON.parse(frame)).toEqual({ objectClass: 'SPEvent', event: 'DialBegin', ins: '6002' });
    }
    expect(await one.next()).toMatchObject({ objectClass: 'SPResponse', command: 'Hold' });
  });
});

describe('wssp.v4', () => {
  it.each(frameVectors())('$name', ({ lang, reply, event, v4 }) => {
    if (reply) expect(v4Response(reply, lang)).toEqual(v4);
    if (reply) expect(JSON.parse(v4Message(v4Response(reply, lang)))).toEqual(v4);
    if (event) expect(JSON.parse(v4Event(event, lang))).toEqual(v4);
  });

  it('puts the messages of one tick into one array, in order', async () => {
    const { desk, page } = await stages.open();
    const one = await page('/', ['wssp.v4']);
    expect(one.ws.protocol).toBe('wssp.v4');
    desk.answer = (submission) => {
      desk.event(submission.conn ?? '', event('DialBegin', 1));
      desk.reply(submission, succ(submission));
      desk.event(submission.conn ?? '', event('HoldSucc', 2));
      return null;
    };
    one.send({ command: 'Hold', ins: '6002', id: 'h1' });
    const frame = JSON.parse(await one.frame()) as unknown;
    expect(frame).toMatchObject([
      { objectClass: 'SPEvent', event: 'DialBegin', seq: 1, at: 1 },
      { objectClass: 'SPResponse', command: 'Hold', replyTo: 'h1', at: 1 },
      { objectClass: 'SPEvent', event: 'HoldSucc', seq: 2 },
    ]);
  });

  it('sends a message that is alone as an object', async () => {
    const { page } = await stages.open();
    const one = await page('/', ['wssp.v4']);
    expect(await one.ask('Hold', {}, { id: 'h1' })).toMatchObject({ objectClass: 'SPResponse', replyTo: 'h1' });
  });

  it('takes several commands in one frame, and answers each', async () => {
    const { desk, page } = await stages.open();
    const one = await page('/', ['wssp.v4']);
    one.send(JSON.stringify([{ command: 'Hold', ins: '6002', id: 'a' }, { command: 'No', ins: '6002', id: 'b' }, 7]));
    const answers = JSON.parse(await one.frame()) as unknown;
    expect(answers).toMatchObject([
      { command: 'Hold', errorCode: 'Succ', replyTo: 'a' },
      {
        command: 'No',
        errorCode: 'UnknownCommand',
        replyTo: 'b',
        fault: { code: 'CommandUnknown', text: '未知命令,处理失败' },
      },
      { command: '', errorCode: 'ProcessFailed', fault: { code: 'FrameNotJson' } },
    ]);
    expect(desk.submissions).toHaveLength(1);
  });

  it('splits an array that would grow too large', () => {
    const frames = v4Frames(['{"a":1}', '{"b":2}', '{"c":3}'], 16);
    expect(frames).toEqual(['[{"a":1},{"b":2}]', '{"c":3}']);
    expect(v4Frames(['{"long":"message"}', '{}'], 4)).toEqual(['{"long":"message"}', '{}']);
    expect(v4Frames([], 4)).toEqual([]);
  });
});

describe('both dialects', () => {
  it('repeat the name of the command as the page wrote it', async () => {
    const { desk, page } = await stages.open();
    const one = await page();
    expect(await one.ask('Intervene')).toMatchObject({ command: 'Intervene', errorCode: 'Succ' });
    expect(desk.submissions[0]?.command.command).toBe('Intervence');
  });

  it('speak the language the page asked for', async () => {
    const { page } = await stages.open();
    for (const [path, desc] of [
      ['/', '未知命令,处理失败'],
      ['/?lang=en', 'Unknown command'],
      ['/?lang=en-US', 'Unknown command'],
      ['/?lang=fr', '未知命令,处理失败'],
    ] as const) {
      expect(await (await page(path)).ask('No')).toMatchObject({ errorDesc: desc });
    }
  });

  it('tell the desk which dialect and language a command came in', async () => {
    const { desk, page } = await stages.open();
    await (await page('/?lang=en', ['wssp.v4'])).ask('Hold');
    expect(desk.submissions[0]).toMatchObject({ v4: true, lang: 'en' });
    await (await page()).ask('Hold');
    expect(desk.submissions[1]).toMatchObject({ v4: false, lang: 'zh-CN' });
  });
});
