/** An event as its leaves: dotted path, value, and the array elements that each leaf lies in. */

export type Leaf = string | number | boolean | null;

/** Which element was taken of which array, by the array's place in the event. */
export type Position = ReadonlyMap<string, number>;
export type Field = { readonly value: Leaf; readonly position: Position };
export type Flattened = ReadonlyMap<string, readonly Field[]>;

/** Paths are joined by dots, as EventBridge does: the key `a.b` and the key `b` within `a` are the same path. */
export function flatten(event: unknown): Flattened {
  const fields = new Map<string, Field[]>();
  collect({ value: event, path: '', place: '', position: new Map() }, fields);
  return fields;
}

type Node = { readonly value: unknown; readonly path: string; readonly place: string; readonly position: Position };

function collect({ value, path, place, position }: Node, fields: Map<string, Field[]>): void {
  if (Array.isArray(value)) {
    value.forEach((element: unknown, index) => {
      // A bare value lies in no element: event-ruler lets it go with the fields of any object beside it.
      const at = isLeaf(element) ? position : new Map([...position, [place, index]]);
      collect({ value: element, path, place: `${place}[${index}]`, position: at }, fields);
    });
  } else if (isLeaf(value)) {
    const known = fields.get(path);
    if (known) known.push({ value, position });
    else fields.set(path, [{ value, position }]);
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value ?? {})) {
      collect({ value: inner, path: join(path, key), place: join(place, key), position }, fields);
    }
  }
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
