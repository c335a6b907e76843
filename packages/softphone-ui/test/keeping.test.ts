/** What is kept: messages of this page, and what the browser remembers. */
import { describe, expect, it } from 'vitest';
import { UI_LIMITS } from '../src/model/limits.ts';
import { DEFAULT_PREFERENCES, type Keeper, Memory } from '../src/model/memory.ts';
import { Mailbox } from '../src/model/messages.ts';
import { Settling } from '../src/page/settling.ts';

const message = (fromIns: string, text: string, at = 1) => ({ id: text, fromIns, fromName: `n${fromIns}`, text, at });

describe('conversations', () => {
  it('count what was not read, the newest first', () => {
    const mail = new Mailbox();
    mail.arrived(message('6003', 'a'), false);
    mail.arrived(message('6004', 'b'), false);
    mail.arrived(message('6003', 'c'), false);
    expect(mail.threads.map(({ ins, unread }) => [ins, unread])).toEqual([
      ['6003', 2],
      ['6004', 1],
    ]);
    expect(mail.unread).toBe(3);
    mail.read('6003');
    expect(mail.unread).toBe(1);
    expect(mail.threads[0]?.lines.map(({ text }) => text)).toEqual(['a', 'c']);
  });
  it('are read while they are open, and keep the name when they are answered', () => {
    const mail = new Mailbox();
    mail.arrived(message('6003', 'a'), true);
    expect(mail.unread).toBe(0);
    mail.sent('6003', '', 'yes', 2);
    expect(mail.threads[0]).toMatchObject({ name: 'n6003', unread: 0 });
    expect(mail.threads[0]?.lines.at(-1)).toEqual({ mine: true, text: 'yes', at: 2 });
  });
  it('have bounds, and so has what was not sent', () => {
    const mail = new Mailbox();
    for (let n = 0; n < 100; n++) mail.arrived(message(String(n), 'x'), false);
    for (let n = 0; n < 200; n++) mail.arrived(message('99', `${n}`), false);
    expect(mail.threads).toHaveLength(UI_LIMITS.threads);
    expect(mail.threads[0]?.lines).toHaveLength(UI_LIMITS.messages);
    expect(mail.threads[0]?.lines.at(-1)?.text).toBe('199');
    for (let n = 0; n < 100; n++) mail.draft(String(n), 'x');
    expect(mail.drafts.size).toBe(UI_LIMITS.threads);
    expect(mail.drafts.get('99')).toBe('x');
  });
});

class Box implements Keeper {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

describe('the browser remembers', () => {
  it('the extension of the desk, and the agent’s wishes and numbers', () => {
    const local = new Box();
    const before = new Memory(local, null);
    before.ins = '6002';
    before.preferences = { ...DEFAULT_PREFERENCES, ring: false, volume: 0.2 };
    before.rememberNumber('888', '95588');
    const after = new Memory(local, null);
    expect(after.ins).toBe('6002');
    expect(after.preferences).toEqual({ ...DEFAULT_PREFERENCES, ring: false, volume: 0.2 });
    expect(after.numbers('888')).toEqual(['95588']);
    expect(after.numbers('999')).toEqual([]);
    after.forgetNumbers('888');
    expect(after.numbers('888')).toEqual([]);
  });
  it('the session for a reload of the same seat only', () => {
    const memory = new Memory(null, new Box());
    memory.rememberSession('888', '6002', 'D1');
    expect(memory.session('888', '6002')).toBe('D1');
    expect(memory.session('888', '6003')).toBe('');
  });
  it('nothing at all where it may not, without a fault', () => {
    const forbidden = new Proxy({} as Keeper, {
      get() {
        return () => {
          throw new DOMException('denied');
        };
      },
    });
    const memory = new Memory(forbidden, null);
    memory.ins = '6002';
    expect(memory.ins).toBe('');
    expect(memory.preferences).toEqual(DEFAULT_PREFERENCES);
    expect(memory.session('888', '6002')).toBe('');
  });
  it('no nonsense that somebody else left there', () => {
    const local = new Box();
    local.setItem('wssp.ui.preferences', '{"volume":17,"ring":"loud","shortcuts":[]}');
    expect(new Memory(local, null).preferences).toEqual(DEFAULT_PREFERENCES);
    local.setItem('wssp.ui.preferences', 'null');
    expect(new Memory(local, null).preferences).toEqual(DEFAULT_PREFERENCES);
  });
});

describe('a place whose function has just changed', () => {
  const shows = (id: number, enabled = true) => ({
    places: [{ place: 'end' as const, button: { id: id as 10, enabled } }],
    primary: null,
    more: [],
  });
  const over = () => {
    let tell = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    return { told, tell };
  };
  it('takes no click for a moment: it was meant for the function before', async () => {
    const { told, tell } = over();
    const settling = new Settling(5, () => {
      if (!settling.has('end')) tell();
    });
    settling.look(shows(14));
    expect(settling.has('end')).toBe(false);
    settling.look(shows(10));
    expect(settling.has('end')).toBe(true);
    await told;
    expect(settling.has('end')).toBe(false);
  });
  it('takes one at once when nothing could have been pressed there', () => {
    const settling = new Settling(1000, () => {});
    settling.look(shows(14, false));
    settling.look(shows(10));
    expect(settling.has('end')).toBe(false);
    settling.look(shows(10, false));
    settling.look(shows(10));
    expect(settling.has('end')).toBe(false);
  });
});
