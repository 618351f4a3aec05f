let isOn = false;

/**
 * Whether TensorFlow will rewrite the ops that kernels ask for now, in bfloat16
 * or by XLA: then they go by its public names, which alone it rewrites, and
 * products are not taken apart and put together, for which the 8 bits of
 * bfloat16 are too few.
 */
export function isRewritten(): boolean {
  return isOn;
}

/** Calls `body`, in which {@linkcode isRewritten} is true. */
export function whileRewritten<Result>(body: () => Result): Result {
  const before = isOn;
  isOn = true;
  try {
    return body();
  } finally {
    isOn = before;
  }
}
