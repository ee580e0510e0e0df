import { subset } from '../../analyses/design.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeCategories, decodeNumeric } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { normalTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import { designOf, type FormColumn } from './formColumns.ts';
import { formMean, meanStep } from './formMeans.ts';
import { type Given, mostTerms, numberOf, objectsOf, type Rule, step, sum } from './given.ts';

interface Row {
  readonly name: string;
  readonly depth: number;
  readonly index: number;
  readonly quantity: number;
  readonly n: number | null;
}

/** The rows one level below a row, in their order. */
function below(rows: readonly Row[], place: number): readonly number[] {
  const own = rows[place]!;
  const found: number[] = [];
  for (let at = place + 1; at < rows.length && rows[at]!.depth > own.depth; at++)
    if (rows[at]!.depth === own.depth + 1) found.push(at);
  return found;
}

/** The names from the first level down to a row. */
function pathTo(rows: readonly Row[], place: number): readonly string[] {
  const names: string[] = [];
  let depth = rows[place]!.depth;
  for (let at = place; at >= 0 && depth > 0; at--)
    if (rows[at]!.depth === depth) {
      names.unshift(rows[at]!.name);
      depth--;
    }
  return names;
}

/** The forms of one unit of the survey, their indices and what its quantity is made of. */
function unitColumn({ snapshot, result }: Given, names: readonly string[]) {
  const levels = (result.inputs['levels'] ?? []) as readonly string[];
  if (levels.length === 0 || levels.length !== names.length) return null;
  const design = designOf(snapshot, result);
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  if (!index) return null;
  const decoded = levels.map((id) => decodeCategories(snapshot, variableId(id), design.rows));
  const places = [...design.rows.keys()].filter((row) =>
    decoded.every((one, at) => one.labels[one.codes[row]!] === names[at]),
  );
  const own = index.indices.get(null)!;
  const part = { ...subset(design, places), populationSize: null };
  const column: FormColumn = {
    values: Float64Array.from(places, (row) => own[row]!),
    weights: part.weights,
    design: part,
    shown: { zh: '各份的指数', en: 'index of the form' },
  };
  const quantity = result.inputs['quantity'];
  const amounts =
    typeof quantity === 'string' ? decodeNumeric(snapshot, variableId(quantity), design.rows).values : null;
  return { column, amounts: amounts && places.map((row) => amounts[row]!) };
}

/** Standard error of a row: of a unit from its forms, of a level above from the units in it. */
function errorOf(given: Given, rows: readonly Row[], place: number): readonly WorkedStep[] {
  const parts = below(rows, place);
  if (parts.length === 0) {
    const column = unitColumn(given, pathTo(rows, place))?.column;
    const typed = given.result.inputs['units'] as { rows: readonly (readonly number[])[] } | null;
    if (typed) {
      const units = rows.flatMap((_, at) => (below(rows, at).length === 0 ? [at] : []));
      const se = typed.rows[units.indexOf(place)]?.[2];
      return se === undefined ? [] : [step('录入的标准误', 'standard error as typed in', s(se), se)];
    }
    return (column && formMean(column)?.steps.se) ?? [];
  }
  const leaves = rows.flatMap((row, at) => {
    const inside =
      at > place &&
      below(rows, at).length === 0 &&
      !rows.slice(place + 1, at + 1).some((one) => one.depth <= rows[place]!.depth);
    const se = inside ? errorOf(given, rows, at).at(-1)?.value : undefined;
    return se === undefined ? [] : [{ share: row.quantity / rows[place]!.quantity, se }];
  });
  if (leaves.length === 0) return [];
  return [
    step(
      '标准误 = √Σ(权重 × 单位的标准误)²',
      'standard error = √Σ(weight × standard error of the unit)²',
      `√(${leaves.length <= mostTerms ? leaves.map((one) => `(${s(one.share)}×${s(one.se)})²`).join(' + ') : s(sum(leaves.map((one) => (one.share * one.se) ** 2)))})`,
      Math.sqrt(sum(leaves.map((one) => (one.share * one.se) ** 2))),
    ),
  ];
}

