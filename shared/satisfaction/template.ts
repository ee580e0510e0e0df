import { InputError } from '../model/errors.ts';
import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import type { Bilingual, Locale } from '../model/text.ts';
import { type Role, roles, type Scale, type ValueLabel } from '../model/variable.ts';

export interface TemplateIndicator {
  readonly name: string;
  /** What questions call it as well: its name in the other language, other wordings. */
  readonly alsoCalled: readonly string[];
  readonly definition: string;
  /** Share among siblings. */
  readonly weight: number;
  readonly children: readonly TemplateIndicator[];
}

/** A question that belongs to no indicator: overall satisfaction, loyalty. */
export interface TemplateQuestion {
  readonly role: Role;
  readonly name: string;
  readonly label: string;
}

/** An indicator system to start from in one language, with the scale its questions use. */
export interface IndicatorTemplate {
  /** The English form of "property" is "property.en". */
  readonly id: string;
  readonly locale: Locale;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly scale: Scale;
  readonly indicators: readonly TemplateIndicator[];
  readonly questions: readonly TemplateQuestion[];
}

type Fields = Readonly<Record<string, unknown>>;

function fault(path: string): InputError {
  return new InputError('template.invalid', { path });
}

function fields(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(path);
  return value as Fields;
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw fault(path);
  return value;
}

function finite(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw fault(path);
  return value;
}

function items<T>(value: unknown, path: string, read: (one: unknown, path: string) => T): readonly T[] {
  if (!Array.isArray(value)) throw fault(path);
  return value.map((one: unknown, index) => read(one, `${path}.${index}`));
}

function bilingual(value: unknown, path: string): Bilingual {
  const { zh, en } = fields(value, path);
  return { zh: text(zh, `${path}.zh`), en: text(en, `${path}.en`) };
}

/** Reads the parts of a template in one language. */
class Reader {
  readonly #locale: Locale;

  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /** The words of a field; its English ones stand beside it. */
  words(own: Fields, key: string, path: string): string {
    const chosen = this.#locale === 'en' ? `${key}En` : key;
    return text(own[chosen], `${path}.${chosen}`);
  }

  readonly valueLabel = (value: unknown, path: string): ValueLabel => {
    const own = fields(value, path);
    return { value: finite(own['value'], `${path}.value`), label: this.words(own, 'label', path) };
  };

  readonly indicator = (value: unknown, path: string): TemplateIndicator => {
    const own = fields(value, path);
    const other = this.#locale === 'en' ? 'name' : 'nameEn';
    return {
      name: this.words(own, 'name', path),
      alsoCalled: [
        text(own[other], `${path}.${other}`),
        ...(own['alsoEn'] === undefined ? [] : items(own['alsoEn'], `${path}.alsoEn`, text)),
      ],
      definition: this.words(own, 'definition', path),
      weight: finite(own['weight'], `${path}.weight`),
      children: items(own['children'], `${path}.children`, this.indicator),
    };
  };

  readonly question = (value: unknown, path: string): TemplateQuestion => {
    const own = fields(value, path);
    const role = roles.find((one) => one === own['role']);
    if (!role) throw fault(`${path}.role`);
    return { role, name: text(own['name'], `${path}.name`), label: this.words(own, 'label', path) };
  };
}

/**
 * Reads a template from JSON, shipped or the user's own, as it is in a language.
 * @throws InputError 'template.invalid' {path} at the first part that is not as declared
 * Checked on every shipped template: tests/shared/satisfaction/index.
 */
export function readTemplate(json: unknown, locale: Locale): IndicatorTemplate {
  const { id, title, description, scale, indicators, questions } = fields(json, 'template');
  const { min, max, direction, labels, nonAnswers } = fields(scale, 'scale');
  if (direction !== 'ascending' && direction !== 'descending') throw fault('scale.direction');
  const reader = new Reader(locale);
  return {
    id: `${text(id, 'id')}${locale === 'en' ? '.en' : ''}`,
    locale,
    title: bilingual(title, 'title'),
    description: bilingual(description, 'description'),
    scale: {
      min: finite(min, 'scale.min'),
      max: finite(max, 'scale.max'),
      direction,
      labels: items(labels, 'scale.labels', reader.valueLabel),
      nonAnswers: items(nonAnswers, 'scale.nonAnswers', reader.valueLabel),
    },
    indicators: items(indicators, 'indicators', reader.indicator),
    questions: items(questions, 'questions', reader.question),
  };
}

/** The template's tree as a project's flat list, parents first. newId is called once per indicator in that order. */
export function templateIndicators(template: IndicatorTemplate, newId: () => IndicatorId): readonly Indicator[] {
  const flat: Indicator[] = [];
  const walk = (nodes: readonly TemplateIndicator[], parentId: IndicatorId | null): void => {
    nodes.forEach((node, order) => {
      const id = newId();
      flat.push({ id, parentId, name: node.name, definition: node.definition, weight: node.weight, order });
      walk(node.children, id);
    });
  };
  walk(template.indicators, null);
  return flat;
}

/** The lowest-level indicators in reading order: what question headers are matched against. */
export function templateLeaves(template: IndicatorTemplate): readonly TemplateIndicator[] {
  const leaves = (nodes: readonly TemplateIndicator[]): readonly TemplateIndicator[] =>
    nodes.flatMap((node) => (node.children.length === 0 ? [node] : leaves(node.children)));
  return leaves(template.indicators);
}
