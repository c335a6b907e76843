/** Snoop channels: Asterisk's way to hear what a channel hears and says, and to speak to it alone. */
import type { Board } from './board.ts';

export const isSnoop = (channel: string): boolean => channel.startsWith('wssp-snoop-');

/** Resolves when the channel `id` has come; it speaks into the ear of `to`. Rejects when it does not come. */
export async function snoop(board: Board, to: string, id: string, spy: 'both' | 'none'): Promise<void> {
  const entered = board.entered(id);
  await board.ari.call('channels.snoopChannelWithId', {
    channelId: to,
    snoopId: id,
    spy,
    whisper: 'out',
    app: board.app,
    appArgs: 'snoop',
  });
  if (!(await entered)) throw new Error('the snoop channel did not come');
}
