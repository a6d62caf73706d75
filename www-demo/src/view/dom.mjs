// Elements without markup: text reaches the page as text nodes only, so that names of users' orders,
// vehicles and depots can never become tags.

const SVG = 'http://www.w3.org/2000/svg';

// Embeddings and overrides turn round what stands beside a name as well; marks, which do not, stay.
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;
const safeText = (child) => (typeof child === 'string' ? child.replaceAll(TURNING, '') : child);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  const shown = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...shown.map(safeText));
  return element;
}

/** An HTML element; attributes named `on…` are listeners, children are elements or text. */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element, in the same way. */
export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** A dot in a vehicle's colour. */
export const swatch = (colour) =>
  s(
    'svg',
    { class: 'swatch', viewBox: '0 0 10 10', 'aria-hidden': 'true' },
    s('circle', { cx: 5, cy: 5, r: 5, fill: colour }),
  );
