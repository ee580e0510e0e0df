import { type WeightData, weightData } from '../../analyses/weightData.ts';
import { dimensionsOf, meanOne } from '../../analyses/weightWays.ts';
import { structuralModel } from '../../analyses/plsWeights.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { at, matrixOf } from '../../numeric/matrix.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { minMaxColumns } from '../../satisfaction/entropyWeights.ts';
import { isConstant, scoreMoments } from '../../satisfaction/scoreMoments.ts';
import { orthogonalCounterparts } from '../../stats/relativeImportance.ts';
import { takeSample } from '../../stats/sample.ts';
import { type Given, numberOf, objectsOf, productsText, type Rule, signed, step, sum, sumText } from './given.ts';
import { outerWeightSteps } from './outerWeight.ts';
import { correlationSteps } from './relations.ts';
import { weightNote } from './scaleAnswers.ts';

interface Element {
  readonly data: WeightData;
  /** The place of the indicator among those of the project. */
  readonly place: number;
}

/** The indicators' scores, and the one a basis is about. */
function elementOf({ key, snapshot, result, ancestors }: Given): Element | null {
  const id = ancestors[0]?.object['id'];
  if (key !== 'basis' || typeof id !== 'string') return null;
  const { items, outcome } = result.inputs;
  const read = weightData(
    snapshot,
    (items ?? []) as readonly VariableId[],
    typeof outcome === 'string' ? variableId(outcome) : null,
  );
  if (!read.ok) return null;
  const place = read.data.ids.findIndex((one) => one === id);
  return place < 0 ? null : { data: read.data, place };
}

/** The answered scores of one indicator; survey weights sum to the number of forms. */
function scoresOf({ data, place }: Element): { readonly values: Float64Array; readonly weights: Float64Array | null } {
  const { values, weights } = takeSample(data.scores[place]!, data.design.weights);
  return { values, weights: weights && data.design.weightKind === 'survey' ? meanOne(weights) : weights };
}

/** Complete forms with the correlations of the indicators that vary, and where the one in question stands among those. */
function movingOf({ data, place }: Element, withOutcome: boolean) {
  const forms = data.parts.complete(withOutcome);
  const moving = forms.columns.flatMap((column, other) => (isConstant(column) ? [] : [other]));
  const { correlations, sds } = forms.moments();
  return { forms, moving, correlations, sds, own: moving.indexOf(place) };
}

function* variation(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { values, weights } = scoresOf(element);
  const { means, sds } = scoreMoments([values], weights);
  const note = weightNote(weights);
  yield [
    step(
      `变异系数 = 标准差/均值${note.zh}`,
      `CV = standard deviation/mean${note.en}`,
      `${s(sds[0]!)} / ${s(means[0]!)}`,
      sds[0]! / means[0]!,
    ),
  ];
}

function* entropy(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { options } = given.result;
  const { values: shown, weights } = scoresOf(element);
  const turned = ((options['directions'] ?? []) as readonly unknown[])[element.place] === -1 ? -1 : 1;
  const shift = typeof options['shift'] === 'number' ? options['shift'] : 0;
  const values =
    options['normalise'] === 'minmax' ? minMaxColumns([shown], [turned])[0]!.map((value) => value + shift) : shown;
  const w = (row: number): number => weights?.[row] ?? 1;
  const count = sum([...values].map((_, row) => w(row)));
  const total = sum([...values].map((value, row) => w(row) * value));
  const logs = sum(
    [...values].map((value, row) => (value > 0 ? w(row) * (value / total) * Math.log(value / total) : 0)),
  );
  const e = -logs / Math.log(count);
  const survey = element.data.design.weightKind === 'survey';
  yield [
    weights
      ? step(
          `e = −Σw·p·ln p/ln Σw，p = x/Σ(w·x)，Σ(w·x) = ${s(total)}，w 为权重${survey ? '（化为平均 1）' : ''}`,
          `e = −Σ w p ln p/ln Σw, p = x/Σ(w x), Σ(w x) = ${s(total)}; w: weight${survey ? ', brought to a mean of 1' : ''}`,
          `${s(-logs, 10)} / ln ${s(count)}`,
          e,
        )
      : step(
          `e = −Σp·ln p/ln n，p = x/Σx，Σx = ${s(total)}`,
          `e = −Σ p ln p/ln n, p = x/Σx, Σx = ${s(total)}`,
          `${s(-logs, 10)} / ln ${count}`,
          e,
        ),
    step('冗余度 = 1 − e', 'redundancy = 1 − e', `1 − ${s(e, 10)}`, 1 - e),
  ];
}

