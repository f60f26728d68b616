// Tokens at rest: AES-256-GCM, bound to the workspace they belong to, under a key that is named beside them.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

export type Seal = {
  /** Names the key and tells nothing of it. */
  readonly keyId: string;
  seal(text: string, owner: string): string;
  /** Undefined when it was not sealed by this key for this owner. */
  open(sealed: string, owner: string): string | undefined;
};

/** `key`: 32 bytes in base64. */
export function createSeal(key: string): Seal {
  const bytes = Buffer.from(key, 'base64');
  return {
    keyId: createHash('sha256').update('summit-watch key id').update(bytes).digest('hex').slice(0, 12),

    seal(text, owner) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(ALGORITHM, bytes, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },

    open(sealed, owner) {
      const all = Buffer.from(sealed, 'base64');
      if (all.length < NONCE + TAG) return undefined;
      const decipher = createDecipheriv(ALGORITHM, bytes, all.subarray(0, NONCE)).setAAD(Buffer.from(owner));
      decipher.setAuthTag(all.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(all.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
