import { expect, it } from 'vitest';
import { Lane } from '../../src/switch/asterisk/lane.ts';
import { Recent } from '../../src/switch/asterisk/recent.ts';

it('runs tasks in order, also when one fails, and tells failures', async () => {
  const failures: unknown[] = [];
  const done: string[] = [];
  const lane = new Lane(10, (error) => failures.push(error));
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  lane.add(async () => {
    await gate;
    done.push('first');
  });
  lane.add(async () => {
    throw new Error('no');
  });
  lane.add(async () => {
    done.push('last');
  });
  expect(done).toEqual([]);
  open();
  await lane.idle();
  expect(done).toEqual(['first', 'last']);
  expect(failures).toHaveLength(1);
  expect(lane.busy).toBe(false);
});

it('refuses more than it can hold, and everything once closed', async () => {
  const lane = new Lane(2, () => {});
  const never = new Promise<void>(() => {});
  expect(lane.add(() => never)).toBe(true);
  expect(lane.add(async () => {})).toBe(true);
  expect(lane.add(async () => {})).toBe(true);
  expect(lane.add(async () => {})).toBe(false);
  lane.close();
  expect(lane.add(async () => {})).toBe(false);
});

it('remembers the latest and forgets the oldest', () => {
  const recent = new Recent(2);
  recent.add('a');
  recent.add('b');
  recent.add('a');
  recent.add('c');
  expect([recent.has('a'), recent.has('b'), recent.has('c')]).toEqual([true, false, true]);
});

it('tells of each task when it is over: run, failed, forgotten or refused', async () => {
  const over: string[] = [];
  const lane = new Lane(2, () => {});
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  lane.add(
    () => gate,
    () => over.push('run'),
  );
  lane.add(
    async () => {},
    () => over.push('forgotten'),
  );
  lane.close();
  lane.add(
    async () => {},
    () => over.push('refused'),
  );
  expect(over).toEqual(['forgotten', 'refused']);
  open();
  await lane.idle();
  expect(over).toEqual(['forgotten', 'refused', 'run']);
});
