// The JSON Schema of a snapshot, as the package publishes it.

/** @param definitions  of what the operations take */
export function snapshotSchema(definitions) {
  const $defs = {};
  const { Snapshot, ...rest } = definitions;
  const root = lenient(Snapshot);
  collect(root, rest, $defs);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Snapshot',
    ...root,
    $defs: Object.fromEntries(Object.entries($defs).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** Puts all that a schema refers to into `found`. */
function collect(schema, definitions, found) {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)) {
    if (found[name] !== undefined) continue;
    found[name] = lenient(definitions[name]);
    collect(found[name], definitions, found);
  }
}

/** As a snapshot is read: what may be left out may be `null`, also in the arrays of a travel model. */
function lenient(schema) {
  if (Array.isArray(schema)) return schema.map(lenient);
  if (typeof schema !== 'object' || schema === null) return schema;
  // Formats of Rust's numbers are none that other validators know.
  const { tsType, format, ...own } = schema;
  const copy = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, name === 'default' ? value : lenient(value)]));
  if (tsType === 'Ints') copy.items = { type: ['integer', 'null'] };
  for (const [name, property] of Object.entries(copy.properties ?? {})) {
    if (!(copy.required ?? []).includes(name)) copy.properties[name] = nullable(property);
  }
  return copy;
}

function nullable(schema) {
  const { description, default: value, ...own } = schema;
  const isNull = (choice) => choice.type === 'null';
  if ([own.type].flat().includes('null') || own.anyOf?.some(isNull)) return schema;
  return { ...(description && { description }), ...(value !== undefined && { default: value }), anyOf: [own, { type: 'null' }] };
}
