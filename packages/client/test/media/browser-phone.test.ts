/** The agent's telephone in the page, with a SIP library that says what the test wants. */
import { beforeEach, describe, expect, it } from 'vitest';
import { NoAccount } from '../../src/media/account.ts';
import { FakeCall, Rig, settled } from './rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
const states = () => rig.heard('onIptStateChange').map(([state]) => state);

describe('the line', () => {
  it('is asked for when the agent logs on, and given up when the agent has logged off', async () => {
    await settled();
    expect(rig.stacks).toEqual([]);
    await rig.state('2');
    expect(rig.stack.did).toEqual(['start']);
    rig.stack.host.opened();
    rig.stack.host.registered();
    expect(states()).toEqual(['connecting', 'idle']);
    expect(rig.heard('onIptWSOpen')).toHaveLength(1);
    await rig.state('1');
    expect(rig.stack.did).toEqual(['start', 'stop']);
    expect(rig.media.state).toBe('closed');
  });

  it('waits for the microphone to be allowed before the log-on, and gives it back', async () => {
    rig = new Rig({ status: 'connecting' });
    await settled();
    expect(rig.streams).toHaveLength(0);
    await rig.status('online');
    rig.phone.tell('onInited', 'D1');
    await settled();
    expect(rig.streams.map(({ track }) => track.stopped)).toEqual([true]);
  });

  it('comes back by itself, and registers again when it was refused', async () => {
    await rig.idle();
    rig.stack.host.closed(true);
    expect(rig.heard('onIptWSClose')).toHaveLength(1);
    expect(rig.media.state).toBe('connecting');
    rig.stack.host.opened();
    rig.stack.host.refused(); // Asterisk has just started, and does not know it yet
    await rig.later();
    expect(rig.stacks).toHaveLength(2);
    rig.stack.host.registered();
    expect(rig.media.state).toBe('idle');
    expect(rig.timers).toEqual([]);
  });

  it('that cannot be opened twice gets another account, for the session may be another', async () => {
    await rig.idle();
    rig.stack.host.closed(true);
    rig.stack.host.closed(false);
    expect(rig.timers).toEqual([]);
    rig.stack.host.closed(false);
    expect(rig.heard('onIptWSConnectFailed')).toHaveLength(2);
    expect(rig.media.problem?.code).toBe('PhoneLineDown');
    await rig.later();
    expect(rig.stacks).toHaveLength(2);
    expect(rig.stacks[0]?.did).toContain('stop quietly');
  });

  it('says why there is no account, once, and asks again', async () => {
    const refused = { code: 'BrowserPhoneUnknown', text: 'Extension 6001 is no telephone', remedy: 'Ask' };
    rig.account = async () => {
      throw new NoAccount(refused);
    };
    await rig.state('2');
    await rig.later();
    await rig.later();
    expect(rig.heard('onIptProblem')).toEqual([[refused]]);
    expect(rig.heard('onShowTip')).toEqual([['Extension 6001 is no telephone: Ask']]);
    expect(rig.timers).toEqual([4_000]);
  });

  it.each(['replaced', 'closed'])(
    'is let go without a word when the page is %s: another has the talk',
    async (status) => {
      await rig.idle();
      const call = await rig.talks();
      await rig.status(status);
      expect(call.did).toEqual(['answer', 'drop']);
      expect(rig.stack.did.at(-1)).toBe('stop quietly');
      expect(rig.media.state).toBe('closed');
    },
  );

  it('stays while the softphone’s own line is away', async () => {
    await rig.idle();
    const call = await rig.talks();
    await rig.status('reconnecting');
    expect(call.did).toEqual(['answer']);
    expect(rig.media.state).toBe('talking');
  });
});

