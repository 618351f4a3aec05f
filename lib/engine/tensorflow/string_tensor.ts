import type { Api } from "./symbols.ts";

/** Bytes of a `TF_TString` in a tensor (`ctstring_internal.h`). */
export const STRING_WIDTH = 24;

/** Puts strings into a fresh `TF_Tensor` of dtype string. */
export function writeStrings(
  api: Api,
  tensor: Deno.PointerValue,
  values: readonly Uint8Array[],
): void {
  values.forEach((value, index) => {
    const string = stringAt(api, tensor, index);
    const bytes = Uint8Array.from(value);
    api.TF_StringInit(string);
    api.TF_StringCopy(string, bytes, BigInt(bytes.length));
  });
}

/** The strings of a `TF_Tensor`, as bytes of ours. */
export function readStrings(api: Api, tensor: Deno.PointerValue): Uint8Array[] {
  const count = Number(api.TF_TensorElementCount(tensor));
  return Array.from({ length: count }, (_, index) => {
    const string = stringAt(api, tensor, index);
    const bytes = new Uint8Array(Number(api.TF_StringGetSize(string)));
    const data = api.TF_StringGetDataPointer(string);
    if (data !== null && bytes.length > 0) {
      Deno.UnsafePointerView.copyInto(data, bytes);
    }
    return bytes;
  });
}

function stringAt(
  api: Api,
  tensor: Deno.PointerValue,
  index: number,
): Deno.PointerValue {
  const data = api.TF_TensorData(tensor);
  return data && Deno.UnsafePointer.offset(data, STRING_WIDTH * index);
}
