import { openAsteriskSite } from './lib/asterisk-site.ts';
import { describeScenarios } from './scenarios.ts';

describeScenarios('Asterisk', openAsteriskSite);
