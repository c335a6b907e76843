/** An argument that counts something. */
export function positive(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} wants a positive whole number`);
  return value;
}
