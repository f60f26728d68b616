// Charsets that write their letters in seven bits and that no decoder knows any more: each is an eight-bit one in disguise.

/** The bytes in the eight-bit charset that stands behind, and its name; nothing for every other charset. */
export function undisguised(
  bytes: Uint8Array,
  charset: string,
): { readonly bytes: Uint8Array; readonly charset: string } | undefined {
  if (charset === 'hz-gb-2312') return { bytes: fromHz(bytes), charset: 'gb18030' };
  return charset === 'iso-2022-kr' ? { bytes: fromShifted(bytes), charset: 'cp949' } : undefined;
}

const TILDE = 0x7e;

/** `~{` and `~}` stand around Chinese, `~~` is a tilde. */
function fromHz(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  let high = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1];
    if (byte === TILDE && (next === 0x7b || next === 0x7d)) {
      high = next === 0x7b ? 0x80 : 0;
      at += 1;
    } else {
      if (byte === TILDE && next === TILDE && high === 0) at += 1;
      plain[length++] = byte > 0x20 ? byte | high : byte;
    }
  }
  return plain.subarray(0, length);
}

const ESCAPE = [0x1b, 0x24, 0x29, 0x43];
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;

/** Korean stands between a shift out and a shift in, after an escape that says so once. */
function fromShifted(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  let high = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === SHIFT_OUT) high = 0x80;
    else if (byte === SHIFT_IN) high = 0;
    else if (ESCAPE.every((part, n) => bytes[at + n] === part)) at += ESCAPE.length - 1;
    else plain[length++] = byte > 0x20 ? byte | high : byte;
  }
  return plain.subarray(0, length);
}
