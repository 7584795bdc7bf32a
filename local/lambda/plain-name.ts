/** A name as far as it tells a function from the others. */
export const plainName = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();
