/** Lists worked one by one: numbers in preview mode (states 28, 9, 6), pieces of work in non-real-time mode (29). */
import { describe, expect, it } from 'vitest';
import { AMY, SUE } from './lib/centre.ts';
import { hearing } from './lib/hearing.ts';
import type { Use } from './scenarios.ts';

export function taskScenarios(use: Use): void {
  describe('a list worked one by one', () => {
    it('shows each number before it is dialled; the agent dials it, skips it, or takes it off', async () => {
      const centre = use();
      const sue = await centre.agent(SUE);
      const amy = await centre.agent({ ...AMY, workMode: '5' });
      const numbers = [centre.outside(), centre.outside(), centre.outside()];
      const items = numbers.map(({ number }) => number).join(',');
      await centre.command(sue, 'ImportTasks', {
        kind: 'dial',
        skillCode: '1001',
        items,
        attached: { campaign: 'renewals' },
      });
      await sue.told('ImportTasksSucc');
      const [first, second, third] = numbers;
      if (!first || !second || !third) throw new Error('unreachable');

      await amy.told(28);
      const { TASKID = '' } = amy.call;
      expect(amy.call).toMatchObject({ DNIS: first.number, campaign: 'renewals', '17': '1' });
      expect(amy.buttons).toEqual([2, 36, 43, 44, 45, 46, 54]);
      await amy.page.callSPFunction(44);
      await amy.phone.rings();
      await amy.phone.answer();
      await first.rings();
      await first.answer();
      await amy.reaches(6);
      expect(amy.call).toMatchObject({ TASKID, campaign: 'renewals', DNIS: first.number });
      await hearing([first, amy], [amy, first]);
      await first.hangup();
      await amy.reaches(19);
      expect(await centre.record()).toMatchObject({ dnis: first.number, data: { TASKID, campaign: 'renewals' } });

      await amy.page.finishWrapup();
      await amy.reaches(28);
      expect(amy.call.DNIS).toBe(second.number);
      await amy.page.callSPFunction(46);
      await amy.reaches(28);
      expect(amy.call.DNIS).toBe(third.number);
      await amy.page.callSPFunction(45);
      // The one that was skipped is left, and not for her.
      await amy.reaches(3);
      await amy.page.setWorkMode('3');
      const outcomes = (await centre.audited()).filter((one) => one.startsWith(`${AMY.agentId} task-dial`));
      expect(outcomes.map((one) => one.split(' ').at(-1))).toEqual(['dialled', 'skipped', 'deleted']);

      await sue.page.setWorkMode('5');
      await sue.reaches(28);
      expect(sue.call.DNIS).toBe(second.number);
      await sue.page.callSPFunction(45);
      await sue.reaches(3);
    });

    it('goes through pieces of work that need no telephone', async () => {
      const centre = use();
      const sue = await centre.agent(SUE);
      const amy = await centre.agent({ ...AMY, workMode: '2' });
      await centre.command(sue, 'ImportTasks', { kind: 'work', skillCode: '1001', items: 'mail 17,mail 18' });
      for (const piece of ['mail 17', 'mail 18']) {
        await amy.reaches(29);
        expect(amy.call).toMatchObject({ TASKNAME: piece, DNIS: '' });
        expect(amy.buttons).toEqual([2, 36, 47, 54]);
        await amy.page.callSPFunction(47);
      }
      await amy.reaches('FinishNoneRealTimeWorkSucc');
      await amy.reaches(3);
      const outcomes = (await centre.audited()).filter((one) => one.startsWith(`${AMY.agentId} task-work`));
      expect(outcomes.map((one) => one.split(' ').at(-1))).toEqual(['finished', 'finished']);
    });
  });
}
