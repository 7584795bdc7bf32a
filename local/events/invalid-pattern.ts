/** The refusal of an event pattern, under the name that EventBridge gives it, with InvalidEventPattern as its code. */
import { WireFault } from '../wire.ts';

export class InvalidEventPattern extends WireFault {
  constructor(reason: string) {
    super('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
  }
}
