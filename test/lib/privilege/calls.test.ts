/** Following a program by its names: what runs is found, what does not run is left out. */
import { describe, expect, it } from 'vitest';
import { callsOf } from './calls.ts';

const found = (code: string): readonly string[] => [...callsOf(code)].sort();

describe('the calls of a program', () => {
  it.each([
    { when: 'at the top level', code: 'client.send(new PutItemCommand({}));' },
    { when: 'in a function that is called', code: 'function go() { client.send(new PutItemCommand({})); }\ngo();' },
    { when: 'in a function that is handed on', code: 'const go = () => new PutItemCommand({});\nrun(go);' },
    { when: 'in a method that is called', code: 'const port = { go: () => new PutItemCommand({}) };\nport.go();' },
    { when: 'behind another name', code: 'const make = () => new PutItemCommand({});\nuse({ go: make }).go();' },
    {
      when: 'by a destructured name',
      code: 'const f = ({ go }) => go();\nf(of());\nx({ go: () => new PutItemCommand({}) });',
    },
    { when: 'by a computed name', code: 'const answers = { go: () => new PutItemCommand({}) };\nanswers[name]();' },
    { when: 'by a key that no dot can reach', code: "const answers = { 'GET /': () => new PutItemCommand({}) };\n" },
    { when: 'in a constructor', code: 'class Go { constructor() { new PutItemCommand({}); } }\nnew Go();' },
  ])('are found $when', ({ code }) => {
    expect(found(code)).toEqual(['PutItem on table']);
  });

  it.each([
    { when: 'nobody calls the function', code: 'function go() { new PutItemCommand({}); }' },
    { when: 'nobody calls the method', code: 'const port = { go: () => new PutItemCommand({}) };\nport.stay();' },
    {
      when: 'only a variable is called so',
      code: 'const f = (go) => go;\nf(1);\nx({ go: () => new PutItemCommand({}) });',
    },
  ])('are left out where $when', ({ code }) => {
    expect(found(code)).toEqual([]);
  });

  it('lead through a name that Map has as well only from a port', () => {
    const table = '// adapters/dynamodb/table.ts\nconst t = { get: () => new GetItemCommand({}) };\n';
    expect(found(`${table}// functions/a.ts\nnew Map().get('x');`)).toEqual([]);
    expect(found(`${table}// functions/a.ts\ndeps.table2.get('x');`)).toEqual(['GetItem on table']);
  });

  it('lead nowhere outside from the domain, whatever its names are', () => {
    const loader = '// adapters/dynamodb/load-case.ts\nfunction persons() { new BatchGetItemCommand({}); }\n';
    expect(found(`${loader}// core/contact/caps.ts\nrun(persons);`)).toEqual([]);
    expect(found(`${loader}// functions/a.ts\nrun(persons);`)).toEqual(['BatchGetItem on table']);
  });

  it('tell a query of the table from one of an index', () => {
    expect(found("table.query({ pk: 'a' });")).toEqual(['Query on table']);
    expect(found("table.queryAll({ index: 'due', pk: 'a' });")).toEqual(['Query on index/due']);
    expect(found("const listing = { index: 'list' };\ntable.query({ ...listing, limit: 1 });")).toEqual([
      'Query on index/list',
    ]);
  });

  it('take of a transaction the parts that its writes are made of', () => {
    const writes = `// adapters/dynamodb/writes.ts
      const items = (write) => {
        switch (write.kind) {
          case 'once': return [{ Put: {} }];
          case 'once-released': return [{ Delete: {} }];
        }
      };`;
    const use = '// functions/a.ts\ncommit(items, ';
    expect(found(`${writes}\n${use}{ kind: 'once' });`)).toEqual(['PutItem on table']);
    expect(found(`${writes}\n${use}{ kind: 'once-released' });`)).toEqual(['DeleteItem on table']);
  });
});
