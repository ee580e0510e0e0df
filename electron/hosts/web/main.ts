import { runWebHost } from './runWebHost.ts';

await runWebHost(process.argv.slice(2));
