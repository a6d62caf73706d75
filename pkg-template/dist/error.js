/** Every failure of the package; index.d.ts describes the fields. */
export class RoutewrightError extends Error {
  constructor({ errorCode, message, path, issues = [], stillApplicable }, options) {
    super(message, options);
    this.name = 'RoutewrightError';
    this.errorCode = errorCode;
    this.issues = issues;
    if (path !== undefined) this.path = path;
    if (stillApplicable !== undefined) this.stillApplicable = stillApplicable;
  }
}

/** A refusal that concerns no place of the input. */
export function refusal(errorCode, message, cause) {
  return new RoutewrightError({ errorCode, message }, cause === undefined ? undefined : { cause });
}

/** All that is wrong with an input, the first of it in front. */
export function rejected(issues) {
  const [{ errorCode, message, path }] = issues;
  return new RoutewrightError({ errorCode, message, path, issues });
}