function* critic(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { columns, weights } = element.data.parts.complete(false);
  const directions = (given.result.options['directions'] ?? []) as readonly (1 | -1)[];
  const scaled = minMaxColumns(columns, directions.length === columns.length ? directions : undefined);
  const { sds, correlations } = scoreMoments(scaled, weights);
  const conflict = [...columns.keys()]
    .filter((other) => other !== element.place && sds[other]! > 0)
    .map((other) => 1 - at(correlations, element.place, other));
  const sd = sds[element.place]!;
  const note = weightNote(weights);
  yield [
    step(
      `冲突性 = Σ(1 − r)，r 为与其余各指标的相关系数${note.zh}`,
      `conflict = Σ(1 − r); r: correlations with the other indicators${note.en}`,
      sumText(
        conflict.map((one) => `(1 − ${signed(1 - one, 6)})`),
        sum(conflict),
      ),
      sum(conflict),
    ),
    step(
      `C = 极差标准化后的标准差 × 冲突性${note.zh}`,
      `C = standard deviation after min-max × conflict${note.en}`,
      `${s(sd)} × ${s(sum(conflict))}`,
      sd * sum(conflict),
    ),
  ];
}

/** Stated importance: a mean of scores, or of how far each form puts the indicator above its own mean. */
function* stated(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  const column = element?.data.stated[element.place];
  if (!element || !column) return;
  const { weights } = element.data.design;
  const rated = element.data.stated.flatMap((one) => (one ? [one] : []));
  const w = (row: number): number => weights?.[row] ?? 1;
  const forms = Array.from(column.keys()).flatMap((row) => {
    const own = rated.flatMap((one) => (Number.isNaN(one[row]!) ? [] : [one[row]!]));
    if (own.length === 0) return [];
    const level = sum(own) / own.length;
    const spread = own.length > 1 ? Math.sqrt(sum(own.map((one) => (one - level) ** 2)) / (own.length - 1)) : 0;
    return [{ weight: w(row), value: column[row]!, level, spread }];
  });
  type Form = (typeof forms)[number];
  const mean = (among: readonly Form[], of: (form: Form) => number, zh: string, en: string) => {
    const total = sum(among.map((form) => form.weight * of(form)));
    const size = sum(among.map(({ weight }) => weight));
    return weights
      ? step(`Σ(${zh} × 权重)/Σ权重`, `Σ(${en} × weight)/Σ weight`, `${s(total, 9)} / ${s(size, 9)}`, total / size)
      : step(`Σ${zh}/份数`, `Σ ${en}/number of forms`, `${s(total, 9)} / ${s(size)}`, total / size);
  };
  const own = forms.filter(({ value }) => !Number.isNaN(value));
  yield [mean(own, ({ value }) => value, '重要度得分', 'importance score')];
  const level = mean(forms, (form) => form.level, '各份自己的平均重要度', 'the form’s own mean importance');
  const centred = mean(
    own,
    (form) => form.value - form.level,
    '(该指标的重要度 − 本份的平均)',
    '(importance − the form’s own mean)',
  );
  yield [
    level,
    centred,
    step(
      '各份平均水平 + 该指标高出本份平均的平均',
      'mean level of the forms + mean excess of the indicator',
      `${s(level.value)} + ${signed(centred.value)}`,
      level.value + centred.value,
    ),
  ];
  const spreading = forms.filter((form) => form.spread > 0);
  const spread = mean(spreading, (form) => form.spread, '各份自己的标准差', 'the form’s own standard deviation');
  const standard = mean(
    own,
    (form) => (form.spread > 0 ? (form.value - form.level) / form.spread : 0),
    '(该指标的重要度 − 本份的平均)/本份的标准差',
    '(importance − the form’s own mean)/the form’s own standard deviation',
  );
  yield [
    level,
    spread,
    standard,
    step(
      '平均水平 + 平均标准差 × 标准化后的平均',
      'mean level + mean standard deviation × mean of the standardised',
      `${s(level.value)} + ${s(spread.value)} × ${signed(standard.value)}`,
      level.value + spread.value * standard.value,
    ),
  ];
}

/** With the outcome, over the forms that have both. */
function* derived(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { scores, outcome, design } = element.data;
  yield* correlationSteps(scores[element.place]!, outcome.values, design.weights);
}

