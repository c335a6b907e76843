/** Flows that every tenant has until it brings its own under the same number. */
import type { SoundName } from '../switch-contract.ts';
import type { FlowPrompt, IvrFlow } from './flow.ts';

const say = (name: SoundName): readonly FlowPrompt[] => [{ kind: 'sound', name }];

/** Satisfaction: one digit from 1 to 5 becomes IVRSCORE, in the call data and in the record. */
const SURVEY: IvrFlow = {
  svn: '999',
  name: '满意度调查',
  start: 'ask',
  nodes: {
    ask: {
      do: 'menu',
      prompts: say('survey'),
      key: 'IVRSCORE',
      choices: { '1': 'thanks', '2': 'thanks', '3': 'thanks', '4': 'thanks', '5': 'thanks' },
      timeoutSeconds: 6,
      retries: 2,
      otherwise: 'end',
    },
    thanks: { do: 'play', prompts: say('thanks'), next: 'end' },
    end: { do: 'hangup' },
  },
};

/** Password check for an agent who waits: IVRCHECKRESULT is `1` or `0`; the digits are nowhere. */
const PASSWORD: IvrFlow = {
  svn: '8888',
  name: '密码验证',
  start: 'ask',
  nodes: {
    ask: {
      do: 'verify',
      prompts: say('password'),
      key: 'IVRCHECKRESULT',
      least: 4,
      most: 12,
      timeoutSeconds: 8,
      retries: 2,
      next: 'back',
      otherwise: 'wrong',
      unanswered: 'back',
    },
    wrong: { do: 'play', prompts: say('not-correct'), next: 'back' },
    back: { do: 'return', key: 'IVRCHECKRESULT' },
  },
};

/** The main menu leads to the tenant's first two skills; who presses nothing is served by the first. */
function mainMenu(skills: readonly string[]): IvrFlow | null {
  const [first, second = first] = skills;
  if (first === undefined || second === undefined) return null;
  return {
    svn: '1000',
    name: '主菜单',
    start: 'menu',
    nodes: {
      menu: {
        do: 'menu',
        prompts: say('main-menu'),
        key: 'IVRROOT',
        choices: { '0': 'first', '1': 'first', '2': 'second' },
        timeoutSeconds: 6,
        retries: 1,
        otherwise: 'first',
      },
      first: { do: 'queue', skill: first },
      second: { do: 'queue', skill: second },
    },
  };
}

export function shippedFlows(skills: readonly string[]): readonly IvrFlow[] {
  const menu = mainMenu(skills);
  return menu ? [SURVEY, PASSWORD, menu] : [SURVEY, PASSWORD];
}
