// A value that shows itself to nobody who does not ask for it by name.

export type Secret = {
  readonly reveal: () => string;
  readonly toString: () => string;
  readonly toJSON: () => string;
};

const SHOWN = '***';
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

export function secret(value: string): Secret {
  const shown = () => SHOWN;
  return Object.freeze({ reveal: () => value, toString: shown, toJSON: shown, [INSPECT]: shown });
}
