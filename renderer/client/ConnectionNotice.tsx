import { hostEnded } from './ClientError.ts';
import './connectionNotice.css';
import { useConnection } from './useConnection.ts';

const lostText = {
  zh: '与本机程序的连接中断，正在重新连接…',
  en: 'The connection to the program was lost; reconnecting…',
};

/** Says when the host is gone; shows nothing otherwise. Both languages, since the app's own language may not be known yet. */
export function ConnectionNotice() {
  const state = useConnection();
  if (state === 'open') return null;
  const text = state === 'lost' ? lostText : hostEnded().sentence;
  return (
    <div role="alert" className="connection-notice" data-state={state}>
      <span lang="zh-CN">{text.zh}</span> <span lang="en">{text.en}</span>
    </div>
  );
}
