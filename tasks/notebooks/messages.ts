import { createHmac } from "node:crypto";

/** A message of Jupyter's protocol, without what a client does not read. */
export interface Message {
  /** "stream", "status", "execute_reply" and so on. */
  readonly type: string;
  /** The id of the request that it belongs to; "" if none. */
  readonly parent: string;
  /** What it says. */
  readonly content: Readonly<Record<string, unknown>>;
}

const DELIMITER = "<IDS|MSG>";

/** A request as frames, signed with the key of the connection. */
export function request(
  id: string,
  type: string,
  content: object,
  key: string,
): Uint8Array[] {
  const header = {
    msg_id: id,
    session: id,
    username: "kit",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  const signature = signed(parts, key);
  return [DELIMITER, signature, ...parts].map((text) =>
    new TextEncoder().encode(text)
  );
}

/** A message from its frames; null if it is not signed with the key. */
export function parseMessage(
  frames: readonly Uint8Array[],
  key: string,
): Message | null {
  const texts = frames.map((frame) => new TextDecoder().decode(frame));
  const start = texts.indexOf(DELIMITER) + 1; // names of routes stand before it
  const [signature, ...parts] = texts.slice(start, start + 5);
  if (parts.length < 4 || signature !== signed(parts, key)) return null;
  const [header, parent, , content] = parts.map((part) => JSON.parse(part));
  return { type: header.msg_type, parent: parent.msg_id ?? "", content };
}

function signed(parts: readonly string[], key: string): string {
  return createHmac("sha256", key).update(parts.join("")).digest("hex");
}
