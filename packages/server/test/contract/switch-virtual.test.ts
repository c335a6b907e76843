import { makeVirtualHarness } from '../virtual/harness.ts';
import { describeSwitch } from './switch.ts';

describeSwitch('virtual', makeVirtualHarness);
