/** Calls between agents and to extensions: the own phone first; nobody wraps up. */
import { describe, expect, it } from 'vitest';
import { story } from '../lib/records.ts';
import { BOB, DESK, OUTBOUND_AMY } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Seat } from './lib/seat.ts';
import type { Use } from './scenarios.ts';

export function innerCallScenarios(use: Use): void {
  describe('inner call', () => {
    const office = async () => {
      const centre = use();
      return { centre, amy: await centre.agent(OUTBOUND_AMY), bob: await centre.agent(BOB) };
    };
    const talking = async () => {
      const people = await office();
      const { amy, bob } = people;
      const call = amy.page.callInner('AGT', bob.agentId);
      await pickUp(amy);
      await pickUp(bob);
      await call;
      await amy.told(48, 49, 25, 'CallInnerBegin', 26, 'CallInnerSucc');
      await bob.told(27, 5, 'CallArrive', 26, 'DevConnected');
      return people;
    };

    it('goes from the list to the talk, and leaves both idle', async () => {
      const { centre, amy, bob } = await office();
      await amy.page.callSPFunction(4);
      await amy.told(24, 'PrepareCallInnerSucc', 'RefreshAgentListSucc');
      expect(amy.buttons).toEqual([36, 40]);
      expect(JSON.stringify(amy.last('RefreshAgentListSucc').values.agentList)).toContain(bob.ins);
      const call = amy.page.callInner('AGT', bob.agentId);
      await amy.phone.rings();
      await amy.told(48, 49);
      expect(amy.buttons).toEqual([35, 36, 54]);
      await amy.phone.answer();
      expect(await bob.phone.rings()).toEqual({ callerNumber: amy.ins });
      await amy.told(25, 'CallInnerBegin');
      await bob.told(27, 5, 'CallArrive');
      expect(bob.call).toMatchObject({ '17': '2', ANI: amy.ins });
      await hearing([amy, 'ringback'], [bob]);
      await bob.phone.answer();
      await call;
      await amy.told(26, 'CallInnerSucc');
      await bob.told(26, 'DevConnected');
      await hearing([amy, bob], [bob, amy]);

      await bob.page.dropCall();
      await bob.told('DropCallSucc', 'DevDisconnected', 3);
      await amy.told('DevDisconnected', 3);
      expect(await amy.phone.ended()).toBe('normal');
      const record = await centre.record();
      expect(record).toMatchObject({ direction: '2', ani: amy.ins, outcome: 'answered', endedBy: 'agent' });
      expect(story(record)).toEqual(['ring 6001 answered', 'ring 6002 answered', 'talk 6001 completed']);
    });

    it('can be held by either: the other hears music and cannot retrieve', async () => {
      const { amy, bob } = await talking();
      for (const [holder, held] of [
        [amy, bob],
        [bob, amy],
      ] as const) {
        await holder.page.hold();
        await holder.told(41, 'HoldSucc');
        await held.told(42);
        expect([holder.buttons, held.buttons]).toEqual([
          [10, 11, 36, 54],
          [10, 36, 54],
        ]);
        await hearing([holder], [held, 'music']);
        await expect(held.page.fetchHold()).rejects.toMatchObject({ code: 'NotAllowedInState' });
        await held.told('FetchHoldFailed NotAllowedInState');
        await holder.page.fetchHold();
        await holder.told(26, 'FetchHoldSucc');
        await held.told(26);
        await hearing([amy, bob], [bob, amy]);
      }
    });

    it('to an extension without an agent just rings it', async () => {
      const { centre, amy } = await office();
      const desk = await centre.extension(DESK);
      const call = amy.page.callInner('EXT', DESK);
      await pickUp(amy);
      expect(await desk.rings()).toEqual({ callerNumber: amy.ins });
      await desk.answer();
      await call;
      await amy.told(48, 49, 25, 'CallInnerBegin', 26, 'CallInnerSucc');
      await hearing([amy, desk], [desk, amy]);
      await desk.hangup();
      await amy.told('DevDisconnected', 3);
      expect(await centre.record()).toMatchObject({ direction: '2', dnis: DESK, outcome: 'answered' });
    });

    it('is refused by the colleague, who goes on as before', async () => {
      const { centre, amy, bob } = await office();
      const call = expect(amy.page.callInner('AGT', bob.agentId)).rejects.toMatchObject({ code: 'CallRejected' });
      await pickUp(amy);
      await bob.told(27, 5, 'CallArrive');
      await bob.page.dropCall();
      await call;
      await amy.told(48, 49, 25, 'CallInnerBegin', 'CallInnerFailed CallRejected', 3);
      await bob.told('DropCallSucc', 3);
      expect(await centre.record()).toMatchObject({ direction: '2', outcome: 'rejected' });
    });

    it('is cancelled while the colleague’s phone rings', async () => {
      const { centre, amy, bob } = await office();
      const call = expect(amy.page.callInner('AGT', bob.agentId)).rejects.toMatchObject({ code: 'CallCancelled' });
      await pickUp(amy);
      await bob.told(27, 5, 'CallArrive');
      await amy.told(48, 49, 25, 'CallInnerBegin');
      await amy.page.cancelCallInner();
      await call;
      await amy.told('CancelCallInnerSucc', 'CallInnerFailed CallCancelled', 3);
      await bob.told(3);
      expect([await amy.phone.ended(), await bob.phone.ended()]).toEqual(['normal', 'cancelled']);
      expect(await centre.record()).toMatchObject({ direction: '2', outcome: 'cancelled' });
    });

    it('is refused for a colleague who is not idle, and rings nobody', async () => {
      const { amy, bob } = await office();
      await bob.page.leave('0');
      await expect(amy.page.callInner('AGT', bob.agentId)).rejects.toMatchObject({ code: 'TargetBusy' });
      await amy.told('CallInnerFailed TargetBusy');
      expect(amy.state).toBe(3);
    });
  });
}

async function pickUp(seat: Seat): Promise<void> {
  await seat.phone.rings();
  await seat.phone.answer();
}
