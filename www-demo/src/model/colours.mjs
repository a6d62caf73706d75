// The colour of a vehicle: its own where it has a usable one (six hexadecimal digits, documents:
// "Vehicle Object properties"), else one of a palette by its place among the vehicles. All are brought
// into a range of lightness that can be seen on light and on dark ground alike.

// Twelve hues that stay apart from each other; neighbours differ most.
const PALETTE = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#b5479b',
  '#8a6d00',
  '#3f7fd9',
  '#c2314a',
  '#3b8c2a',
  '#7a52cc',
  '#00838f',
  '#a8551b',
  '#64748b',
];

// Relative luminance at which the contrast is 3 : 1 or better (WCAG 2, "Non-text Contrast") both with the
// dark ground #1b2027 and with white: 3 × (0.014 + 0.05) − 0.05 and 1.05 / 3 − 0.05.
const DARKEST = 0.142;
const LIGHTEST = 0.3;

const channels = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const linear = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** Relative luminance (WCAG 2) of `#rrggbb`: 0 is black, 1 white. */
export function luminance(colour) {
  const [red, green, blue] = channels(colour).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(colour, towards, share) {
  const mixed = channels(colour).map((value) => Math.round(value + (towards - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour, or the nearest to it on the way to white or black that can be seen on either ground. */
export function legible(colour) {
  const towards = luminance(colour) < DARKEST ? 255 : 0;
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mix(colour, towards, share);
    if (luminance(tried) >= DARKEST && luminance(tried) <= LIGHTEST) return tried;
  }
  return colour;
}

/** Six hexadecimal digits as a CSS colour; anything else: `null`. */
export function hexColour(text) {
  const digits = /^#?([0-9a-f]{6})$/i.exec(typeof text === 'string' ? text.trim() : '');
  return digits ? `#${digits[1].toLowerCase()}` : null;
}

/** A colour for every vehicle id, in the order of the ids. A colour that one before has already is replaced. */
export function vehicleColours(vehicles) {
  const colours = new Map();
  const taken = new Set();
  for (const [place, id] of Object.keys(vehicles).sort().entries()) {
    const own = hexColour(vehicles[id]?.color);
    const colour = legible(own !== null && !taken.has(own) ? own : PALETTE[place % PALETTE.length]);
    if (own !== null) taken.add(own);
    colours.set(id, colour);
  }
  return colours;
}
