/** Which item a restored table is to hold in a place, given what the copy says and what is there now. */
import type { RawItem } from '../../../adapters/dynamodb/scan.ts';

type Place = { readonly restored: RawItem | undefined; readonly current: RawItem | undefined };

/**
 * A restore rewinds the books, and nothing that keeps people or the stage safe: the switches stay on where they are on,
 * a revoked key stays revoked, and a mail that was sent once is not sent again. Undefined where nothing is to be there.
 */
export function wantedItem({ restored, current }: Place): RawItem | undefined {
  const item = restored ?? current;
  const pk = item?.PK?.S ?? '';
  if (pk === 'STAGE' || pk.startsWith('RATE#')) return current;
  if (pk.startsWith('KEY#')) return current ?? restored;
  if (pk.startsWith('ONCE#')) return restored ?? current;
  return restored && current && isCreditor(restored) ? withSwitch(restored, current) : restored;
}

const SWITCH = ['stopped', 'stopReason', 'stopChangedAt'] as const;

const isCreditor = ({ SK, listPk }: RawItem): boolean => SK?.S === 'PROFILE' && listPk?.S === 'CREDITORS';

function withSwitch(restored: RawItem, current: RawItem): RawItem {
  if (current.stopped?.BOOL !== true) return restored;
  const kept = Object.fromEntries(SWITCH.flatMap((name) => (current[name] ? [[name, current[name]]] : [])));
  return { ...restored, ...kept };
}

/** Whether two items are the same to the table, whatever the order of their fields. */
export function isSameItem(a: RawItem | undefined, b: RawItem | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && inOrder(a) === inOrder(b));
}

function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}

/** Decisions of people that the restored table does not know: somebody has to take them again. */
const OF_PEOPLE = new Set(['hold.placed', 'hold.lifted', 'task.done']);

/** The line by which a person finds what is lost with an item; undefined where nothing of theirs is. */
export function lostDecision({ restored, current }: Place): string | undefined {
  if (!current || isSameItem(restored, current)) return undefined;
  if (current.SK?.S === 'PROFILE' && current.hold && !isSameItem(restored?.hold?.M, current.hold.M))
    return `${current.PK?.S}  hold of the customer  ${current.hold.M?.reason?.S ?? ''}`;
  const type = current.SK?.S?.startsWith('EVENT#') ? current.type?.S : undefined;
  if (type === undefined || !OF_PEOPLE.has(type)) return undefined;
  return `${current.PK?.S}  ${type}  ${current.at?.S ?? ''}`;
}
