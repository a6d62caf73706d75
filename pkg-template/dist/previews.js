// Sets of proposals. A preview is long and often nobody looks at it: `data` of a proposal is a text until it is read. It is a
// property of its own all the same, so that copies of every kind (JSON, `structuredClone`, spread) have it.

/** The texts that sets came as. */
const texts = new WeakMap();

/** A set from its text: a line without `data`, then a line with `data` of each proposal that was found. */
export function proposalsFrom(text) {
  const [line, ...previews] = text.split('\n');
  const set = JSON.parse(line);
  const found = set.proposals.filter(({ status }) => status === 'FOUND');
  found.forEach((proposal, at) => readLater(proposal, previews[at]));
  texts.set(set, text);
  return set;
}

/** The text that a result came as, if it is a set. */
export function textOf(result) {
  return texts.get(result);
}

function readLater(proposal, text) {
  let unread = text;
  let data;
  const set = (value) => {
    unread = undefined;
    data = value;
  };
  const get = () => {
    if (unread !== undefined) set(JSON.parse(unread));
    return data;
  };
  Object.defineProperty(proposal, 'data', { get, set, enumerable: true, configurable: true });
}
