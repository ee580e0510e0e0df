import { useEffect, useState } from 'react';
import { hostEnded } from './ClientError.ts';
import './connectionNotice.css';
import { useClient } from './ClientContext.tsx';
import type { ConnectionState } from './transport.ts';

const lostText = {
  zh: '与本机程序的连接中断，正在重新连接…',
  en: 'The connection to the program was lost; reconnecting…',
};

/** Says when the host is gone; shows nothing otherwise. Both languages, since the app's own language may not be known yet. */
export function ConnectionNotice() {
  const client = useClient();
  const [state, setState] = useState<ConnectionState>('open');
  useEffect(() => client.onConnection((change) => setState(change.state)), [client]);
  if (state === 'open') return null;
  const text = state === 'lost' ? lostText : hostEnded().sentence;
  return (
    <div role="alert" className="connection-notice" data-state={state}>
      <span lang="zh-CN">{text.zh}</span> <span lang="en">{text.en}</span>
    </div>
  );
}
