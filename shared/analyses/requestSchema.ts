import { longestName, longestPattern, mostCodes, mostPatterns } from '../model/commentCode.ts';
import type { AnyAnalysis, InputSpec, JsonObject, OptionSpec } from './types.ts';

function inputSchema(spec: InputSpec): JsonObject {
  const description = spec.title.en;
  switch (spec.kind) {
    case 'variable':
      return {
        description,
        type: spec.optional ? ['string', 'null'] : 'string',
        ...(spec.measures ? { 'x-measures': spec.measures } : {}),
      };
    case 'variables':
      return {
        description,
        type: 'array',
        items: { type: 'string' },
        minItems: spec.optional ? 0 : spec.min,
        maxItems: spec.max,
        uniqueItems: true,
        ...(spec.measures ? { 'x-measures': spec.measures } : {}),
      };
    case 'matrix':
      return {
        description,
        type: spec.optional ? ['object', 'null'] : 'object',
        properties: {
          labels: { type: 'array', items: { type: 'string' } },
          rows: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
        },
        required: ['labels', 'rows'],
        additionalProperties: false,
      };
  }
}

const patterns: JsonObject = {
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: longestPattern },
  maxItems: mostPatterns,
  default: [],
};

function optionSchema(spec: OptionSpec): JsonObject {
  const description = spec.title.en;
  switch (spec.kind) {
    case 'choice':
      return { description, enum: spec.choices.map((choice) => choice.value), default: spec.default };
    case 'number':
      return {
        description,
        type: spec.integer ? 'integer' : 'number',
        default: spec.default,
        ...(spec.min === undefined ? {} : { minimum: spec.min }),
        ...(spec.max === undefined ? {} : { maximum: spec.max }),
      };
    case 'boolean':
      return { description, type: 'boolean', default: spec.default };
    case 'numbers':
      return { description, type: 'array', items: { type: 'number' }, default: spec.default };
    case 'text':
      return { description, type: 'string', default: spec.default };
    case 'codes':
      return {
        description,
        type: ['array', 'string'],
        default: spec.default,
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', minLength: 1, maxLength: longestName },
            any: patterns,
            all: patterns,
            not: patterns,
            indicator: { type: ['string', 'null'], default: null },
            colour: { type: ['string', 'null'], pattern: '^#[0-9a-fA-F]{6}$', default: null },
          },
          required: ['name'],
          additionalProperties: false,
        },
        maxItems: mostCodes,
      };
    case 'model':
      return {
        description,
        type: ['object', 'null'],
        default: null,
        properties: {
          constructs: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                name: { type: 'string' },
                items: { type: 'array', items: { type: 'string' }, minItems: 1 },
                mode: { enum: ['A', 'B'], default: 'A' },
                x: { type: 'number' },
                y: { type: 'number' },
              },
              required: ['name', 'items'],
              additionalProperties: false,
            },
          },
          paths: {
            type: 'array',
            items: {
              type: 'object',
              properties: { from: { type: 'string' }, to: { type: 'string' } },
              required: ['from', 'to'],
              additionalProperties: false,
            },
          },
        },
        required: ['constructs', 'paths'],
        additionalProperties: false,
      };
  }
}

/** JSON schema (2020-12) of the requests a member takes: what `csi methods --json` prints and `csi run --request` is checked against. */
export function requestSchema(analysis: AnyAnalysis): JsonObject {
  const inputs = Object.entries(analysis.inputs);
  const required = inputs.filter(([, spec]) => !spec.optional).map(([name]) => name);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: analysis.title.en,
    type: 'object',
    properties: {
      analysis: { const: analysis.id },
      inputs: {
        type: 'object',
        properties: Object.fromEntries(inputs.map(([name, spec]) => [name, inputSchema(spec)])),
        required,
        additionalProperties: false,
      },
      options: {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(analysis.options).map(([name, spec]) => [name, optionSchema(spec)]),
        ),
        additionalProperties: false,
      },
    },
    required: required.length > 0 ? ['analysis', 'inputs'] : ['analysis'],
    additionalProperties: false,
  };
}
