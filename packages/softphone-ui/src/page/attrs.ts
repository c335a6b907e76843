/** From the attributes and properties of the element to those of the client library. */
import type { WSSoftPhoneAttrs } from 'wssoftphone';
import type { WSSoftphoneUI } from '../element.ts';
import { fetchToken } from './token.ts';

/** What is not set is left out: then the client library's default holds. */
export function attrsOf(element: WSSoftphoneUI, ins: string): WSSoftPhoneAttrs {
  const { tokenUrl, serverUri, serverUri2, agentWorkMode, softPhoneCode, workModeSettings, customInitParams } = element;
  const tokens = element.tokenProvider ?? (tokenUrl ? () => fetchToken(tokenUrl) : null);
  return {
    agentId: element.agentId,
    agentName: element.agentName,
    ins,
    delegatorId: element.delegatorId,
    isAutoAnswer: element.autoAnswer,
    autoLogon: element.autoLogon,
    ...(serverUri && { serverUri }),
    ...(serverUri2 && { serverUri2 }),
    ...(agentWorkMode && { agentWorkMode }),
    ...(softPhoneCode && { softPhoneCode }),
    ...(workModeSettings.length > 0 && { workModeSettings }),
    ...(customInitParams && { customInitParams }),
    ...(tokens && { tokenProvider: tokens }),
    ...(element.environment && { environment: element.environment }),
  };
}
