/** Whether an error says that an image is missing or broken, as opposed to a denied permission or a bug. */
export function isBadImage(error: unknown): error is Error {
  return error instanceof Deno.errors.InvalidData ||
    error instanceof Deno.errors.NotFound;
}
