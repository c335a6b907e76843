import { useRef, useState } from 'react';
import { Softphone } from './softphone.jsx';

const CUSTOMERS = [
  { name: '王小明', number: '13800138000' },
  { name: '李女士', number: '013800139200' },
];

export function App() {
  const softphone = useRef(null);
  const [call, setCall] = useState(null);
  const dial = (number) => softphone.current?.phone?.dial(number).catch(() => {}); // the toolbar tells

  return (
    <>
      <Softphone ref={softphone} agentId="888" ins="6002" onCallArrive={setCall} onCallEnd={() => setCall(null)}>
        <button type="button" slot="end" disabled={!call}>
          新建工单
        </button>
      </Softphone>
      <h1>{call ? `${call.ANI} 来电` : '等待来电…'}</h1>
      <ul>
        {CUSTOMERS.map(({ name, number }) => (
          <li key={number}>
            {name}{' '}
            <button type="button" onClick={() => dial(number)}>
              {number}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
