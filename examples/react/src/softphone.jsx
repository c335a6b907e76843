import 'wssoftphone-ui'; // defines <wssoftphone-ui>

const SERVER = 'ws://127.0.0.1:8887';

/** The toolbar as a component. React 19 sets properties and listens to events of custom elements by itself. */
export function Softphone({ agentId, ins, ref, onCallArrive, onCallEnd, children }) {
  return (
    <wssoftphone-ui
      ref={ref}
      agent-id={agentId}
      ins={ins}
      server-uri={SERVER}
      token-url={`/softphone-token?agentId=${agentId}`}
      onsp-call-arrive={(event) => onCallArrive(event.detail)}
      onsp-dev-disconnected={() => onCallEnd()}
      // Nobody answered, and the caller has gone: the agent is idle (3), or on leave (23).
      onsp-state-change={(event) => ['3', '23'].includes(event.detail) && onCallEnd()}
    >
      {children}
    </wssoftphone-ui>
  );
}
