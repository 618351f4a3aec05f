import * as tf from "@tensorflow/tfjs";

/** Keeps tfjs's cpu backend from greeting at its first use; every engine falls back to it now and then. */
export function silenceBanner(): void {
  const cpu = tf.findBackend("cpu") as unknown as { firstUse?: boolean } | null;
  if (cpu) cpu.firstUse = false;
}
