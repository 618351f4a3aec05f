/** The bytes of an image file; a missing one is named. */
export async function readImageFile(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `Cannot read "${path}" as there must be a file of that name: there is none, check the path`,
    );
  }
}