describe('a call', () => {
  beforeEach(() => rig.idle());

  it('rings until the server answers for the agent', async () => {
    const call = await rig.rings();
    expect(rig.media.state).toBe('ringing');
    expect(call.did).toEqual([]);
    rig.stack.host.pickUp();
    await settled();
    expect(call.did).toEqual(['answer']);
    call.told?.up();
    expect(rig.media.state).toBe('talking');
    call.told?.over();
    expect(rig.media.state).toBe('idle');
    expect(call.microphone?.track.stopped).toBe(true);
  });

  it('is picked up at once when it asks for that', async () => {
    expect((await rig.rings(true)).did).toEqual(['answer']);
  });

  it('is picked up by the page where the server may not', async () => {
    const call = await rig.rings();
    await rig.media.answer();
    await rig.media.answer();
    expect(call.did).toEqual(['answer']);
  });

  it('is refused when nobody could hear the agent', async () => {
    rig.microphone = 'MicrophoneBusy';
    const call = await rig.rings(true);
    expect(call.did).toEqual(['refuse']);
    expect(rig.media.problem).toMatchObject({ code: 'MicrophoneBusy', text: expect.stringMatching(/opened/) });
    expect(rig.media.state).toBe('idle');
  });

  it('gives the microphone back when it ended while that was being opened', async () => {
    const call = new FakeCall();
    rig.stack.host.rings(call, true);
    call.told?.over();
    await settled();
    expect(call.did).toEqual([]);
    expect(rig.streams.at(-1)?.track.stopped).toBe(true);
  });

  it('beside another is refused as busy; called anew it takes the other’s place without a goodbye', async () => {
    const call = await rig.talks();
    const second = await rig.rings();
    expect(second.did).toEqual(['refuse']);
    expect(rig.media.state).toBe('talking');
    const same = await rig.rings(true);
    expect(call.did).toEqual(['answer', 'drop']);
    expect(same.did).toEqual(['answer']);
    call.told?.over(); // late
    same.told?.up();
    expect(rig.media.state).toBe('talking');
  });

  it('goes on when the line is lost, and a ringing one does not', async () => {
    const call = await rig.talks();
    rig.stack.host.closed(true);
    expect(rig.media.state).toBe('talking');
    call.told?.over();
    expect(rig.media.state).toBe('connecting');
    rig.stack.host.registered();
    const ringing = await rig.rings();
    rig.stack.host.closed(true);
    expect(ringing.did).toEqual(['drop']);
    expect(rig.media.state).toBe('connecting');
  });

  it('goes on on its own library while a lost registration is tried again', async () => {
    const call = await rig.talks();
    rig.stack.host.closed(true);
    rig.stack.host.refused();
    await rig.later();
    expect(rig.stacks).toHaveLength(1);
    expect(rig.stack.did).toEqual(['start', 'register']);
    call.told?.over();
    await rig.later();
    expect(rig.stacks).toHaveLength(2);
  });

  it('of which the server knows nothing any more is over', async () => {
    const call = await rig.talks();
    await rig.state('19');
    expect(call.did).toEqual(['answer']);
    await rig.later();
    expect(call.did).toEqual(['answer', 'hangup']);
    expect(rig.media.state).toBe('idle');
  });

  it('hangs up, refuses and sends keys as a telephone does', async () => {
    const ringing = await rig.rings();
    rig.media.hangup();
    expect(ringing.did).toEqual(['refuse']);
    const call = await rig.talks();
    rig.media.sendDigits('5#');
    rig.media.sendDigits('not keys');
    rig.media.hangup();
    expect(call.did).toEqual(['answer', 'digits 5#', 'hangup']);
  });

  it('tells when the browser does not play yet', async () => {
    rig.plays = false;
    const call = await rig.talks();
    call.told?.sound({} as MediaStream);
    await settled();
    expect(rig.heard('onShowTip').at(-1)?.[0]).toMatch(/Click anywhere/);
    call.told?.over();
    expect(rig.media.problem).toBeNull();
  });
});

describe('mute', () => {
  it('silences the microphone, is told to the page, and ends with the call', async () => {
    await rig.idle();
    const call = await rig.talks();
    await rig.phone.muteMic?.();
    expect(call.microphone?.track.enabled).toBe(false);
    expect(rig.heard('onIptStateChange').at(-1)).toEqual(['talking', true]);
    await rig.phone.unmuteMic?.();
    expect(call.microphone?.track.enabled).toBe(true);
    rig.media.mute();
    call.told?.over();
    await rig.state('3');
    expect(rig.media.isMuted).toBe(false);
  });

  it('outlives a reload in a talk', async () => {
    rig = new Rig({ muted: true, agentState: '6' });
    await settled();
    const call = await rig.rings(true);
    expect(call.microphone?.track.enabled).toBe(false);
  });

  it('does not outlive the call that it was for', async () => {
    rig = new Rig({ muted: true, agentState: '3' });
    expect(rig.media.isMuted).toBe(false);
    expect(rig.kept.size).toBe(0);
  });
});

describe('without a microphone', () => {
  it.each([
    ['MicrophoneRefused', /may not use the microphone/],
    ['MicrophoneMissing', /no microphone/],
    ['MicrophoneBusy', /cannot be opened/],
    ['PageNotSecure', /https/],
  ] as const)(
    '%s: there is no telephone, the agent is told why, and it comes when that has changed',
    async (code, text) => {
      rig = new Rig({ microphone: code });
      await rig.state('2');
      expect(rig.stacks).toEqual([]);
      expect(rig.media.problem?.code).toBe(code);
      expect(rig.heard('onShowTip')[0]?.[0]).toMatch(text);
      rig.microphone = null;
      await rig.plugIn();
      expect(rig.stack.did).toEqual(['start']);
      expect(rig.media.problem).toBeNull();
    },
  );
});

it('leaves the softphone as it was', async () => {
  const { tell } = rig.phone;
  await rig.idle();
  rig.media.close();
  expect(rig.stack.did.at(-1)).toBe('stop');
  expect(rig.phone.tell).not.toBe(tell);
  expect(rig.phone.muteMic).toBeUndefined();
});

it('makes a telephone for each softphone of a toolbar', async () => {
  const toolbar = Object.assign(new EventTarget(), { phone: null as Rig['phone'] | null });
  const { WSBrowserPhone } = await import('../../src/media/browser-phone.ts');
  const parts = { microphone: { open: async () => new MediaStream(), onChange: () => () => {} }, storage: null };
  const sound = { play: async () => true, stop: () => {}, use: async () => {} };
  const present = WSBrowserPhone.forToolbar(toolbar, { parts: { ...parts, sound } });
  const changed = () => toolbar.dispatchEvent(new Event('sp-connection-change'));
  changed();
  expect(present()).toBeNull();
  toolbar.phone = new Rig().phone;
  changed();
  const first = present();
  changed();
  expect(present()).toBe(first);
  expect(first?.phone).toBe(toolbar.phone);
  toolbar.phone = new Rig().phone;
  changed();
  expect(present()).not.toBe(first);
});
