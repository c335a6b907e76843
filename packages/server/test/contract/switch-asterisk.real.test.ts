import { asteriskHarness } from '../asterisk/harness.ts';
import { describeSwitch } from './switch.ts';

describeSwitch('asterisk that connects to us', () => asteriskHarness('listen'));
describeSwitch('asterisk that we connect to', () => asteriskHarness('connect'), true);
