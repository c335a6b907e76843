/** Letters and digits that cannot be taken for each other on paper. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 16;

/** About 93 bits. */
export function randomPassword(): string {
  let made = '';
  // Bytes past the last whole alphabet are thrown away: each letter is as likely as any other.
  const most = 256 - (256 % ALPHABET.length);
  while (made.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < most && made.length < LENGTH) made += ALPHABET[byte % ALPHABET.length];
    }
  }
  return made;
}
