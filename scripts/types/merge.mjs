// One list of definitions from what the operations take and what they give.

/** Where what is given says more than what is taken must: a route, and all in it. */
const GIVEN = ['Route'];

/**
 * What is both taken and given is declared as it is taken, and may lack what is always given. But a route of a result has all
 * that results have; as it is taken it is called `RouteInput`, and so on.
 */
export function merged(input, output) {
  const routes = reachable(GIVEN, output);
  const same = (name) => bare(input[name]) === bare(output[name]);
  const differ = new Set(routes.filter((name) => input[name] !== undefined && !same(name)));
  for (let before = -1; before !== differ.size; ) {
    before = differ.size;
    for (const name of routes) {
      if (input[name] !== undefined && references(input[name]).some((other) => differ.has(other))) differ.add(name);
    }
  }
  const taken = Object.entries(input).filter(([name]) => !routes.includes(name) || differ.has(name));
  const renamed = taken.map(([name, schema]) => [differ.has(name) ? `${name}Input` : name, renamedIn(schema, differ)]);
  const given = Object.entries(output).map(([name, schema]) => [name, withoutNull(schema)]);
  return { ...Object.fromEntries(given), ...Object.fromEntries(renamed) };
}

/** A property of a result that may be missing is then missing, never `null`. */
function withoutNull(schema) {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    if ((schema.required ?? []).includes(name)) return [name, property];
    const { type, anyOf, ...rest } = property;
    if (Array.isArray(type)) return [name, { ...rest, type: type.filter((one) => one !== 'null') }];
    if (anyOf?.some((choice) => choice.type === 'null')) return [name, { ...rest, anyOf: anyOf.filter((choice) => choice.type !== 'null') }];
    return [name, property];
  });
  return schema.properties === undefined ? schema : { ...schema, properties: Object.fromEntries(properties) };
}

/** Without what declarations do not tell. */
function bare(schema) {
  return JSON.stringify(schema, (key, value) => (key === 'default' ? undefined : value));
}

function references(schema) {
  return [...JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name);
}

function reachable(names, definitions, found = []) {
  for (const name of names) {
    if (found.includes(name)) continue;
    found.push(name);
    reachable(references(definitions[name]), definitions, found);
  }
  return found;
}

function renamedIn(schema, names) {
  const text = JSON.stringify(schema).replace(/"#\/\$defs\/(\w+)"/g, (reference, name) =>
    names.has(name) ? `"#/$defs/${name}Input"` : reference,
  );
  return JSON.parse(text);
}
