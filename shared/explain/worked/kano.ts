import { featureGroups } from '../../analyses/featureGroups.ts';
import { answerCodes, kanoAnswers } from '../../analyses/kanoFeatures.ts';
import { significant as s } from '../../format/significant.ts';
import { variableId } from '../../model/ids.ts';
import { type KanoCounts, kanoCounts } from '../../satisfaction/kano.ts';
import { designOf } from './formColumns.ts';
import { type Given, isObject, objectsOf, type Rule, step, sum } from './given.ts';

/** Counts of a feature as the result holds them; of one group of customers from the answers to its pair of questions. */
function countsOf({ snapshot, result, path, ancestors }: Given): KanoCounts | null {
  const held = ancestors.find(({ object }) => isObject(object['counts']))?.object['counts'];
  if (isObject(held)) return held as unknown as KanoCounts;
  const at = /^groups\.(\d+)\.features\.(\d+)\./.exec(path);
  const feature = objectsOf(result.values['features'])[Number(at?.[2])];
  const label = objectsOf(result.values['groups'])[Number(at?.[1])]?.['label'];
  const { segment } = result.inputs;
  if (!feature || typeof segment !== 'string') return null;
  const design = designOf(snapshot, result);
  const codes = answerCodes(String(result.options['answers'] ?? ''));
  const [first, second] = [feature['functional'], feature['dysfunctional']].map(
    (id) =>
      kanoAnswers(snapshot, variableId(String(id)), design.rows, codes, result.options['codes'] === 'dislikeFirst')
        .values,
  ) as [Float64Array, Float64Array];
  const groups = featureGroups(snapshot, [variableId(segment)], design);
  const own = groups.labels.indexOf(String(label));
  const inside = first.map((value, row) => (groups.codes[row] === own ? value : Number.NaN));
  return kanoCounts(inside, second, design.weights).counts;
}

function* kano(given: Given): ReturnType<Rule> {
  const { key, path } = given;
  const counts = countsOf(given);
  if (!counts) return;
  const n = sum(Object.values(counts));
  if (!(n > 0)) return;
  const { A, O, M, I } = counts;
  const four = A + O + M + I;
  if (/shares\.\w$/.test(path))
    yield [
      step(
        '归入该类的份数/份数',
        'forms of this class/forms',
        `${s(counts[key as 'A'] ?? 0)} / ${s(n)}`,
        (counts[key as 'A'] ?? 0) / n,
      ),
    ];
  if (key === 'better')
    yield [
      step(
        'Better = (A + O)/(A + O + M + I)',
        'Better = (A + O)/(A + O + M + I)',
        `(${s(A)} + ${s(O)}) / ${s(four)}`,
        (A + O) / four,
      ),
    ];
  if (key === 'worse')
    yield [
      step(
        'Worse = −(O + M)/(A + O + M + I)',
        'Worse = −(O + M)/(A + O + M + I)',
        `−(${s(O)} + ${s(M)}) / ${s(four)}`,
        -(O + M) / four,
      ),
    ];
  const sorted = Object.values(counts).toSorted((a, b) => b - a);
  if (key === 'categoryStrength')
    yield [
      step(
        '(最多一类 − 次多一类)/份数',
        '(most frequent − second)/forms',
        `(${s(sorted[0]!)} − ${s(sorted[1]!)}) / ${s(n)}`,
        (sorted[0]! - sorted[1]!) / n,
      ),
    ];
  if (key === 'totalStrength')
    yield [step('(A + O + M)/份数', '(A + O + M)/forms', `(${s(A)} + ${s(O)} + ${s(M)}) / ${s(n)}`, (A + O + M) / n)];
}

export const kanoRules: Readonly<Record<string, readonly Rule[]>> = { 'kano.table': [kano] };
