import { openVirtualSite } from './lib/virtual-site.ts';
import { describeScenarios } from './scenarios.ts';

describeScenarios('virtual switch', openVirtualSite);
