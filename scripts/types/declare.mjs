// JSON Schema of the model to TypeScript declarations.

/** Names that the hand-written declarations have for what a schema only describes. */
const LAT_LNG = 'LatLng';
/** Units by the ends of names, for comments that do not say them. */
const UNITS = [
  [/Sec$/, /second|midnight/i, 'In seconds.'],
  [/Mt$/, /metre/i, 'In metres.'],
  [/Cost$/, /hundredth/i, 'In hundredths.'],
  [/(^l|L)oads$|loadCapacities$/, /hundredth/i, 'In hundredths.'],
];

/** The declarations of all definitions, in their order. */
export function declarations(definitions) {
  return Object.entries(definitions).map(([name, schema]) => declaration(name, schema)).join('\n\n');
}

function declaration(name, schema) {
  const text = comment(schema.description ?? '', '');
  if (schema.properties !== undefined && schema.oneOf === undefined && schema.anyOf === undefined) {
    return `${text}export interface ${name} ${object(schema, '')}`;
  }
  const of = type(schema, '');
  return `${text}export type ${name} =${of.startsWith('\n') ? '' : ' '}${of};`;
}

/** Properties; what is not required may be left out, and of requests and options, which are closed, be `null` too. */
function object({ properties, required = [], additionalProperties }, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    return `${comment(said(name, schema, optional !== ''), inner)}${inner}${name}${optional}: ${type(schema, inner)}${nullToo(schema, optional !== '' && additionalProperties === false)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function nullToo(schema, may) {
  const has = [schema.type].flat().includes('null') || schema.anyOf?.some((choice) => choice.type === 'null');
  return may && !has ? ' | null' : '';
}

function type(schema, indent) {
  if (schema.tsType !== undefined) return schema.tsType;
  if (schema.$ref !== undefined) return schema.$ref.replace('#/$defs/', '');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return union(choices, indent);
  const types = [schema.type].flat();
  return types.map((name) => simple(name, schema, indent)).join(' | ');
}

function union(choices, indent) {
  // Words that may grow: an editor still offers those that are known.
  const open = choices.some((choice) => choice.const !== undefined) && choices.some((choice) => isText(choice));
  const words = choices.map((choice) => (open && isText(choice) ? '(string & {})' : type(choice, `${indent}  `)));
  if (choices.every((choice) => choice.description === undefined)) return words.join(' | ');
  return choices.map((choice, at) => `\n${comment(choice.description ?? '', `${indent}  `)}${indent}  | ${words[at]}`).join('');
}

const isText = (schema) => schema.type === 'string' && schema.const === undefined && schema.enum === undefined;

function simple(name, schema, indent) {
  switch (name) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return name;
    case 'array':
      return list(schema, indent);
    case 'object':
      if (schema.properties !== undefined) return object(schema, indent);
      if (schema.patternProperties !== undefined) {
        return `Record<DateString, ${type(Object.values(schema.patternProperties)[0], indent)}>`;
      }
      return `Record<string, ${typeof schema.additionalProperties === 'object' ? type(schema.additionalProperties, indent) : 'unknown'}>`;
    default:
      throw new Error(`there is no type for ${JSON.stringify(schema)}`);
  }
}

function list({ items, minItems, maxItems }, indent) {
  if (minItems === 2 && maxItems === 2 && items.type === 'integer') return LAT_LNG;
  const of = type(items, indent);
  return of.includes('|') || of.includes(' ') ? `(${of})[]` : `${of}[]`;
}

const literal = (value) => (typeof value === 'string' ? `'${value}'` : String(value));

/** What is said of a property: its unit and default too. */
function said(name, { description = '', default: value }, optional) {
  const unit = UNITS.find(([ends, has]) => ends.test(name) && !has.test(description));
  const empty = value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  const preset = empty || !optional || typeof value === 'object' || /default/i.test(description) ? '' : `Default \`${JSON.stringify(value)}\`.`;
  return [description, unit?.[2] ?? '', preset].filter((part) => part !== '').join(' ');
}

/** A comment for readers of JavaScript: names as they are there, without the sources of the Rust comment. */
function comment(description, indent) {
  const text = description
    .replace(/^Documents: .*?"\.\s*/, '')
    .replace(/\s*\((?:SEMANTICS|FEATURES|API|documents)[^()]*\)/g, '')
    .replace(/\[(`[^`]+`)\]/g, '$1')
    .replace(/`None`/g, '`null`')
    .replace(/`[a-z]+(?:_[a-z]+)+`/g, (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()))
    .replace(/^Ours[:;,] (.)/, (_, letter) => letter.toUpperCase())
    .replace(/\*\//g, '* /')
    .trim();
  if (text === '') return '';
  const lines = text.split('\n');
  if (lines.length === 1 && indent.length + text.length < 112) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}
