import type { Scale, ValueLabel } from '../model/variable.ts';
import { isRating } from './declareScale.ts';
import { normaliseText } from './looseValues.ts';
import type { ColumnPlan, Doubt } from './plan.ts';

const shownCodes = 8;

type Named = ReadonlyMap<number, string>;

/** Every code with a name: labels, ends of the scale, non-answers. */
const namesOf = ({ valueLabels, scale }: ColumnPlan): Named =>
  new Map(
    [...valueLabels, ...(scale ? [...scale.labels, ...scale.nonAnswers] : [])].map((one) => [one.value, one.label]),
  );

const missingOf = ({ scale }: ColumnPlan): ReadonlySet<number> => new Set(scale?.nonAnswers.map(({ value }) => value));

const listed = (labels: readonly ValueLabel[]): readonly string[] =>
  labels
    .slice(0, shownCodes)
    .map(({ value, label }) => (label === String(value) ? label : `${value}=${label.slice(0, 30)}`));

const byValue = (a: ValueLabel, b: ValueLabel): number => a.value - b.value;

const han = /\p{Script=Han}/u;

/** Two names in one script that have no sign (no pair of letters) in common: 上海 and 天津, not 男 and 男性. */
function meansOther(before: string, label: string): boolean {
  if (han.test(before) !== han.test(label)) return false;
  const [one, other] = [normaliseText(before), normaliseText(label)];
  const width = han.test(before) ? 1 : Math.min(2, one.length, other.length);
  for (let at = 0; at + width <= one.length; at++) if (other.includes(one.slice(at, at + width))) return false;
  return true;
}

/** Names that the two give otherwise to one code; moved: the new name belonged to another code or means something else. */
function renamedCodes(old: Named, fresh: Named, header: string): readonly Doubt[] {
  const ownerOf = new Map([...old].map(([value, label]) => [normaliseText(label), value]));
  const moved: string[] = [];
  const reworded: string[] = [];
  for (const [value, label] of fresh) {
    const before = old.get(value);
    // A code without words names itself.
    if (before === undefined || label === String(value) || before === String(value)) continue;
    if (normaliseText(before) === normaliseText(label)) continue;
    const owner = ownerOf.get(normaliseText(label));
    ((owner !== undefined && owner !== value) || meansOther(before, label) ? moved : reworded).push(
      `${value}: ${before} → ${label}`,
    );
  }
  const doubt = (code: string, changes: readonly string[]): readonly Doubt[] =>
    changes.length === 0 ? [] : [{ code, details: { header, changes: changes.slice(0, shownCodes) } }];
  return [...doubt('difference.labelsMoved', moved), ...doubt('difference.relabelled', reworded)];
}

/** The remembered scale with new missing codes; without one, that of the new file, which cannot do without. */
function withMissing(old: ColumnPlan, fresh: Scale, added: readonly ValueLabel[]): ColumnPlan {
  const { scale } = old;
  if (scale) return { ...old, scale: { ...scale, nonAnswers: [...scale.nonAnswers, ...added].toSorted(byValue) } };
  const labels = old.valueLabels.filter(({ value }) => !added.some((one) => one.value === value));
  const known = new Set(labels.map(({ value }) => value));
  const rest = fresh.labels.filter(({ value }) => !known.has(value));
  return {
    ...old,
    valueLabels: [],
    scale: { ...fresh, labels: [...labels, ...rest].toSorted(byValue), nonAnswers: added.toSorted(byValue) },
  };
}

/** A new category widens the range its codes lie in; a rating keeps its ends. */
function withLabels(old: ColumnPlan, added: readonly ValueLabel[]): ColumnPlan {
  const { scale } = old;
  if (!scale) return { ...old, valueLabels: [...old.valueLabels, ...added].toSorted(byValue) };
  const codes = isRating(old.role) ? [] : added.map(({ value }) => value);
  const [min, max] = [Math.min(scale.min, ...codes), Math.max(scale.max, ...codes)];
  const inside = added.filter(({ value }) => value >= min && value <= max);
  return { ...old, scale: { ...scale, min, max, labels: [...scale.labels, ...inside].toSorted(byValue) } };
}

