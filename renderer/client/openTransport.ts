import { createDesktopTransport } from './desktopTransport.ts';
import type { Transport } from './transport.ts';
import { openWebSession } from './webSession.ts';
import { createWebTransport } from './webTransport.ts';

/** The transport of the host this window belongs to. */
export const openTransport = (): Transport =>
  window.csi ? createDesktopTransport(window.csi) : createWebTransport(openWebSession());