/** The standardised coefficient: from what the other indicators leave unexplained of this one. */
function* regression(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { forms, moving, sds } = movingOf(element, true);
  const { weights } = forms;
  const x = forms.columns[element.place]!;
  const y = forms.outcome!;
  const others = moving.filter((other) => other !== element.place).map((other) => forms.columns[other]!);
  const { residuals } = leastSquares(x, others, { intercept: true, weights, degree: 1 });
  const e = [...residuals];
  const w = (row: number): number => weights?.[row] ?? 1;
  const products = sum(e.map((one, row) => w(row) * one * y[row]!));
  const squares = sum(e.map((one, row) => w(row) * one * one));
  const b = products / squares;
  const [sdX, sdY] = [sds[element.place]!, sds.at(-1)!];
  const note = weightNote(weights);
  yield [
    step(
      `b = Σ(e·y)/Σe²，e 为该指标中不能由其余指标解释的部分（对其余指标回归的残差）${note.zh}`,
      `b = Σ(e y)/Σe²; e: what the other indicators leave unexplained of this one (residuals of regressing it on them)${note.en}`,
      `${signed(products)} / ${s(squares)}`,
      b,
    ),
    step('β = b·s(x)/s(y)', 'β = b · sd of x/sd of y', `${signed(b)} × ${s(sdX)} / ${s(sdY)}`, (b * sdX) / sdY),
  ];
}

/** Johnson's relative weight: the outcome's R² shared by the orthogonal variables nearest to the indicators, and from there back. */
function* relative(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { moving, correlations, own, forms } = movingOf(element, true);
  if (own < 0) return;
  const k = forms.columns.length;
  const { loadings, coefficients } = orthogonalCounterparts(
    matrixOf(moving.length, moving.length, (i, j) => at(correlations, moving[i]!, moving[j]!)),
    moving.map((other) => at(correlations, other, k)),
  );
  const terms = Array.from(loadings[own]!, (loading, other) => [loading, coefficients[other]!] as const);
  const total = sum(terms.map(([loading, beta]) => loading ** 2 * beta ** 2));
  const note = weightNote(forms.weights);
  yield [
    step(
      `ε = Σ(λ²·β²)，把各指标换成最接近的互不相关的变量：λ 为该指标与它们的相关，β 为结果变量与它们的相关${note.zh}`,
      `ε = Σ(λ² β²), the indicators replaced by the uncorrelated variables nearest to them; λ: correlations of the indicator with these, β: of the outcome${note.en}`,
      sumText(
        terms.map(([loading, beta]) => `${signed(loading, 6)}²×${signed(beta, 6)}²`),
        total,
      ),
      total,
    ),
  ];
}

/** What the indicator moves by its dimension: its outer weight times the dimension's effect on satisfaction. */
function* structural(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { forms, moving, own } = movingOf(element, true);
  if (own < 0) return;
  const columns = moving.map((other) => forms.columns[other]!);
  const model = structuralModel(columns, dimensionsOf(element.data, moving), forms.outcome!, forms.weights);
  if (!model) return;
  const { specification, estimate, places, effects } = model;
  const item = places.indexOf(own);
  const dimension = specification.blockOf[item]!;
  const outer = outerWeightSteps(specification, estimate, 'path', item);
  const size = specification.constructs.length;
  const r = (a: number, b: number): number => estimate.correlations[a * size + b]!;
  const others = effects.flatMap((effect, other) =>
    other === dimension ? [] : [[effect, r(dimension, other)] as const],
  );
  const direct = r(dimension, size - 1);
  const effect = direct - sum(others.map(([one, between]) => one * between));
  yield [
    ...outer,
    others.length === 0
      ? step(
          '效应 = 该维度得分与满意度的相关',
          'effect = correlation of the dimension’s score with satisfaction',
          signed(direct),
          direct,
        )
      : step(
          '效应 = 该维度与满意度的相关 − Σ(其他维度的效应 × 与该维度的相关)',
          'effect = correlation of the dimension with satisfaction − Σ(effect of another × its correlation with this one)',
          `${signed(direct)} − (${productsText(others)})`,
          effect,
        ),
    step(
      '外部权重 × 维度的效应',
      'outer weight × effect of the dimension',
      `${signed(outer.at(-1)!.value)} × ${signed(effect)}`,
      outer.at(-1)!.value * effect,
    ),
  ];
}

