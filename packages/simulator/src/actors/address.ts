/** What an agent asks for, as it goes to the server. */
import type { AddressedCommand, Command } from '@wssoftphone/protocol';
import type { Random } from '../random.ts';
import type { Draft, Seat } from './drafts.ts';

/** Puts a draft in its envelope, sometimes with somebody else's address. */
export function address(random: Random, draft: Draft, seat: Seat, id: string | undefined): AddressedCommand {
  const [command, params] = draft;
  const ins = random.chance(0.01) ? random.pick(['6001', '6099', '', 'RP_1']) : seat.ins;
  const secret = random.below(63);
  const delegatorId = secret < 60 ? seat.delegatorId : secret < 62 ? '' : random.hex(32);
  const addressed = { command, params, ins, delegatorId } as Command & { ins: string; delegatorId: string };
  return id === undefined ? addressed : { ...addressed, id };
}
