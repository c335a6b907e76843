/**
 * What agents and customers live through, as tests: one file a behaviour, each run against every switch
 * (virtual.real.test.ts, asterisk.real.test.ts). What one switch cannot do has no place here.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { agentMessageScenarios } from './agent-messages.ts';
import { cancelConsultScenarios } from './cancel-consult.ts';
import { conferenceScenarios } from './conference.ts';
import { conferenceConsultScenarios } from './conference-consult.ts';
import { consultAgentScenarios } from './consult-agent.ts';
import { consultExtensionScenarios } from './consult-extension.ts';
import { consultOutsideScenarios } from './consult-outside.ts';
import { consultSkillScenarios } from './consult-skill.ts';
import { consultTransferScenarios } from './consult-transfer.ts';
import { digitScenarios } from './digits.ts';
import { dispatchScenarios } from './dispatch.ts';
import { forceDropScenarios } from './force-drop.ts';
import { hiddenNumberScenarios } from './hidden-number.ts';
import { holdScenarios } from './hold.ts';
import { innerCallScenarios } from './inner-call.ts';
import { interceptScenarios } from './intercept.ts';
import { interveneScenarios } from './intervene.ts';
import { ivrMenuScenarios } from './ivr-menu.ts';
import { ivrPasswordScenarios } from './ivr-password.ts';
import { ivrSurveyScenarios } from './ivr-survey.ts';
import { Centre } from './lib/centre.ts';
import type { OpenSite } from './lib/site.ts';
import { monitorScenarios } from './monitor.ts';
import { monitorControlScenarios } from './monitor-control.ts';
import { oneStepTransferScenarios } from './one-step-transfer.ts';
import { recordingScenarios } from './recording.ts';
import { ringTransferScenarios } from './ring-transfer.ts';
import { swapScenarios } from './swap.ts';
import { taskScenarios } from './tasks.ts';
import { whisperScenarios } from './whisper.ts';
import { wrapUpScenarios } from './wrap-up.ts';

/** Gives the centre of the running suite. */
export type Use = () => Centre;

export function describeScenarios(name: string, openSite: OpenSite): void {
  describe(`scenarios: ${name}`, () => {
    let centre: Centre | undefined;
    const use: Use = () => {
      if (centre === undefined) throw new Error('the call centre did not open');
      return centre;
    };
    beforeAll(async () => {
      centre = await Centre.open(openSite);
    });
    beforeEach(() => centre?.begin());
    afterEach(() => centre?.clear());
    afterAll(() => centre?.close());

    holdScenarios(use);
    digitScenarios(use);
    wrapUpScenarios(use);
    consultAgentScenarios(use);
    consultExtensionScenarios(use);
    consultOutsideScenarios(use);
    consultSkillScenarios(use);
    cancelConsultScenarios(use);
    swapScenarios(use);
    consultTransferScenarios(use);
    conferenceScenarios(use);
    conferenceConsultScenarios(use);
    oneStepTransferScenarios(use);
    ringTransferScenarios(use);
    innerCallScenarios(use);
    monitorScenarios(use);
    whisperScenarios(use);
    interveneScenarios(use);
    interceptScenarios(use);
    forceDropScenarios(use);
    monitorControlScenarios(use);
    agentMessageScenarios(use);
    ivrMenuScenarios(use);
    ivrSurveyScenarios(use);
    ivrPasswordScenarios(use);
    hiddenNumberScenarios(use);
    taskScenarios(use);
    dispatchScenarios(use);
    recordingScenarios(use);
  });
}
