import { describe, expect, it } from 'vitest';
import { findCodebooks } from '../../../shared/importing/applyCodebook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { onOneLine, parseDateText, parseLooseNumber } from '../../../shared/importing/looseValues.ts';
import { platformOfSheet } from '../../../shared/importing/profiles/planFromPlatform.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { cellKind, type RawSheet } from '../../../shared/importing/rawCells.ts';
import { personalFinding } from '../../../shared/cleaning/personalColumns.ts';
import { processorTimer } from '../../support/processorTime.ts';

/** As long as a cell can be. */
const length = 32_767;
const fillers = `0|1|1,|1.|1:|1分|a|a.|a@|.a|x=|;a|-|.|_|·|(|（|【|【a】|"|┋|,|/|：|年|日|T| |\u3000|\t|\n`.split('|');
const heads = ['a', '2024-01-01', '1分', 'Q1', '3(A)'];
/** An expression that tries every way to read a text takes minutes to hours at this length; a slow machine takes tenths of a second of its processor. */
const deadlineMs = 2000;

function sheetOf(heading: string, cell: string): RawSheet {
  return {
    name: '表',
    hidden: false,
    rowCount: 4,
    columnCount: 1,
    texts: [heading, cell, '好'],
    columns: [
      {
        kinds: new Uint8Array(4).fill(cellKind.text),
        values: Float64Array.of(0, 1, 1, 2),
        formula: null,
      },
    ],
    merges: [],
    hiddenRows: 0,
    hiddenColumns: [],
  };
}

const steps: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a date', parseDateText],
  ['a number', parseLooseNumber],
  ['a line', onOneLine],
  ['personal', (text) => personalFinding(text, [text])],
  ...(['cell', 'heading'] as const).flatMap((place) => {
    const sheet = (text: string): RawSheet => (place === 'cell' ? sheetOf('题目', text) : sheetOf(text, '好'));
    return [
      [`a ${place}: platform`, (text: string) => platformOfSheet(sheet(text), {})],
      [
        `a ${place}: plan, answers and codebook`,
        (text: string) => {
          const own = sheet(text);
          const plan = proposePlan(own);
          const codebooks = findCodebooks({ fileName: '', format: 'xlsx', sheets: [own], notices: [] }, plan);
          return [applyPlan(own, plan), codebooks];
        },
      ],
    ] as const;
  }),
];

describe('a text made to keep expressions busy', () => {
  it.each(steps)(
    'is read in bounded time as %s',
    (_name, read) => {
      for (const head of heads)
        for (const filler of fillers)
          for (const tail of ['x', '）']) {
            const text = head + filler.repeat(Math.floor((length - head.length - 1) / filler.length)) + tail;
            const spent = processorTimer();
            read(text);
            expect(spent(), JSON.stringify([head, filler, tail])).toBeLessThan(deadlineMs);
          }
    },
    120_000,
  );
});
