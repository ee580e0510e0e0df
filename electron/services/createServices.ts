import { AppError, type WireError } from '../../shared/contract/errors.ts';
import { type MethodName, methods } from '../../shared/contract/methods.ts';
import { createComputePool } from '../jobs/computePool.ts';
import { createAnalysisService } from './analysisService.ts';
import { createDataExportService } from './dataExportService.ts';
import { createDataService } from './dataService.ts';
import { dropUndefined } from './dropUndefined.ts';
import { createExplainService } from './explainService.ts';
import { createFileRegistry } from './fileRegistry.ts';
import { createHostService } from './hostService.ts';
import { createImportService } from './importService.ts';
import type { HostPorts } from './ports.ts';
import { createProjectRegistry } from './projectRegistry.ts';
import { createProjectRepairService } from './projectRepairService.ts';
import { createProjectService } from './projectService.ts';
import { createReportService } from './reportService.ts';
import { describeBug, inputProblem, logBug, toWire } from './toWire.ts';
import type { CallContext, EventListener, Services, ServiceTable } from './types.ts';
import { mkdir } from 'node:fs/promises';

/**
 * The machine's side of the program for one host. Every call is parsed against the contract on its way in and out.
 * Needs the folders of ports.paths to be writable; starts workers when they are first needed.
 */
export async function createServices(ports: HostPorts): Promise<Services> {
  await mkdir(ports.paths.data, { recursive: true, mode: 0o700 });
  const listeners = new Set<EventListener>();
  const emit: EventListener = (name, payload) => {
    for (const listener of listeners) listener(name, payload);
  };
  const onBug = (id: string, error: unknown): void => ports.log('bug', { id, ...describeBug(error) });

  const files = await createFileRegistry(ports.paths.data);
  const pool = createComputePool();
  const projects = await createProjectRegistry(ports, pool, emit);
  const imports = createImportService({ files, projects });
  const toError = (error: unknown): WireError => toWire(error, onBug);
  const analyses = createAnalysisService({ projects, pool, toError });
  const table: ServiceTable = {
    ...createHostService({ ports, files }),
    ...createProjectService({ ports, files, projects, imports }),
    ...createProjectRepairService({ ports, files, projects }),
    ...imports.table,
    ...createDataService({ projects, pool }),
    ...createDataExportService({ ports, files, projects }),
    ...analyses.table,
    ...createExplainService({ projects, pool, access: analyses.access }),
    ...createReportService({ ports, files, project: analyses.access, segment: analyses.segment, toError }),
  };

  async function run(method: string, input: unknown, context: CallContext): Promise<unknown> {
    if (!Object.hasOwn(methods, method)) throw new AppError('call.unknownMethod', { method: method.slice(0, 80) });
    const name = method as MethodName;
    const parsed = methods[name].input.safeParse(input);
    if (!parsed.success) throw inputProblem(method, parsed.error);
    dropUndefined(parsed.data);
    const serve = table[name] as (input: unknown, context: CallContext) => Promise<unknown>;
    const output = methods[name].output.safeParse(await serve(parsed.data, context));
    // A wrong answer is our fault, not the caller's; its words may hold answers, so only the place is told.
    if (!output.success)
      throw new Error(`${method} answered out of form at ${output.error.issues[0]?.path.join('.') ?? ''}`);
    return output.data;
  }

  async function call(method: string, input: unknown, context: CallContext): Promise<unknown> {
    try {
      return await run(method, input, context);
    } catch (error) {
      throw logBug(error, onBug);
    }
  }

  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    files,
    async close() {
      await projects.closeAll();
      await imports.close();
      await pool.close();
      await files.close();
    },
  };
}
