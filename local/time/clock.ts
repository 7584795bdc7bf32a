/** The virtual clock: one instant that everybody reads through `Date`, moved only by the timeline. */

export interface Clock {
  readonly now: () => number;
  readonly set: (ms: number) => void;
}

/** The real `Date`, kept from before any replacement: real timers and speeds are measured with it. */
const RealDate = globalThis.Date;
export const realNow = (): number => RealDate.now();

export function createClock(startMs: number): Clock {
  let current = startMs;
  return {
    now: () => current,
    set: (ms) => {
      if (ms < current)
        throw new Error(`the clock only moves forward: it stands at ${iso(current)}, asked for ${iso(ms)}`);
      current = ms;
    },
  };
}

export function iso(ms: number): string {
  return new RealDate(ms).toISOString();
}

/** Makes the global `Date` read the virtual clock (timers stay real) and returns what undoes it. */
export function installDate(clock: Clock): () => void {
  function VirtualDate(...args: unknown[]): unknown {
    if (!new.target) return new RealDate(clock.now()).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [clock.now()] : args, new.target);
  }
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperties(VirtualDate, {
    name: { value: 'Date' },
    now: { value: () => clock.now(), writable: true, configurable: true },
    parse: { value: RealDate.parse },
    UTC: { value: RealDate.UTC },
  });
  replaceDate(VirtualDate);
  return () => replaceDate(RealDate);
}

function replaceDate(value: unknown): void {
  Object.defineProperty(globalThis, 'Date', { value, writable: true, configurable: true, enumerable: false });
  Object.defineProperty(RealDate.prototype, 'constructor', { value, writable: true, configurable: true });
}
