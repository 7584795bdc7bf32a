/** CloudFormation's intrinsic functions over all stacks at once: Ref, GetAtt, Sub, Join, exports and conditions. */
import { z } from 'zod';
import type { StackTemplate } from './assembly.ts';
import { attributeOf, type Identity, refOf } from './identities.ts';

export interface Resolver {
  /** The value with every intrinsic replaced; members that are AWS::NoValue vanish. */
  readonly resolve: (value: unknown, stack: StackTemplate) => unknown;
  readonly exists: (condition: string | undefined, stack: StackTemplate) => boolean;
}

export type IdentityOf = (stack: StackTemplate, logicalId: string) => Identity | undefined;
export type PseudoParameters = Readonly<Record<string, string>>;

const noValue = Symbol('AWS::NoValue');
const pair = z.tuple([z.unknown(), z.unknown()]);
const triple = z.tuple([z.unknown(), z.unknown(), z.unknown()]);

type Intrinsic = (argument: unknown, stack: StackTemplate) => unknown;

export function createResolver(
  stacks: readonly StackTemplate[],
  identityOf: IdentityOf,
  pseudo: PseudoParameters,
): Resolver {
  const walk = (value: unknown, stack: StackTemplate): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, stack)).filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first && (first[0] === 'Ref' || first[0].startsWith('Fn::')))
      return apply(first, stack);
    return Object.fromEntries(
      entries.map(([key, member]) => [key, walk(member, stack)] as const).filter(([, member]) => member !== noValue),
    );
  };

  const apply = ([name, argument]: [string, unknown], stack: StackTemplate): unknown => {
    const intrinsic = intrinsics[name];
    if (!intrinsic)
      throw new Error(`expected an intrinsic function out of ${Object.keys(intrinsics).join(', ')}, found ${name}`);
    return intrinsic(argument, stack);
  };

  const identify = (stack: StackTemplate, logicalId: string): Identity => {
    const identity = identityOf(stack, logicalId);
    if (!identity) throw new Error(`expected a resource of stack ${stack.name}, found the name ${logicalId}`);
    return identity;
  };

  const ref: Intrinsic = (argument, stack) => {
    const name = z.string().parse(argument);
    if (name === 'AWS::NoValue') return noValue;
    if (name === 'AWS::StackName') return stack.name;
    if (name in pseudo) return pseudo[name];
    const parameter = stack.Parameters[name];
    return parameter ? walk(parameter.Default ?? '', stack) : refOf(identify(stack, name));
  };

  const getAtt: Intrinsic = (argument, stack) => {
    const parts = typeof argument === 'string' ? argument.split('.') : z.array(z.string()).parse(argument);
    const [logicalId = '', ...attribute] = parts;
    return attributeOf(identify(stack, logicalId), attribute.join('.'));
  };

  const sub: Intrinsic = (argument, stack) => {
    const [text, given] = typeof argument === 'string' ? [argument, {}] : pair.parse(argument);
    const named = z.record(z.string(), z.unknown()).parse(walk(given, stack));
    return z
      .string()
      .parse(text)
      .replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
        if (literal) return `\${${name}}`;
        if (name in named) return String(named[name]);
        return String(name.includes('.') ? getAtt(name, stack) : ref(name, stack));
      });
  };

  const importValue: Intrinsic = (argument, stack) => {
    const wanted = walk(argument, stack);
    for (const exporter of stacks)
      for (const { Value, Export } of Object.values(exporter.Outputs))
        if (Export && walk(Export.Name, exporter) === wanted) return walk(Value, exporter);
    throw new Error(`expected an export named ${String(wanted)} in one of the stacks, found none`);
  };

  const test = (condition: unknown, stack: StackTemplate): boolean => walk(condition, stack) === true;

  const exists: Resolver['exists'] = (condition, stack) => {
    if (condition === undefined) return true;
    if (!(condition in stack.Conditions))
      throw new Error(`expected the condition ${condition} in stack ${stack.name}, found none`);
    return test(stack.Conditions[condition], stack);
  };

  const conditionOf = (value: unknown, stack: StackTemplate): boolean => {
    const named = z.object({ Condition: z.string() }).safeParse(value);
    return named.success ? exists(named.data.Condition, stack) : test(value, stack);
  };

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: ref,
    'Fn::GetAtt': getAtt,
    'Fn::Sub': sub,
    'Fn::ImportValue': importValue,
    'Fn::Join': (argument, stack) => {
      const [separator, parts] = pair.parse(argument);
      return z.array(z.unknown()).parse(walk(parts, stack)).map(String).join(String(separator));
    },
    'Fn::Select': (argument, stack) => {
      const [index, list] = pair.parse(argument);
      return z.array(z.unknown()).parse(walk(list, stack))[Number(walk(index, stack))];
    },
    'Fn::Split': (argument, stack) => {
      const [separator, text] = pair.parse(argument);
      return String(walk(text, stack)).split(String(separator));
    },
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${pseudo['AWS::Region']}${zone}`),
    'Fn::FindInMap': (argument, stack) => {
      const [map, top, second] = z.array(z.string()).parse(walk(argument, stack));
      return stack.Mappings[map ?? '']?.[top ?? '']?.[second ?? ''];
    },
    'Fn::If': (argument, stack) => {
      const [condition, then, otherwise] = triple.parse(argument);
      return walk(exists(z.string().parse(condition), stack) ? then : otherwise, stack);
    },
    'Fn::Equals': (argument, stack) => {
      const [left, right] = pair.parse(argument);
      return walk(left, stack) === walk(right, stack);
    },
    'Fn::Not': (argument, stack) =>
      !z
        .array(z.unknown())
        .parse(argument)
        .every((one) => conditionOf(one, stack)),
    'Fn::And': (argument, stack) =>
      z
        .array(z.unknown())
        .parse(argument)
        .every((one) => conditionOf(one, stack)),
    'Fn::Or': (argument, stack) =>
      z
        .array(z.unknown())
        .parse(argument)
        .some((one) => conditionOf(one, stack)),
  };

  return { resolve: walk, exists };
}
