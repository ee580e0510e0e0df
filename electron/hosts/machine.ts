import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HostPorts } from '../services/ports.ts';
import { applicationFolder } from './applicationFolder.ts';

/** Where an operating system keeps an app's own data. */
function dataHome(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
}

/**
 * Folders of this user, made when missing. CSI_DATA_DIR and CSI_PROJECTS_DIR name others (a portable installation, tests).
 * The data folder is closed to other users (mode 0700) because working copies hold respondents' answers.
 */
export function preparePaths(env: NodeJS.ProcessEnv = process.env): HostPorts['paths'] {
  const home = homedir();
  const documents = join(home, 'Documents');
  const data = env['CSI_DATA_DIR'] ?? join(dataHome(process.platform, env, home), 'csi-workbench');
  const projects = env['CSI_PROJECTS_DIR'] ?? join(existsSync(documents) ? documents : home, 'CSI Workbench');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  mkdirSync(projects, { recursive: true });
  return { data, projects, resources: join(applicationFolder(), 'resources') };
}

const logCap = 1024 * 1024;

/** Appends lines of JSON to log.jsonl in the data folder; the file before the last megabyte is kept as log.1.jsonl. A log that cannot be written never stops the program. */
export function createLog(dataFolder: string, now: () => number): HostPorts['log'] {
  const path = join(dataFolder, 'log.jsonl');
  return (event, details) => {
    try {
      if (existsSync(path) && statSync(path).size > logCap) renameSync(path, join(dataFolder, 'log.1.jsonl'));
      appendFileSync(path, `${JSON.stringify({ at: new Date(now()).toISOString(), event, ...details })}\n`, {
        mode: 0o600,
      });
    } catch (error) {
      process.stderr.write(`log: ${error instanceof Error ? error.name : 'error'}\n`);
    }
  };
}