/** Texts that are codes: those the plan does not know get the next numbers, so that the old ones keep theirs. */
function withTextCodes(
  old: ColumnPlan,
  fresh: ColumnPlan,
): { readonly plan: ColumnPlan; readonly added: readonly ValueLabel[] } {
  const known = new Set(old.textCodes.map(({ text }) => normaliseText(text)));
  const names = namesOf(fresh);
  const missing = missingOf(fresh);
  let next = Math.max(0, ...old.textCodes.map(({ code }) => code)) + 1;
  let plan = old;
  const added: ValueLabel[] = [];
  for (const { text, code } of fresh.textCodes) {
    if (known.has(normaliseText(text))) continue;
    const label = { value: next++, label: names.get(code) ?? text };
    added.push(label);
    plan = { ...plan, textCodes: [...plan.textCodes, { text, code: label.value }] };
    if (missing.has(code) && fresh.scale) plan = withMissing(plan, fresh.scale, [label]);
    else {
      const { scale } = plan;
      if (scale) plan = { ...plan, scale: { ...scale, max: Math.max(scale.max, label.value) } };
      plan = withLabels(plan, [label]);
    }
  }
  return { plan, added };
}

/**
 * Fits a remembered column to what a file's own dictionary (or codebook) declares now. Codes the plan does not know are taken over: labels,
 * and missing codes, which would otherwise count as answers. Where plan and file contradict each other the plan stays, and it is said.
 *
 * @param fresh  the column as proposed from the dictionary of the new file
 * @returns the column to import with, and what differs: 'difference.labelsMoved', '.relabelled', '.newMissing', '.newLabels', '.question'
 */
export function adoptDeclared(
  remembered: ColumnPlan,
  fresh: ColumnPlan,
): { readonly plan: ColumnPlan; readonly differences: readonly Doubt[] } {
  const { header } = fresh;
  const differences: Doubt[] = [];
  const old: ColumnPlan = { ...remembered, declaredLabel: fresh.declaredLabel };
  // A wording the user edited differs from every file: it is the file's that is compared, where it is known.
  const wordings = [remembered.label, remembered.declaredLabel ?? remembered.label].map(normaliseText);
  if (!wordings.includes(normaliseText(fresh.label)))
    differences.push({ code: 'difference.question', details: { header, from: old.label, to: fresh.label } });
  if (old.type !== 'number' || fresh.type !== 'number') return { plan: old, differences };
  if (old.textCodes.length > 0 || fresh.textCodes.length > 0) {
    const { plan, added } = withTextCodes(old, fresh);
    if (added.length > 0)
      differences.push({ code: 'difference.newLabels', details: { header, labels: listed(added) } });
    return { plan, differences };
  }
  const [oldNames, freshNames] = [namesOf(old), namesOf(fresh)];
  const [oldMissing, freshMissing] = [missingOf(old), missingOf(fresh)];
  differences.push(...renamedCodes(oldNames, freshNames, header));
  const unknown = [...freshNames].filter(([value]) => !oldNames.has(value)).map(([value, label]) => ({ value, label }));
  const missing = [...(fresh.scale?.nonAnswers ?? [])].filter(({ value }) => !oldMissing.has(value));
  const labels = unknown.filter(({ value }) => !freshMissing.has(value));
  let plan = old;
  if (missing.length > 0 && fresh.scale) {
    differences.push({ code: 'difference.newMissing', details: { header, codes: listed(missing) } });
    // A code the user has named as an answer stays one until the user says otherwise.
    const taken = missing.filter(({ value }) => !oldNames.has(value));
    if (taken.length > 0) plan = withMissing(plan, fresh.scale, taken);
  }
  if (labels.length > 0) {
    differences.push({ code: 'difference.newLabels', details: { header, labels: listed(labels) } });
    plan = withLabels(plan, labels);
  }
  return { plan, differences };
}
