/** Readers of single configuration values: the text of a column in, the engine's form out, undefined when it is not understood. */
import type { SkillConfig, Target } from '@wssoftphone/engine';

export const TARGET_FORM = 'skill:<code>, outside:<number>, ivr:<svn> or hangup';
export const HOURS_FORM = '<days> <from>-<to>[,<from>-<to>][; …], for example 1-5 09:00-18:00; 6 09:00-12:00';

/** `skill:1001` and its like; see TARGET_FORM. */
export function parseTarget(text: string): Target | undefined {
  const trimmed = text.trim();
  if (trimmed === 'hangup') return { type: 'hangup' };
  const colon = trimmed.indexOf(':');
  const value = trimmed.slice(colon + 1).trim();
  if (colon < 0 || value === '' || value.length > 64) return undefined;
  switch (trimmed.slice(0, colon)) {
    case 'skill':
      return { type: 'skill', code: value };
    case 'ivr':
      return { type: 'ivr', svn: value };
    case 'outside':
      return isPhoneNumber(value) ? { type: 'outside', number: value } : undefined;
    default:
      return undefined;
  }
}

export function formatTarget(target: Target): string {
  switch (target.type) {
    case 'hangup':
      return 'hangup';
    case 'skill':
      return `skill:${target.code}`;
    case 'ivr':
      return `ivr:${target.svn}`;
    case 'outside':
      return `outside:${target.number}`;
  }
}

export function isPhoneNumber(text: string): boolean {
  return /^\+?[0-9*#]{1,31}$/.test(text);
}

type ServiceHours = NonNullable<SkillConfig['serviceHours']>;
const DAY_MINUTES = 24 * 60;

/**
 * Opening hours; see HOURS_FORM. Empty text: always open, null. A range that ends before it begins runs over midnight
 * and becomes two. At most 64 ranges.
 */
export function parseServiceHours(text: string): ServiceHours | null | undefined {
  if (text.trim() === '') return null;
  const hours: { day: number; from: number; to: number }[] = [];
  for (const rule of text.split(';')) {
    const match = /^\s*([0-6](?:-[0-6])?(?:,[0-6](?:-[0-6])?)*)\s+(\S+)\s*$/.exec(rule);
    if (!match?.[1] || !match[2]) return undefined;
    const days = match[1].split(',').flatMap(dayRange);
    for (const range of match[2].split(',')) {
      const times = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(range);
      const from = minutes(times?.[1], DAY_MINUTES - 1);
      const to = minutes(times?.[2], DAY_MINUTES);
      if (from === undefined || to === undefined || from === to) return undefined;
      for (const day of days) {
        if (from < to) hours.push({ day, from, to });
        else {
          hours.push({ day, from, to: DAY_MINUTES });
          if (to > 0) hours.push({ day: (day + 1) % 7, from: 0, to });
        }
      }
    }
  }
  return hours.length <= 64 ? hours : undefined;
}

/** `1-5` → 1…5; `5-1` → 5, 6, 0, 1. */
function dayRange(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number);
  const days: number[] = [first];
  for (let day = first; day !== last; ) {
    day = (day + 1) % 7;
    days.push(day);
  }
  return days;
}

function minutes(text: string | undefined, most: number): number | undefined {
  if (!text) return undefined;
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  const value = hour * 60 + minute;
  return minute < 60 && value <= most ? value : undefined;
}
