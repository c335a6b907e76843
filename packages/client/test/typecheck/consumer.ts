/** A page's code as its author would write it; compiled by consumer.test.ts and by `tsc -b`, never run. */
import {
  CustomInitParms,
  ESPFunc,
  ESPState,
  type QueueItem,
  SPTransferIVRInfo,
  WSSoftPhone,
  WSSoftPhoneError,
} from 'wssoftphone';

const customInitParams = new CustomInitParms();
customInitParams.agentWrapupSeconds = 10;
customInitParams.addSkill('1001', '5');

const phone = new WSSoftPhone(
  {
    agentId: '888',
    ins: '6002',
    serverUri: 'ws://localhost:8887',
    customInitParams,
    tokenProvider: async () => 'token',
  },
  {
    onInited(delegatorId) {
      sessionStorage.setItem('delegatorId', delegatorId.trim());
      this.logon(); // `this` is the softphone
    },
    onStateChange(state) {
      const idle: boolean = state === String(ESPState.AGENTSTATE_IDLE);
      for (const button of this.getStateSetting().functions) show(button.id, button.enabled && idle, button.why);
    },
    onCallArrive(coInfos) {
      document.title = coInfos.ANI ?? '';
    },
    onQueueChange: (queue: readonly QueueItem[]) => queue[0]?.sk.length,
    onConfirmReplaceWebSocket: () => confirm('?'),
    onHoldSucc: () => {}, // any event of the server
  },
);

export async function callBack(number: string): Promise<string> {
  try {
    const call = await phone.dial(number);
    return call.COID ?? '';
  } catch (error) {
    if (error instanceof WSSoftPhoneError) return `${error.code}: ${error.text} ${error.remedy}`;
    throw error;
  }
}

phone.callSPFunction(ESPFunc.SPFunc_Hold);
phone.transferToIVR(new SPTransferIVRInfo('999').pushParams('OrderID', 'S1'));
const status: 'closed' | 'connecting' | 'confirming' | 'online' | 'reconnecting' | 'replaced' = phone.connectionStatus;

// @ts-expect-error -- an agent is needed
new WSSoftPhone({ ins: '6002' });
// @ts-expect-error -- the state is a string, as deployed pages compare it
phone.agentState = 3;
// @ts-expect-error -- handlers get what the reference says
new WSSoftPhone({ agentId: '888', ins: '6002' }, { onInited: (delegatorId: number) => delegatorId });

declare function show(id: number, enabled: boolean, why?: string): typeof status;
