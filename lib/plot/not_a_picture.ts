/** What is said of a file that cannot be drawn. */
export function notAPicture(path: string, cause: unknown): TypeError {
  return new TypeError(
    `Cannot draw "${path}" as it must be a picture: ${
      (cause as Error).message
    }`,
    { cause },
  );
}
