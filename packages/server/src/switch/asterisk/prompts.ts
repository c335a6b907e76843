/** What the engine asks to be said, as media that Asterisk plays; and the words behind our own sounds. */
import type { Prompt, SoundName } from '@wssoftphone/engine';

/** Folder of our sounds inside Asterisk's `sounds/<language>`. */
const FOLDER = 'wssp';

type Voice = 'zh' | 'en';

/** Words of each sound of ours: file name without ending → what the voice says. Made into files by local/sounds.ts. */
export const SOUND_TEXTS: Readonly<Record<Voice, Readonly<Record<string, string>>>> = {
  zh: {
    'agent-serves-you': '号为您服务',
    'queue-position': '您当前的排队位置是',
    'all-busy': '座席全忙，请稍候',
    'main-menu': '您好，普通业务请按一，紧急业务请按二',
    survey: '请对本次服务评分，五分为非常满意，一分为不满意，请按一到五',
    thanks: '感谢您的评价，再见',
    password: '请输入密码，以井号键结束',
    'not-correct': '输入有误',
    closed: '现在是非工作时间，请在工作时间内来电',
    'digit-0': '零',
    'digit-1': '幺',
    'digit-2': '二',
    'digit-3': '三',
    'digit-4': '四',
    'digit-5': '五',
    'digit-6': '六',
    'digit-7': '七',
    'digit-8': '八',
    'digit-9': '九',
    'digit-star': '星号',
    'digit-hash': '井号',
    'word-1': '一',
    'word-ten': '十',
    'word-hundred': '百',
    'word-thousand': '千',
    'word-myriad': '万',
  },
  en: {
    'agent-serves-you': 'at your service',
    'queue-position': 'your position in the queue is',
    'all-busy': 'all agents are busy, please wait',
    'main-menu': 'welcome. for general matters press one, for urgent matters press two',
    survey: 'how satisfied were you with this call? press a key from one, not at all, to five, very much',
    thanks: 'thank you, good bye',
    password: 'please enter your password, then the pound key',
    'not-correct': 'that was not correct',
    closed: 'we are closed now, please call again in our working hours',
    'digit-0': 'zero',
    'digit-1': 'one',
    'digit-2': 'two',
    'digit-3': 'three',
    'digit-4': 'four',
    'digit-5': 'five',
    'digit-6': 'six',
    'digit-7': 'seven',
    'digit-8': 'eight',
    'digit-9': 'nine',
    'digit-star': 'star',
    'digit-hash': 'pound',
  },
};

/** Asterisk's name for a language of the engine; unknown ones are spoken in English. */
export function voiceOf(lang: string): Voice {
  return /^zh\b/i.test(lang) ? 'zh' : 'en';
}

/** Media of a whole announcement, in order; what cannot be said (a digit that is none) is left out. */
export function mediaOf(prompts: readonly Prompt[], lang: string): string[] {
  const voice = voiceOf(lang);
  return prompts.flatMap((prompt) => promptMedia(prompt, voice));
}

function promptMedia(prompt: Prompt, voice: Voice): string[] {
  switch (prompt.kind) {
    case 'sound':
      return [soundMedia(prompt.name)];
    case 'digits':
      return [...prompt.digits].flatMap((digit) => digitMedia(digit));
    case 'number':
      return numberMedia(prompt.value, voice);
  }
}

function soundMedia(name: SoundName): string {
  // Every Asterisk has a beep.
  return name === 'beep' ? 'sound:beep' : ours(name);
}
function digitMedia(digit: string): string[] {
  if (/^\d$/.test(digit)) return [ours(`digit-${digit}`)];
  if (digit === '*') return [ours('digit-star')];
  if (digit === '#') return [ours('digit-hash')];
  return [];
}
function numberMedia(value: number, voice: Voice): string[] {
  if (!Number.isFinite(value)) return [];
  const whole = Math.min(99_999_999, Math.max(0, Math.trunc(value)));
  if (voice === 'en') return [`number:${whole}`];
  return chineseNumber(whole).map(ours);
}
const ours = (name: string): string => `sound:${FOLDER}/${name}`;

const PLACES = ['', 'word-ten', 'word-hundred', 'word-thousand'] as const;

/** A number as it is read in Chinese: 12 is 十二, 105 is 一百零五, 20 000 is 二万. */
function chineseNumber(value: number): string[] {
  if (value === 0) return ['digit-0'];
  const myriads = Math.trunc(value / 10_000);
  const rest = value % 10_000;
  const head = myriads === 0 ? [] : [...belowMyriad(myriads), 'word-myriad'];
  const gap = myriads > 0 && rest > 0 && rest < 1_000 ? ['digit-0'] : [];
  const spoken = [...head, ...gap, ...belowMyriad(rest)];
  // 十二, not 一十二.
  return spoken[0] === 'word-1' && spoken[1] === 'word-ten' ? spoken.slice(1) : spoken;
}
function belowMyriad(value: number): string[] {
  const digits = [...String(value)].map(Number);
  const spoken: string[] = [];
  let zero = false;
  digits.forEach((digit, i) => {
    if (digit === 0) {
      zero = true;
      return;
    }
    if (zero && spoken.length > 0) spoken.push('digit-0');
    zero = false;
    spoken.push(digit === 1 ? 'word-1' : `digit-${digit}`);
    const place = PLACES[digits.length - 1 - i];
    if (place !== undefined && place !== '') spoken.push(place);
  });
  return spoken;
}
