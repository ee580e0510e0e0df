import { type CliCommand, parseCommand } from '../arguments.ts';
import type { AnalysisResult } from '../../../../shared/analyses/types.ts';
import { withSession } from '../session.ts';
import { openCopy } from './report.ts';

const help = {
  usage: 'csi verify PROJECT [--json]',
  summary: {
    zh: '检查项目文件（格式、结构、每个数据块的哈希），重新计算指数并说明结果；文件损坏时退出码为 2。',
    en: 'Checks a project file (format, structure, the hash of every stored block), computes its index anew and says what it found. Exit code 2 when the file is damaged.',
  },
  options: [['--json', { zh: '以 JSON 输出检查结果', en: 'findings as JSON' }]] as const,
  examples: ['csi verify survey.csi'],
};

export const verifyCommand: CliCommand = {
  name: 'verify',
  help,
  run: async (args, io) => {
    const { values, positionals } = parseCommand(args, { json: { type: 'boolean' } }, help, { min: 1, max: 1 });
    const found = await withSession(io, async (session) => {
      const projectId = await openCopy(session, positionals[0]!);
      const state = await session.call('project.state', { projectId });
      const { results } = await session.call('analysis.run', {
        projectId,
        key: 'verify',
        requests: [{ analysis: 'csi.index', inputs: {}, options: {} }],
      });
      const first = results[0]!;
      return {
        intact: true,
        revision: state.revision,
        forms: state.rowCount,
        excluded: Object.keys(state.entities['exclusion'] ?? {}).length,
        questions: Object.keys(state.entities['variable'] ?? {}).length,
        index: first.ok ? ((first.result as unknown as AnalysisResult).values as Record<string, unknown>) : null,
        indexProblem: first.ok ? null : first.error.message.en,
      };
    });
    if (values.json) {
      io.print(JSON.stringify(found, null, 2));
      return;
    }
    io.print(
      `intact\trevision ${found.revision}\t${found.forms} forms (${found.excluded} excluded)\t${found.questions} questions`,
    );
    const overall = found.index?.['overall'];
    const index = (overall as { index?: unknown } | null | undefined)?.index;
    io.print(
      typeof index === 'number' ? `CSI ${index}` : `CSI –${found.indexProblem ? ` (${found.indexProblem})` : ''}`,
    );
  },
};
