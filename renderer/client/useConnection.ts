import { useEffect, useState } from 'react';
import { useClient } from './ClientContext.tsx';
import type { ConnectionState } from './transport.ts';

/** Whether the host can be reached now. */
export function useConnection(): ConnectionState {
  const client = useClient();
  const [state, setState] = useState<ConnectionState>('open');
  useEffect(() => client.onConnection((change) => setState(change.state)), [client]);
  return state;
}
