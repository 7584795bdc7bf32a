/** `npm start`: Dunlin on one machine. What it does stands in local/demo; here is what can go wrong before and around it. */
const NODE = 24;

async function main(): Promise<number> {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE) {
    process.stderr.write(
      `expected Node ${NODE} or newer, found ${process.versions.node}: "npm start" brings its own\n`,
    );
    return 1;
  }
  // Imported late, for an older Node would stumble over what they import.
  const { HELP, readOptions } = await import('./demo/options.ts');
  const { start } = await import('./demo/start.ts');
  const { inWords } = await import('./demo/trouble.ts');
  const enough = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => (enough.signal.aborted ? process.exit(130) : enough.abort()));
  try {
    const options = readOptions(process.argv.slice(2));
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    if (options.help) print(HELP);
    else {
      const complain = (line: string): void => void process.stderr.write(`${line}\n`);
      await start(options, { print, complain, enough: enough.signal });
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${inWords(error)}\n`);
    return 1;
  }
}

process.exitCode = await main();
