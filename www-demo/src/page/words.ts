// What codes and kinds mean, in words.

const CODES: Record<string, string> = {
  LD: 'overloaded',
  NLD: 'more goods delivered than on board',
  TWS: 'starts before the working window',
  TWE: 'ends after the working window',
  DT: 'drives too long',
  WT: 'works too long',
  ML: 'drives too far',
  OR: 'too many orders',
  VE: 'bound to another vehicle',
  TGI: 'needs a tag that the vehicle has not',
  TGO: 'bars a tag that the vehicle has',
  ELG: 'not on this date',
  TW: 'outside its time window',
  RGN: 'outside the regions of the vehicle',
  PDM: 'its other step is missing',
  PDI: 'delivered before picked up',
  OWB: 'outside the working time of the driver',
  LOC: 'no usable coordinates',
  LCK: 'the route is locked',
  NOV: 'no vehicle available',
  UNR: 'cannot be reached',
  CST: 'left out for its cost',
};

/** A violation or reason code in words. */
export const codeText = (code: string): string => CODES[code] ?? code;

/** Hundredths with a sign: what something adds. */
export function signed(value: number): string {
  const text = (Math.abs(value) / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${value < 0 ? '−' : '+'}${text}`;
}
