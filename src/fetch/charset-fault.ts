// Where a document says it is in another charset than it is, or does not say: readers that believe it show wrong letters.
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { charsetOf, declaration } from './decode.ts';

/** One sentence without its full stop; undefined when nothing is wrong. What we read is right all the same, as far as can be. */
export function charsetFault(bytes: Uint8Array, contentType?: string): string | undefined {
  if (isAscii(bytes) || hasWideMark(bytes)) return undefined;
  const byHttp = charsetOf(contentType);
  const byXml = charsetOf(declaration(bytes));
  const declared = byHttp ?? byXml;
  if (isUtf8(bytes)) {
    return declared === undefined || isUnicode(declared)
      ? undefined
      : `it is in UTF-8 but ${sayer(byHttp)} says ${declared}; it was read as UTF-8`;
  }
  if (declared === undefined)
    return 'it names no charset and is not in UTF-8; it was read as windows-1252, which is a guess';
  if (byHttp === 'ascii' && byXml !== undefined && byXml !== 'ascii' && isKnown(byXml))
    return `HTTP says ascii, which its bytes are not; it was read as ${byXml}, as the document says`;
  if (isUnicode(declared) || declared === 'ascii')
    return `${sayer(byHttp)} says ${declared}, which its bytes are not; the wrong ones were read as windows-1252`;
  if (!isKnown(declared))
    return `${sayer(byHttp)} names a charset that nobody knows (${declared}); it was read as windows-1252`;
  if (byHttp !== undefined && byXml !== undefined && byHttp !== byXml && isKnown(byXml)) {
    return `HTTP says ${byHttp} but the document says ${byXml}; HTTP was believed`;
  }
  return undefined;
}

const sayer = (byHttp: string | undefined): string => (byHttp === undefined ? 'the document' : 'HTTP');
const isUnicode = (name: string): boolean => /^(?:utf|ucs)/.test(name);

function isKnown(name: string): boolean {
  if (iconv.encodingExists(name)) return true;
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/** UTF-16 and UTF-32 are told by their first bytes, whatever anybody says. */
function hasWideMark([a = -1, b = -1, c = -1]: Uint8Array): boolean {
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0 || c === 0;
}
