// Tokens at rest: AES-256-GCM, bound to the workspace they belong to, under a key that is named beside them. Keys change
// by putting a new one in front: it seals whatever is written from then on, those behind it still open what they sealed.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

export type Sealed = { readonly keyId: string; readonly sealed: string };

export type KeyRing = {
  /** Names the key that seals, and tells nothing of it. */
  readonly keyId: string;
  readonly has: (keyId: string) => boolean;
  seal(text: string, owner: string): Sealed;
  /** Undefined when it was not sealed by a key of the ring for this owner. */
  open(sealed: Sealed, owner: string): string | undefined;
};

/** `keys`: 32 bytes in base64 each, the one that seals first. */
export function createKeyRing(keys: readonly string[]): KeyRing {
  const byId = new Map(keys.map((key) => [idOf(key), Buffer.from(key, 'base64')]));
  const [first] = byId;
  if (first === undefined) throw new Error('a key ring needs a key');
  const [keyId, sealing] = first;
  return {
    keyId,
    has: (id) => byId.has(id),

    seal(text, owner) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(ALGORITHM, sealing, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { keyId, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
    },

    open({ keyId: id, sealed }, owner) {
      const key = byId.get(id);
      const all = Buffer.from(sealed, 'base64');
      if (key === undefined || all.length < NONCE + TAG) return undefined;
      const decipher = createDecipheriv(ALGORITHM, key, all.subarray(0, NONCE)).setAAD(Buffer.from(owner));
      decipher.setAuthTag(all.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(all.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function idOf(key: string): string {
  return createHash('sha256')
    .update('summit-watch key id')
    .update(Buffer.from(key, 'base64'))
    .digest('hex')
    .slice(0, 12);
}
