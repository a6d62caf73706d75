/** What is planned natively, under Node and in Chromium, to the same result. */
export const CASES = [
  { name: 'jasper', from: '20151204', to: '20151204', maxIterations: 200 },
  { name: 'city-200', from: '20260317', to: '20260317', maxIterations: 60 },
];
