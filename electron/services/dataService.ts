import type { ComputePool } from '../jobs/computePool.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import type { ServiceTable } from './types.ts';

type DataMethods = Exclude<Extract<keyof ServiceTable, `data.${string}` | `cleaning.${string}`>, 'data.export'>;

/** Answers for the grid: columns, where they came from, what was changed, what looks doubtful. */
export function createDataService({
  projects,
  pool,
}: {
  readonly projects: ProjectRegistry;
  readonly pool: ComputePool;
}): Pick<ServiceTable, DataMethods> {
  return {
    'data.columns': ({ projectId, variables }) => projects.get(projectId).worker.call('pack', { variables }),
    'data.origin': async ({ projectId, variableId, row }) => {
      const { cell, changes } = await projects.get(projectId).worker.call('origin', { variableId, row });
      return {
        file: cell?.file ?? null,
        sheet: cell?.sheet ?? null,
        cell: cell?.cell ?? null,
        raw: cell?.raw ?? null,
        changes: changes.map(({ at, from, to }) => ({ at: new Date(at).toISOString(), from, to })),
      };
    },
    'data.changed': async ({ projectId }) => ({ changed: await projects.get(projectId).worker.call('changed', null) }),
    'data.unread': async ({ projectId }) => {
      const cells = await projects.get(projectId).worker.call('unread', null);
      const texts = [...new Set(cells.map(({ raw }) => raw))];
      const placeOf = new Map(texts.map((text, place) => [text, place]));
      const unread: Record<string, { rows: number[]; texts: number[] }> = {};
      for (const { variableId, row, raw } of cells) {
        const own = (unread[variableId] ??= { rows: [], texts: [] });
        own.rows.push(row);
        own.texts.push(placeOf.get(raw)!);
      }
      return { unread, texts };
    },
    'cleaning.preview': ({ projectId, command }) => projects.get(projectId).worker.call('preview', { command }),
    'cleaning.personal': async ({ projectId }) => ({
      found: [...(await projects.get(projectId).worker.call('personal', null))],
    }),
    'data.checks': async ({ projectId }, context) => {
      const { mirror } = projects.get(projectId);
      const checks = await pool.checks(() => mirror, [...mirror.allEntities.rule.values()], {
        signal: context.signal,
        report: context.report,
      });
      return {
        checks: checks.map((check) => ({ ...check, rows: [...check.rows], variableIds: [...check.variableIds] })),
      };
    },
  };
}
