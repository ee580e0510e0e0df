import { significant as s } from '../../format/significant.ts';
import { decodeCategories } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { bannerPlace } from '../bannerPlaces.ts';
import { designOf, formColumns } from './formColumns.ts';
import { formShare, meanStep } from './formMeans.ts';
import { numberOf, numbersNamed, objectsOf, type Rule, step } from './given.ts';

/** The mean of a question in a column, or the share of one answer among all. */
function* cell(given: Parameters<Rule>[0]): ReturnType<Rule> {
  const { snapshot, result, path } = given;
  const { question, row, group } = bannerPlace(result, path) ?? {};
  if (!question || !row) return;
  if (row['kind'] === 'mean')
    for (const column of formColumns({ ...given, group: group ?? null })) {
      const found = meanStep(column);
      if (found) yield [found];
    }
  const design = designOf(snapshot, result);
  const answers = decodeCategories(snapshot, variableId(String(question['id'])), design.rows);
  const own = answers.labels.indexOf(String(row['label']));
  if (row['kind'] !== 'answer' || own < 0) return;
  const column = group ? decodeCategories(snapshot, variableId(group.variableId), design.rows) : null;
  const isInside = (place: number): boolean => !column || column.labels[column.codes[place]!] === group?.label;
  const share = formShare({
    values: Float64Array.from(answers.codes, (code, place) =>
      code < 0 || !isInside(place) ? Number.NaN : Number(code === own),
    ),
    weights: design.weights,
    design,
    shown: { zh: `答“${String(row['label'])}”`, en: `forms that answered “${String(row['label'])}”` },
  });
  if (share) yield [share.steps.share];
}

/** The two groups of a finding. */
function* finding({ key, ancestors, result }: Parameters<Rule>[0]): ReturnType<Rule> {
  const at = numbersNamed(ancestors[0]?.object, 'question', 'high', 'low');
  if (key !== 'difference' || !at) return;
  const question = objectsOf(result.values['questions'])[at.question];
  for (const row of objectsOf(question?.['rows'])) {
    const cells = objectsOf(row['cells']);
    for (const shift of [0, 1]) {
      const [high, low] = [at.high, at.low].map((place) => numberOf(cells[place + shift], 'value'));
      if (typeof high === 'number' && typeof low === 'number')
        yield [step('高的一组 − 低的一组', 'higher group − lower group', `${s(high)} − ${s(low)}`, high - low)];
    }
  }
}

export const bannerRules: Readonly<Record<string, readonly Rule[]>> = { 'describe.bannerTable': [cell, finding] };
