/** Both languages are whole, and nothing in the sources says a word that is in neither. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EN } from '../src/texts/en.ts';
import { wordsOf } from '../src/texts/say.ts';
import { ZH_CN } from '../src/texts/zh-cn.ts';

const root = fileURLToPath(new URL('../src', import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('texts'))
  .map((path) => readFileSync(`${root}/${path}`, 'utf8'))
  .join('\n');
const keys = Object.keys(ZH_CN);
const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();

describe('the tables', () => {
  it('have the same keys', () => {
    expect(Object.keys(EN)).toEqual(keys);
  });
  it.each(Object.entries(ZH_CN))('%s is said in both, with the same blanks', (key, zh) => {
    const en = EN[key as keyof typeof EN];
    expect(zh.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    expect(blanks(en)).toEqual(blanks(zh));
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });
  it('have a word for every key that the sources say', () => {
    const said = [...sources.matchAll(/\bsay\(\s*'(\w+)'/g)].map(([, key = '']) => key);
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter((key) => !keys.includes(key))).toEqual([]);
  });
  it('have no word that nobody says', () => {
    const families = /^(data_|action_|control\d)/;
    expect(keys.filter((key) => !families.test(key) && !sources.includes(`'${key}'`))).toEqual([]);
  });
});

describe('a language', () => {
  it('is told from the tag of the page', () => {
    expect(wordsOf('zh').say('cancel')).toBe('取消');
    expect(wordsOf('zh-TW').lang).toBe('zh-CN');
    expect(wordsOf('en-GB').say('cancel')).toBe('Cancel');
    expect(wordsOf('en').state(3)).toBe('Idle');
    expect(wordsOf('zh-CN').func(6)).toBe('保持');
  });
  it('of the page’s own comes as a table; what it lacks is English', () => {
    const words = wordsOf('fr', {
      send: 'Envoyer',
      queueCount: '{count} en attente',
      AGENTSTATE_3: 'Libre',
      SPFunc_6: 'Attente',
      WORKMODE_0: 'Normal',
      Tip_HoldSucc: 'Mis en attente',
    });
    expect(words.say('send')).toBe('Envoyer');
    expect(words.say('queueCount', { count: 3 })).toBe('3 en attente');
    expect(words.state('3')).toBe('Libre');
    expect(words.func(6)).toBe('Attente');
    expect(words.tip('HoldSucc')).toBe('Mis en attente');
    expect(words.say('cancel')).toBe('Cancel');
    expect(words.state('6')).toBe('Talking');
  });
});
