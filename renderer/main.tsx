import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ClientProvider } from './client/ClientContext.tsx';
import { ConnectionNotice } from './client/ConnectionNotice.tsx';
import { createClient } from './client/createClient.ts';
import { openTransport } from './client/openTransport.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// What React got over by drawing again is told by its cause: its own message is a number.
const onRecoverableError = (error: unknown): void =>
  reportError(error instanceof Error ? (error.cause ?? error) : error);

createRoot(root, { onRecoverableError }).render(
  <StrictMode>
    <ClientProvider client={createClient(openTransport())}>
      <ConnectionNotice />
      <App />
    </ClientProvider>
  </StrictMode>,
);
