/** Both wires say the same: the shared vectors of protocol, gateway and client. */
import { describe, expect, it } from 'vitest';
import { frameVectors } from '../../protocol/test/vectors.ts';
import { WSSoftPhone } from '../src/index.ts';
import { applyEvent } from '../src/mirror/apply.ts';
import { readFrame, type SPMessage } from '../src/mirror/dialect.ts';

const one = (frame: unknown, lang: 'zh-CN' | 'en'): SPMessage => {
  const [message] = readFrame(JSON.stringify(frame), lang);
  if (!message) throw new Error('no message');
  return message;
};
const fieldsAfter = (message: SPMessage): Record<string, unknown> => {
  const phone = new WSSoftPhone({ agentId: '', ins: '6002' }, {});
  if (message.objectClass === 'SPEvent') applyEvent(phone, message, 0);
  const { stateSince, buttons, ...fields } = { ...phone };
  return fields;
};

describe('what the engine says', () => {
  for (const { name, lang, deployed, v4 } of frameVectors()) {
    if (deployed === null) continue;
    it(`${name}: reads the same on both wires`, () => {
      const old = one(deployed, lang);
      const now = one(v4, lang);
      expect(now.errorDesc).toBe(old.errorDesc);
      if (old.agentInfos) expect(now.agentInfos ?? {}).toMatchObject(old.agentInfos);
      if (old.objectClass === 'SPEvent' && now.objectClass === 'SPEvent') {
        expect(now.errorCode).toBe(old.errorCode);
        expect(now.coInfos).toEqual(old.coInfos);
        if (old.event !== 'AgentMsgArrive') expect(strings(now.values)).toEqual(strings(old.values));
      } else if (old.objectClass === 'SPResponse' && now.objectClass === 'SPResponse') {
        expect(now.errorCode).toBe(old.errorCode);
        expect(strings(now.datas)).toEqual(strings(old.datas));
      } else expect.unreachable();
      expect(fieldsAfter(now)).toEqual(fieldsAfter(old));
    });
  }
  it('a Snapshot leaves the softphone equal to the view', () => {
    const vector = frameVectors().find(({ v4 }) => v4.objectClass === 'SPEvent' && v4.event === 'Snapshot');
    if (vector?.v4.objectClass !== 'SPEvent' || vector.v4.event !== 'Snapshot') throw new Error('no vector');
    const { view } = vector.v4.params;
    expect(fieldsAfter(one(vector.v4, vector.lang))).toMatchObject({
      agentId: view.agent.agentId,
      agentName: view.agent.agentName,
      agentState: String(view.agent.agentState),
      agentWorkMode: view.agent.agentWorkMode,
      delegatorId: view.agent.delegatorId,
      coInfos: view.call ?? {},
      queueList: view.queue,
      wrapupLeft: view.wrapupLeft,
      pendingLeaveReason: view.pendingLeaveReason,
      pendingWorkMode: view.pendingWorkMode,
      ...view.settings,
    });
  });
});

/** Numbers are strings on the deployed wire; lists and settings are compared as they are. */
const strings = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'object' ? value : String(value)]),
  );
