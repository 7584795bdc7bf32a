/** A short wait before something is tried again, longer each time and never the same for two who met. */
export async function pause(tries: number): Promise<void> {
  if (tries === 0) return;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 8 * 2 ** tries));
}
