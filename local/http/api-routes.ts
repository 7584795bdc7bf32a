/** Finds the route of an HTTP API for a request, as API Gateway does: literal segments first, `{proxy+}` late, `$default` last. */
import type { RouteSpec } from '../template/routes.ts';

export interface RouteMatch {
  readonly route: RouteSpec;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly route: RouteSpec;
  readonly segments: readonly string[];
}

export function createRouteFinder(
  routes: readonly RouteSpec[],
): (method: string, path: string) => RouteMatch | undefined {
  const candidates: Candidate[] = routes
    .filter(({ path }) => path !== '$default')
    .map((route) => ({ route, segments: split(route.path) }))
    .sort(mostSpecificFirst);
  const fallback = routes.find(({ path }) => path === '$default');
  return (method, path) => {
    const asked = split(path);
    for (const { route, segments } of candidates) {
      const pathParameters =
        route.method === 'ANY' || route.method === method ? matchSegments(segments, asked) : undefined;
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function split(path: string): string[] {
  return path.split('/').filter((segment, index) => index > 0 || segment !== '');
}

function matchSegments(segments: readonly string[], asked: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = asked[index];
    if (value === undefined) return undefined;
    const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1];
    if (greedy) return { ...parameters, [greedy]: asked.slice(index).map(decode).join('/') };
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name && value !== '') parameters[name] = decode(value);
    else if (decode(value) !== segment) return undefined;
  }
  return segments.length === asked.length ? parameters : undefined;
}

const rank = (segment: string): number => (segment.endsWith('+}') ? 2 : segment.startsWith('{') ? 1 : 0);

function mostSpecificFirst(a: Candidate, b: Candidate): number {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index++) {
    const difference = rank(a.segments[index] ?? '{+}') - rank(b.segments[index] ?? '{+}');
    if (difference !== 0) return difference;
  }
  return Number(a.route.method === 'ANY') - Number(b.route.method === 'ANY');
}

/** A `%` that encodes nothing stands for itself. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
