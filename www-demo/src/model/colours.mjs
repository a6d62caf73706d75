// The colour of a vehicle: its own where it has a usable one (six hexadecimal digits, documents:
// "Vehicle Object properties"), else one of a palette by its place among the vehicles.

// Twelve hues that stay apart from each other on light and on dark ground; neighbours differ most.
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

/** Six hexadecimal digits as a CSS colour; anything else: `null`. */
export function hexColour(text) {
  const digits = /^#?([0-9a-f]{6})$/i.exec(typeof text === 'string' ? text.trim() : '');
  return digits ? `#${digits[1].toLowerCase()}` : null;
}

/** The palette's colour of that place; when it has run out, the same hues darker, then lighter. */
function paletteColour(place) {
  const colour = PALETTE[place % PALETTE.length];
  const towards = [null, 0, 255][Math.floor(place / PALETTE.length) % 3];
  if (towards === null) return colour;
  const mixed = [1, 3, 5].map((at) =>
    Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * 0.62 + towards * 0.38),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** A colour for every vehicle id, in the order of the ids. Colours that two vehicles share are replaced. */
export function vehicleColours(vehicles) {
  const colours = new Map();
  const taken = new Set();
  for (const [place, id] of Object.keys(vehicles).sort().entries()) {
    const own = hexColour(vehicles[id]?.color);
    const colour = own !== null && !taken.has(own) ? own : paletteColour(place);
    taken.add(colour);
    colours.set(id, colour);
  }
  return colours;
}
