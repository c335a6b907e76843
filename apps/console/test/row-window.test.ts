/** Of five hundred rows only those around the view are drawn, and the list is as long as all of them. */
import { expect, it } from 'vitest';
import { ROW_HEIGHT, rowWindow } from '../src/pages/supervision/row-window.ts';

it('draws a short list whole', () => {
  expect(rowWindow(8, 0, 600)).toEqual({ first: 0, end: 8, above: 0, below: 0 });
  expect(rowWindow(0, 0, 600)).toEqual({ first: 0, end: 0, above: 0, below: 0 });
});

it('covers the view wherever one scrolls to, and keeps the length', () => {
  for (let top = 0; top <= 500 * ROW_HEIGHT - 600; top += 777) {
    const { first, end, above, below } = rowWindow(500, top, 600);
    expect(first * ROW_HEIGHT).toBeLessThanOrEqual(top);
    expect(end * ROW_HEIGHT).toBeGreaterThanOrEqual(top + 600);
    expect(end - first).toBeLessThan(45);
    expect(above + (end - first) * ROW_HEIGHT + below).toBe(500 * ROW_HEIGHT);
  }
});

it('draws the end of a list that has become shorter than where one had scrolled to', () => {
  const { first, end, above, below } = rowWindow(3, 5000, 600);
  expect([first, end, below]).toEqual([3, 3, 0]);
  expect(above).toBe(3 * ROW_HEIGHT);
});
