import { describe, expect, it } from 'vitest';
import { Agenda } from '../src/agenda.ts';
import { DelayLine } from '../src/delay-line.ts';
import { createRandom } from '../src/random.ts';

describe('the virtual clock', () => {
  it('does things in order of time, and of asking within a moment', () => {
    const agenda = new Agenda(1000);
    const done: string[] = [];
    agenda.after(5, () => done.push('b'));
    agenda.after(5, () => done.push('c'));
    agenda.after(1, () => done.push('a'));
    agenda.cancel(agenda.after(2, () => done.push('never')));
    agenda.after(9, () => agenda.at(0, () => done.push(`e at ${agenda.now}`)));
    while (agenda.next());
    expect(done).toEqual(['a', 'b', 'c', 'e at 1009']);
    expect(agenda.next()).toBe(false);
  });

  it('agrees with sorting, whatever is asked and cancelled', () => {
    const random = createRandom(5);
    const agenda = new Agenda(0);
    const expected: { at: number; id: number }[] = [];
    const done: number[] = [];
    for (let id = 0; id < 2000; id += 1) {
      const at = random.below(500);
      const ticket = agenda.at(at, () => done.push(id));
      if (random.chance(0.3)) agenda.cancel(ticket);
      else expected.push({ at, id });
    }
    while (agenda.next());
    expect(done).toEqual(expected.sort((a, b) => a.at - b.at || a.id - b.id).map(({ id }) => id));
  });
});

describe('a line with delays', () => {
  it('keeps the order under a key, and lets keys overtake each other', () => {
    const agenda = new Agenda(0);
    const line = new DelayLine(agenda, createRandom(2), { mean: 50, late: 0.1, lateMs: 500 });
    const arrived: string[] = [];
    for (let i = 0; i < 100; i += 1)
      line.send(i % 2 ? 'odd' : 'even', () => arrived.push(`${i % 2 ? 'odd' : 'even'} ${i}`));
    while (agenda.next());
    const odd = arrived.filter((text) => text.startsWith('odd'));
    const even = arrived.filter((text) => text.startsWith('even'));
    expect(odd).toEqual(Array.from({ length: 50 }, (_, i) => `odd ${2 * i + 1}`));
    expect(even).toEqual(Array.from({ length: 50 }, (_, i) => `even ${2 * i}`));
    expect(arrived).not.toEqual(Array.from({ length: 100 }, (_, i) => `${i % 2 ? 'odd' : 'even'} ${i}`));
  });

  it('loses the rest when it breaks', () => {
    const agenda = new Agenda(0);
    const line = new DelayLine(agenda, createRandom(2), { mean: 50, late: 0, lateMs: 0 });
    const arrived: number[] = [];
    for (let i = 0; i < 10; i += 1) line.send('x', () => arrived.push(i));
    line.break(4);
    expect(line.inFlight).toBe(0);
    while (agenda.next());
    expect(arrived).toEqual([0, 1, 2, 3]);
  });
});