/** From units to the whole, weighted by a quantity. */
function* rollUp(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const place = Number(/^rows\.(\d+)\.\w+$/.exec(path)?.[1] ?? Number.NaN);
  const rows = objectsOf(result.values['rows']) as readonly unknown[] as readonly Row[];
  const own = rows[place];
  if (!own) return;
  const parts = below(rows, place).map((at) => rows[at]!);
  const added = (what: 'quantity' | 'n', zh: string, en: string) =>
    step(
      zh,
      en,
      parts.length <= mostTerms
        ? parts.map((one) => s(one[what] ?? 0)).join(' + ')
        : s(sum(parts.map((one) => one[what] ?? 0))),
      sum(parts.map((one) => one[what] ?? 0)),
    );
  const typed = result.inputs['units'] !== null;
  const unit = parts.length === 0 && !typed ? unitColumn(given, pathTo(rows, place)) : null;
  const there = unit?.column.values.filter((value) => !Number.isNaN(value)).length ?? 0;
  if (key === 'share') {
    const above = own.depth === 0 ? own : rows.slice(0, place).findLast((one) => one.depth === own.depth - 1)!;
    yield [
      step(
        '本单位的权重量/上一级的权重量',
        'quantity/quantity of the level above',
        `${s(own.quantity)} / ${s(above.quantity)}`,
        own.quantity / above.quantity,
      ),
    ];
  }
  if (parts.length > 0) {
    if (key === 'quantity') yield [added('quantity', '下一级权重量之和', 'sum of the quantities below')];
    if (key === 'n') yield [added('n', '下一级份数之和', 'sum of the forms below')];
    if (key === 'index') {
      const total = sum(parts.map((one) => one.quantity));
      const value = sum(parts.map((one) => one.quantity * one.index)) / total;
      yield [
        step(
          'Σ(权重量 × 下一级指数)/Σ权重量',
          'Σ(quantity × index below)/Σ quantity',
          `(${parts.length <= mostTerms ? parts.map((one) => `${s(one.quantity)}×${s(one.index)}`).join(' + ') : s(value * total)}) / ${s(total)}`,
          value,
        ),
      ];
    }
  } else if (typed && (key === 'quantity' || key === 'index'))
    yield [step('录入的数', 'as typed in', s(own[key]), own[key])];
  else if (unit) {
    const toMean = meanStep(unit.column);
    if (key === 'index' && toMean) yield [toMean];
    if (key === 'n')
      yield [
        step(
          '该单位的份数 − 得不到指数的份数',
          'forms of the unit − forms without an index',
          `${unit.column.values.length} − ${unit.column.values.length - there}`,
          there,
        ),
      ];
    if (key === 'quantity' && unit.amounts)
      yield [
        step(
          '该单位各份所填的数（最多见的）',
          'the figure on most forms of the unit',
          s(own.quantity),
          unit.amounts.includes(own.quantity) ? own.quantity : Number.NaN,
        ),
      ];
    else if (key === 'quantity') {
      const weights = unit.column.weights;
      const total = sum([...unit.column.values].map((value, row) => (Number.isNaN(value) ? 0 : (weights?.[row] ?? 1))));
      yield [
        step(
          weights ? '该单位各份的权重之和' : '该单位有指数的份数',
          weights ? 'sum of the weights of the unit’s forms' : 'forms of the unit with an index',
          weights ? s(total) : `${unit.column.values.length} − ${unit.column.values.length - there}`,
          total,
        ),
      ];
    }
  }
  const level = numberOf(result.values, 'level');
  if ((key !== 'lower' && key !== 'upper') || level === null) return;
  const toSe = errorOf(given, rows, place);
  const se = toSe.at(-1)?.value;
  if (se === undefined) return;
  const z = normalTwoSidedQuantile(level);
  const sign = key === 'lower' ? -1 : 1;
  const bound = own.index + sign * z * se;
  yield [
    ...toSe,
    step(
      `指数 ${sign < 0 ? '−' : '+'} z(${s(level)})·标准误（不越出 0–100）`,
      `index ${sign < 0 ? '−' : '+'} z(${s(level)}) · standard error (within 0–100)`,
      `${s(own.index)} ${sign < 0 ? '−' : '+'} ${s(z)} × ${s(se)}`,
      Math.min(100, Math.max(0, bound)),
    ),
  ];
}

export const rollUpRules: Readonly<Record<string, readonly Rule[]>> = { 'csi.rollUp': [rollUp] };
