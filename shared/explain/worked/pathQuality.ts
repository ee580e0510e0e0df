import { plsCount } from '../../analyses/plsRun.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { at, matrixOf, symmetricInverse } from '../../numeric/matrix.ts';
import {
  type Given,
  isObject,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
} from './given.ts';
import { estimated } from './measurement.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const pathsInto = ({ result }: Given, name: string): readonly JsonObject[] =>
  objectsOf(result.values['paths']).filter(({ to }) => to === name);
const placeOf = ({ result }: Given, name: string): number =>
  objectsOf(result.values['constructs']).findIndex((one) => one['name'] === name);

/** Correlation of two latent variables by their places; NaN where there is none. */
function correlation({ result }: Given, a: number, b: number): number {
  const rows = (result.values['correlations'] ?? []) as readonly (readonly (number | null)[])[];
  return rows[a]?.[b] ?? Number.NaN;
}

/** Of the regression on one latent variable: R² for the number of causes, and how well left-out answers are predicted. */
function* ofRegression(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const k = pathsInto(given, text(own?.['name'])).length;
  const rSquared = numberOf(own, 'rSquared');
  if (k === 0 || rSquared === null) return;
  if (key === 'q2') {
    const distance = result.options['omission'];
    if (typeof distance === 'number')
      yield [
        step(
          `Q² = 1 − Σ预测误差²/Σ以均值代替的误差²：蒙眼法，每隔 ${distance} 份略去其作答，由其余各份估计后预测`,
          `Q² = 1 − Σ(error of the prediction)²/Σ(error of the mean)²: blindfolding, the answers of every ${distance}th form left out in turn and predicted from the others`,
          `1 − ${s(1 - given.value)}`,
          given.value,
        ),
      ];
    return;
  }
  const model = key === 'adjusted' || key === 'bic' ? estimated(given) : null;
  if (!model) return;
  const n = plsCount(model.data, model.estimate);
  if (key === 'adjusted')
    yield [
      step(
        '1 − (1 − R²)(n − 1)/(n − k − 1)，k 为指向它的路径数',
        '1 − (1 − R²)(n − 1)/(n − k − 1); k: paths into it',
        `1 − (1 − ${s(rSquared)}) × ${s(n - 1)} / ${s(n - k - 1)}`,
        1 - ((1 - rSquared) * (n - 1)) / (n - k - 1),
      ),
    ];
  if (key === 'bic')
    yield [
      step(
        'n·ln(1 − R²) + (k + 1)·ln n',
        'n ln(1 − R²) + (k + 1) ln n',
        `${s(n)} × ln(${s(1 - rSquared)}) + ${k + 1} × ln(${s(n)})`,
        n * Math.log(1 - rSquared) + (k + 1) * Math.log(n),
      ),
    ];
}

/** How far the other causes of the same latent variable already say what one says, and what R² loses without it. */
function* ofPath(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const target = text(own?.['to']);
  const causes = pathsInto(given, target).map((one) => placeOf(given, text(one['from'])));
  const place = causes.indexOf(placeOf(given, text(own?.['from'])));
  if ((key !== 'vif' && key !== 'f2') || place < 0) return;
  if (key === 'f2') {
    const found = numbersNamed(own, 'coefficient', 'vif');
    const structure = objectsOf(result.values['structure']).find((one) => one['name'] === target);
    const rSquared = numberOf(structure, 'rSquared');
    if (!found || rSquared === null) return;
    const lost = found.coefficient ** 2 / found.vif;
    yield [
      step(
        '去掉这条路径后 R² 减少 = 路径系数²/VIF',
        'loss of R² without this path = path²/VIF',
        `${signed(found.coefficient)}² / ${s(found.vif)}`,
        lost,
      ),
      step(
        'f² = R² 的减少/(1 − R²)',
        'f² = loss of R²/(1 − R²)',
        `${s(lost)} / (1 − ${s(rSquared)})`,
        lost / (1 - rSquared),
      ),
    ];
    return;
  }
  if (causes.length === 1) {
    yield [step('只有一条路径指向它', 'a single path leads to it', '1', 1)];
    return;
  }
  const inverse = symmetricInverse(
    matrixOf(causes.length, causes.length, (i, j) => (i === j ? 1 : correlation(given, causes[i]!, causes[j]!))),
  );
  if (!inverse) return;
  const pairs = causes.flatMap((other, at_) =>
    at_ === place
      ? []
      : [[-at(inverse, place, at_) / at(inverse, place, place), correlation(given, causes[place]!, other)] as const],
  );
  const explained = sum(pairs.map(([slope, r]) => slope * r));
  yield [
    step(
      'R² = Σ(系数 × 相关)，该原因由同一结果的其他原因解释的部分',
      'R² = Σ(slope × correlation): what the other causes of the same outcome explain of this one',
      productsText(pairs),
      explained,
    ),
    step('VIF = 1/(1 − R²)', 'VIF = 1/(1 − R²)', `1 / (1 − ${s(explained)})`, 1 / (1 - explained)),
  ];
}

/** Consistent estimates: from correlations freed of what unreliable questions take off them. */
function* consistent(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  if (key !== 'consistent' && key !== 'consistentRSquared') return;
  const own = ancestors[0]?.object;
  const target = text(own?.[key === 'consistent' ? 'to' : 'name']);
  const known = isObject(result.values['consistent']) ? numbersIn(result.values['consistent']['rhoA']) : null;
  const into = pathsInto(given, target);
  if (!known || into.length === 0) return;
  const constructs = objectsOf(result.values['constructs']);
  const reliability = (place: number): number =>
    constructs[place]?.['mode'] === 'A' && (numberOf(constructs[place], 'items') ?? 0) > 1 ? known[place]! : 1;
  const corrected = (a: number, b: number): number =>
    correlation(given, a, b) / Math.sqrt(reliability(a) * reliability(b));
  const told = {
    zh: 'r′ = r/√(ρA·ρA)，除去题目不可靠造成的衰减',
    en: 'r′ = r/√(ρA ρA): freed of the attenuation by unreliable questions',
  };
  const outcome = placeOf(given, target);
  const paths = into.map((one) => ({
    from: placeOf(given, text(one['from'])),
    beta: numberOf(one, 'consistent') ?? Number.NaN,
  }));
  if (key === 'consistentRSquared') {
    const pairs = paths.map(({ from, beta }) => [beta, corrected(from, outcome)] as const);
    yield [
      step(
        `R² = Σ(校正后的路径系数 × r′)，${told.zh}`,
        `R² = Σ(corrected path × r′); ${told.en}`,
        productsText(pairs),
        sum(pairs.map(([beta, r]) => beta * r)),
      ),
    ];
    return;
  }
  const from = placeOf(given, text(own?.['from']));
  const direct = corrected(from, outcome);
  const [r, first, second] = [correlation(given, from, outcome), reliability(from), reliability(outcome)];
  const others = paths.filter((one) => one.from !== from).map((one) => [one.beta, corrected(from, one.from)] as const);
  yield [
    step(told.zh, told.en, `${signed(r)} / √(${s(first)} × ${s(second)})`, direct),
    ...(others.length > 0
      ? [
          step(
            '路径系数 = r′ − Σ(其他校正后的路径系数 × 两个原因之间的 r′)',
            'path = r′ − Σ(another corrected path × r′ of both causes)',
            `${signed(direct)} − (${productsText(others)})`,
            direct - sum(others.map(([beta, between]) => beta * between)),
          ),
        ]
      : []),
  ];
}

export const pathQualityRules: readonly Rule[] = [ofRegression, ofPath, consistent];
