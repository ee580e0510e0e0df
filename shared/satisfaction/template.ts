import { InputError } from '../model/errors.ts';
import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import type { Bilingual } from '../model/text.ts';
import { type Role, roles, type Scale } from '../model/variable.ts';

export interface TemplateIndicator {
  readonly name: string;
  readonly nameEn: string;
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

/** An indicator system to start from, with the scale its questions use. */
export interface IndicatorTemplate {
  readonly id: string;
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

function valueLabel(value: unknown, path: string) {
  const { value: code, label } = fields(value, path);
  return { value: finite(code, `${path}.value`), label: text(label, `${path}.label`) };
}

function indicator(value: unknown, path: string): TemplateIndicator {
  const { name, nameEn, definition, weight, children } = fields(value, path);
  return {
    name: text(name, `${path}.name`),
    nameEn: text(nameEn, `${path}.nameEn`),
    definition: text(definition, `${path}.definition`),
    weight: finite(weight, `${path}.weight`),
    children: items(children, `${path}.children`, indicator),
  };
}

function question(value: unknown, path: string): TemplateQuestion {
  const { role, name, label } = fields(value, path);
  const known = roles.find((one) => one === role);
  if (!known) throw fault(`${path}.role`);
  return { role: known, name: text(name, `${path}.name`), label: text(label, `${path}.label`) };
}

/**
 * Reads a template from JSON, shipped or the user's own.
 * @throws InputError 'template.invalid' {path} at the first part that is not as declared
 * Checked on every shipped template: tests/shared/satisfaction/index.
 */
export function readTemplate(json: unknown): IndicatorTemplate {
  const { id, title, description, scale, indicators, questions } = fields(json, 'template');
  const { min, max, direction, labels, nonAnswers } = fields(scale, 'scale');
  if (direction !== 'ascending' && direction !== 'descending') throw fault('scale.direction');
  return {
    id: text(id, 'id'),
    title: bilingual(title, 'title'),
    description: bilingual(description, 'description'),
    scale: {
      min: finite(min, 'scale.min'),
      max: finite(max, 'scale.max'),
      direction,
      labels: items(labels, 'scale.labels', valueLabel),
      nonAnswers: items(nonAnswers, 'scale.nonAnswers', valueLabel),
    },
    indicators: items(indicators, 'indicators', indicator),
    questions: items(questions, 'questions', question),
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

/** Names of the lowest-level indicators in reading order: what question headers are matched against. */
export function templateLeafNames(template: IndicatorTemplate): readonly string[] {
  const names = (nodes: readonly TemplateIndicator[]): readonly string[] =>
    nodes.flatMap((node) => (node.children.length === 0 ? [node.name] : names(node.children)));
  return names(template.indicators);
}
