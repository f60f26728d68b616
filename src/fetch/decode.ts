// Bytes → text by the charset they are really in: byte order mark, then what HTTP and the XML declaration say,
// then UTF-8 if it is valid, then windows-1252. Whatever declares otherwise, valid UTF-8 beyond ASCII is UTF-8.
import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { undisguised } from './seven-bit.ts';

const HEAD = 1_024;

const ASCII = 'ascii';

/** Labels that stand for a superset in practice, and spellings the decoders do not know. */
const MEANT: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  'iso_8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': ASCII,
  ascii: ASCII,
  'ansi_x3.4-1968': ASCII,
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  'tis-620': 'windows-874',
  'iso-8859-8-i': 'iso-8859-8',
  'euc-kr': 'cp949',
  'ks_c_5601-1987': 'cp949',
  ks_c_5601: 'cp949',
  ksc5601: 'cp949',
  'ks_c_5601-1989': 'cp949',
  ksc_5601: 'cp949',
  csksc56011987: 'cp949',
  cseuckr: 'cp949',
  'windows-949': 'cp949',
  'x-windows-949': 'cp949',
  uhc: 'cp949',
  korean: 'cp949',
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  'x-sjis': 'shift_jis',
  'windows-31j': 'shift_jis',
  'shift-jis': 'shift_jis',
  sjis: 'shift_jis',
  'x-euc-jp': 'euc-jp',
  csiso2022jp: 'iso-2022-jp',
  'hz-gb': 'hz-gb-2312',
  hz: 'hz-gb-2312',
  csiso2022kr: 'iso-2022-kr',
  'x-mac-roman': 'macintosh',
  'mac-roman': 'macintosh',
  'big5-hkscs': 'big5',
  utf8: 'utf-8',
  utf_8: 'utf-8',
  unicode: 'utf-16',
};

/** Charsets whose text is all ASCII bytes. */
const SEVEN_BIT = /^(?:iso-2022-|hz-gb|utf-7)/;

/** The text of a document; never fails, at worst characters are replaced. */
export function decodeText(bytes: Uint8Array, contentType?: string): string {
  const wide = wideCharset(bytes);
  const text = wide === undefined ? decodeNarrow(bytes, contentType) : decodeAs(bytes, wide);
  return (text ?? '').replace(/^\uFEFF+/, '').toWellFormed();
}

/** UTF-16 and UTF-32, by their mark or by the zeros around the first `<` or `{`. */
function wideCharset(bytes: Uint8Array): string | undefined {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  const begins = (byte: number): boolean => byte === 0x3c || byte === 0x7b || byte === 0x0a || byte === 0x20;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (begins(a) && b === 0 && c === 0 && d === 0))
    return 'utf-32le';
  if ((a === 0 && b === 0 && c === 0xfe && d === 0xff) || (a === 0 && b === 0 && c === 0 && begins(d)))
    return 'utf-32be';
  if ((a === 0xff && b === 0xfe) || (begins(a) && b === 0 && c !== 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && begins(b) && c === 0)) return 'utf-16be';
  return undefined;
}

function decodeNarrow(bytes: Uint8Array, contentType: string | undefined): string {
  const declared = [charsetOf(contentType), charsetOf(declaration(bytes))].filter((name) => name !== undefined);
  const sevenBit = declared.find((name) => SEVEN_BIT.test(name));
  if (isUtf8(bytes) && (sevenBit === undefined || !isAscii(bytes))) return new TextDecoder().decode(bytes);
  for (const name of declared) {
    // What is no ASCII is not believed to be.
    if (name === ASCII || name === 'utf-8' || /^(?:utf-?(?:16|32)|ucs-)/.test(name)) continue;
    const text = decodeAs(bytes, name);
    if (text !== undefined) return text;
  }
  return declared.length > 0 && declared[0] === 'utf-8' ? decodeMixed(bytes) : mostlyUtf8(bytes);
}

/** The first bytes as text, to read a declaration in. */
export function declaration(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  return /<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(head)?.[0];
}

export function charsetOf(text: string | undefined): string | undefined {
  const name = /(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(text ?? '')?.[1]?.toLowerCase();
  return name === undefined ? undefined : (MEANT[name] ?? name);
}

function decodeAs(bytes: Uint8Array, charset: string): string | undefined {
  const behind = undisguised(bytes, charset);
  if (behind !== undefined) return decodeAs(behind.bytes, behind.charset);
  if (iconv.encodingExists(charset))
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes that are not valid UTF-8: UTF-8 with accidents in it, or not UTF-8 at all? */
function mostlyUtf8(bytes: Uint8Array): string {
  const text = decodeMixed(bytes);
  const raw = new TextDecoder().decode(bytes);
  const broken = raw.length - raw.replaceAll('\uFFFD', '').length;
  const sound = (raw.match(/[^\p{ASCII}\uFFFD]/gu) ?? []).length;
  return sound > 0 && 2 * sound >= broken ? text : iconv.decode(Buffer.from(bytes), 'windows-1252');
}

/** UTF-8 in which each stray byte is read as windows-1252. */
function decodeMixed(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString('latin1');
  return latin.replaceAll(
    /(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+|[\x80-\xff]+/g,
    (run) => {
      const part = Buffer.from(run, 'latin1');
      return isUtf8(part) ? part.toString('utf8') : iconv.decode(part, 'windows-1252');
    },
  );
}