/** A loading on the first component: the row of the eigenvalue equation that defines it. */
function* factor(given: Given): ReturnType<Rule> {
  const element = elementOf(given);
  if (!element) return;
  const { moving, correlations, forms } = movingOf(element, false);
  const loadings = objectsOf(given.result.values['elements']).map((one) => numberOf(one, 'basis') ?? 0);
  const eigenvalue = sum(loadings.map((one) => one * one));
  const pairs = moving.map((other) => [at(correlations, element.place, other), loadings[other]!] as const);
  const products = sum(pairs.map(([r, loading]) => r * loading));
  const note = weightNote(forms.weights);
  yield [
    step(
      'λ = Σl²，第一主成分的特征值',
      'λ = Σl²: eigenvalue of the first component',
      sumText(
        loadings.map((one) => `${signed(one, 6)}²`),
        eigenvalue,
      ),
      eigenvalue,
    ),
    step(
      `l = Σ(r·l)/λ，r 为该指标与各指标的相关系数${note.zh}（载荷所满足的特征方程）`,
      `l = Σ(r l)/λ; r: correlations of the indicator with each${note.en} (the eigenvalue equation that loadings satisfy)`,
      `(${productsText(pairs)}) / ${s(eigenvalue)}`,
      products / eigenvalue,
    ),
  ];
}

/** What the indicators together explain: of the outcome, or of their own variance. */
function* fit(given: Given): ReturnType<Rule> {
  const { path, snapshot, result } = given;
  const { items, outcome } = result.inputs;
  if (path !== 'fit') return;
  const basis = objectsOf(result.values['elements']).map((one) => numberOf(one, 'basis') ?? 0);
  const added = sumText(
    basis.map((one) => signed(one, 6)),
    sum(basis),
  );
  if (result.analysis === 'weights.relative')
    yield [step('R² = Σ相对权重 ε', 'R² = Σ relative weights ε', added, Math.min(1, sum(basis)))];
  if (result.analysis === 'weights.factor') {
    const moving = objectsOf(result.values['elements']).filter((one) => numberOf(one, 'basis') !== null).length;
    const squares = sum(basis.map((one) => one * one));
    yield [
      step(
        '特征值/指标数，特征值 = Σ载荷²',
        'eigenvalue/indicators; eigenvalue = Σ loading²',
        `${s(squares)} / ${moving}`,
        squares / moving,
      ),
    ];
  }
  const read = weightData(
    snapshot,
    (items ?? []) as readonly VariableId[],
    typeof outcome === 'string' ? variableId(outcome) : null,
  );
  if (!read.ok || result.analysis === 'weights.factor') return;
  const { forms, moving, correlations } = movingOf({ data: read.data, place: 0 }, true);
  if (result.analysis === 'weights.regression') {
    const pairs = moving.map((other) => [basis[other]!, at(correlations, other, forms.columns.length)] as const);
    yield [
      step(
        `R² = Σ(β·r)，r 为各指标与结果变量的相关系数${weightNote(forms.weights).zh}`,
        `R² = Σ(β r); r: correlation of each indicator with the outcome${weightNote(forms.weights).en}`,
        productsText(pairs),
        Math.max(0, Math.min(1, sum(pairs.map(([beta, r]) => beta * r)))),
      ),
    ];
  }
  if (result.analysis !== 'weights.pls') return;
  const columns = moving.map((other) => forms.columns[other]!);
  const model = structuralModel(columns, dimensionsOf(read.data, moving), forms.outcome!, forms.weights);
  const size = model?.specification.constructs.length ?? 0;
  const pairs = (model?.effects ?? []).map(
    (effect, dimension) => [effect, model!.estimate.correlations[dimension * size + size - 1]!] as const,
  );
  yield [
    step(
      'R² = Σ(维度的效应 × 与满意度的相关)',
      'R² = Σ(effect of a dimension × its correlation with satisfaction)',
      productsText(pairs),
      sum(pairs.map(([effect, r]) => effect * r)),
    ),
  ];
}

export const weightBasisRules: Readonly<Record<string, readonly Rule[]>> = {
  'weights.variation': [variation],
  'weights.entropy': [entropy],
  'weights.critic': [critic],
  'weights.stated': [stated],
  'weights.improved': [derived],
  'weights.correlation': [derived],
  'weights.regression': [regression, fit],
  'weights.relative': [relative, fit],
  'weights.pls': [structural, fit],
  'weights.factor': [factor, fit],
};
