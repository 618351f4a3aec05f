import type { Api } from "./symbols.ts";

/** Runs `act` on a status of its own, and frees it whatever happens. */
export function withStatus<Result>(
  api: Api,
  act: (status: Deno.PointerValue) => Result,
): Result {
  const status = api.TF_NewStatus();
  try {
    return act(status);
  } finally {
    api.TF_DeleteStatus(status);
  }
}

/**
 * Throws TensorFlow's own words if the last call that took the status failed.
 *
 * @param api The C API.
 * @param status The status.
 * @param what What was being done, for the error: `run "MatMul"`.
 * @param cure What to do about it, where that is known.
 * @throws {Error} With TensorFlow's text, if the status is not OK.
 */
export function check(
  api: Api,
  status: Deno.PointerValue,
  what: string,
  cure?: string,
): void {
  if (api.TF_GetCode(status) === 0) return;
  const words = text(api.TF_Message(status));
  throw new Error(
    `Cannot ${what} as TensorFlow refused: ${words}${cure ? `: ${cure}` : ""}`,
  );
}

/** A C string as a JavaScript string; "" for null. */
export function text(pointer: Deno.PointerValue): string {
  return pointer === null ? "" : Deno.UnsafePointerView.getCString(pointer);
}
