/**
 * The error of a full disk, if that is what a program's words mean.
 *
 * @param said What it printed.
 * @param folder Where it wrote.
 * @returns The error, or null.
 */
export function diskFull(said: string, folder: string): Error | null {
  if (!/No space left|Disk quota|File too large/i.test(said)) return null;
  return new Error(
    `Cannot set up TensorFlow as ${folder} must have 1.3 GB free on its disk, of which 853 MB stay in use: free some space, or set SPHEREREID_CACHE to a folder on another disk`,
  );
}
