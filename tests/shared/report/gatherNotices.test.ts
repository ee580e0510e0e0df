import { describe, expect, it } from 'vitest';
import { gatherNotices, noticeText } from '../../../shared/report/gatherNotices.ts';
import type { ResolvedNode } from '../../../shared/report/resolved.ts';
import { plainRun } from '../../../shared/report/textRuns.ts';

let headings = 0;
const heading = (level: 1 | 2, text: string): ResolvedNode => ({
  type: 'heading',
  level,
  kind: 'section',
  label: '',
  id: `section-${++headings}`,
  runs: [plainRun(text)],
});
const paragraph: ResolvedNode = { type: 'paragraph', machine: false, runs: [plainRun('words')] };
const notice = (name: string, reason: string): ResolvedNode => ({
  type: 'notice',
  text: noticeText([name], reason, 'zh-CN'),
  missing: { name, reason },
});
const few = '有效份数过少';
const gathered = (content: readonly ResolvedNode[]): readonly string[] =>
  gatherNotices({ locale: 'zh-CN', title: '', content }).content.map((node) =>
    node.type === 'notice' ? node.text : node.type,
  );

describe('notices of a report', () => {
  it('are said once for the finding, the table and the figure of one result', () => {
    expect(
      gathered([heading(1, 'a'), notice('象限', few), notice('象限', few), paragraph, notice('象限', few)]),
    ).toEqual(['heading', `象限：无法给出，${few}。`, '', 'paragraph', '']);
  });

  it('are one sentence where neighbours have the same reason, and two where they do not', () => {
    expect(gathered([notice('信度', few), notice('正态', few), notice('象限', '只有一个指标'), paragraph])).toEqual([
      `信度、正态：无法给出，${few}。`,
      '',
      '象限：无法给出，只有一个指标。',
      'paragraph',
    ]);
    expect(gathered([notice('信度', few), paragraph, notice('正态', few)])).toEqual([
      `信度：无法给出，${few}。`,
      'paragraph',
      `正态：无法给出，${few}。`,
    ]);
  });

  it('leave no heading with nothing under it', () => {
    const section = [heading(2, 'b'), notice('信度', few), notice('信度', few)];
    expect(gathered([heading(1, 'a'), ...section, ...section, heading(1, 'c'), paragraph])).toEqual([
      'heading',
      'heading',
      `信度：无法给出，${few}。`,
      '',
      'heading',
      `信度：无法给出，${few}。`,
      '',
      'heading',
      'paragraph',
    ]);
    // A heading with sections of its own is not bare.
    expect(gathered([notice('信度', few), heading(1, 'a'), notice('信度', few), heading(2, 'b'), paragraph])).toEqual([
      `信度：无法给出，${few}。`,
      'heading',
      '',
      'heading',
      'paragraph',
    ]);
  });

  it('keep what is no result: a part written by a newer version, and notices within tables', () => {
    const unknown: ResolvedNode = { type: 'unknown', text: '[x]' };
    const table: ResolvedNode = {
      type: 'table',
      rows: [[{ header: false, colspan: 1, rowspan: 1, colwidth: null, content: [notice('信度', few)] }]],
    };
    const content = [notice('信度', few), table, unknown, unknown];
    expect(gatherNotices({ locale: 'zh-CN', title: '', content }).content).toEqual(content);
  });

  it('speak English in an English report', () => {
    const content = ['Reliability', 'Quadrants'].map(
      (name): ResolvedNode => ({
        type: 'notice',
        text: noticeText([name], 'too few forms', 'en'),
        missing: { name, reason: 'too few forms' },
      }),
    );
    expect(gatherNotices({ locale: 'en', title: '', content }).content[0]).toEqual({
      type: 'notice',
      text: 'Reliability, Quadrants: not available, too few forms.',
    });
  });
});
