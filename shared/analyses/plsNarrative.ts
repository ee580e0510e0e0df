import type { Locale } from '../model/text.ts';
import type { PlsValues } from './plsValues.ts';
import { joinNames, sentence } from './sentence.ts';
import type { AnalysisResult, Sentence } from './types.ts';

/** Index of the target, its strongest cause, what to improve, what is significant, whether the measurement holds. */
export function plsNarrative({ values }: AnalysisResult<PlsValues>, locale: Locale): readonly Sentence[] {
  const { place, name } = values.target;
  const sentences = [
    sentence(
      locale,
      'index',
      {
        zh: `“{@name}”的指数为 {constructs.${place}.index|number2} 分${values.structure[place]!.rSquared === null ? '' : `，模型解释了其变异的 {structure.${place}.rSquared|share1}`}。`,
        en: `The index of “{@name}” is {constructs.${place}.index|number2}${values.structure[place]!.rSquared === null ? '' : `; the model explains {structure.${place}.rSquared|share1} of its variance`}.`,
      },
      { name },
    ),
  ];
  const strongest = values.effects
    .map((effect, at) => ({ effect, at }))
    .filter(({ effect }) => effect.to === name)
    .toSorted((a, b) => b.effect.total - a.effect.total)[0];
  if (strongest)
    sentences.push(
      sentence(
        locale,
        'strongest',
        {
          zh: `对其总效应最大的是“{@cause}”（{effects.${strongest.at}.total|coefficient}，其中间接 {effects.${strongest.at}.indirect|coefficient}）。`,
          en: `“{@cause}” has the largest total effect on it ({effects.${strongest.at}.total|coefficient}, of which {effects.${strongest.at}.indirect|coefficient} indirect).`,
        },
        { cause: strongest.effect.from },
      ),
    );
  const first = values.map.filter(({ quadrant }) => quadrant === 'improve').map((point) => `“${point.name}”`);
  if (first.length > 0)
    sentences.push(
      sentence(
        locale,
        'improve',
        {
          zh: '{@names}的总效应较大而得分偏低，宜先改进；效应由模型估计，不证明因果。',
          en: 'With a large total effect and a low score, {@names} should come first; effects are those of the model and do not prove cause.',
        },
        { names: joinNames(first, locale) },
      ),
    );
  if (values.resampling) {
    const tested = values.paths.filter(({ resampled }) => resampled?.p !== null && resampled !== null);
    const clear = tested.filter(({ resampled }) => resampled!.p! < 0.05);
    sentences.push(
      sentence(
        locale,
        'paths',
        {
          zh: '{@all} 条路径中有 {@clear} 条在 .05 水平上显著。',
          en: '{@clear} of {@all} paths are significant at .05.',
        },
        { all: String(values.paths.length), clear: String(clear.length) },
      ),
    );
  }
  const judged = values.constructs.filter(({ mode, items }) => mode === 'A' && items > 1);
  const weak = judged.filter(({ ave, rhoA }) => (ave ?? 0) < 0.5 || (rhoA ?? 0) < 0.7).map((one) => one.name);
  if (judged.length > 0)
    sentences.push(
      weak.length === 0
        ? sentence(locale, 'measurement', {
            zh: '各反映型潜变量的信度与收敛效度均达到通常要求。',
            en: 'Reliability and convergent validity of all reflective constructs meet the usual demands.',
          })
        : sentence(
            locale,
            'measurement',
            {
              zh: '{@names}的信度或收敛效度未达到通常要求（ρA ≥ .7，AVE ≥ .5）。',
              en: 'Reliability or convergent validity is below the usual demands (rho_A .7, AVE .5) for {@names}.',
            },
            {
              names: joinNames(
                weak.map((name) => `“${name}”`),
                locale,
              ),
            },
          ),
    );
  return sentences;
}
