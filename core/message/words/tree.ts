/** Words as they are kept once they were checked: LiquidJS has parsed them, and what is left can no longer be misspelt. */

export type Scalar = string | number | boolean | null;

export const OPERATORS = ['==', '!=', '>', '<', '>=', '<=', 'contains', 'not', 'and', 'or'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A literal, a variable by its name (`invoice.number`), or an operator upon what precedes it (postfix order, as LiquidJS has it). */
export type Term = { readonly is: Scalar } | { readonly of: string } | { readonly op: Operator };

export type Operand = Exclude<Term, { readonly op: Operator }>;
export type FilterCall = { readonly name: string; readonly args: readonly Operand[] };
/** Mostly a variable and nothing else; what words weigh in a bundle is why that has a short form. */
export type Expression =
  | Operand
  | { readonly terms: readonly Term[]; readonly filters?: readonly FilterCall[] | undefined };

/** Where the message's own tables and ways to pay stand among the words. */
export const PLACES = ['invoices', 'pay'] as const;
export type Place = (typeof PLACES)[number];

export type Branch = { readonly when?: Expression | undefined; readonly then: readonly Node[] };

export type Node =
  | string
  /** `data`: a name or number from outside may be part of it. */
  | { readonly put: Expression; readonly data?: boolean | undefined }
  | { readonly choose: readonly Branch[] }
  | {
      readonly each: string;
      readonly from: string;
      readonly most?: number | undefined;
      readonly then: readonly Node[];
    }
  | { readonly place: Place };

export type CompiledWords = { readonly subject?: readonly Node[] | undefined; readonly body: readonly Node[] };
