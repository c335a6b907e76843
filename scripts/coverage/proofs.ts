/** How a row of the table names its proof. */
export interface Proof {
  /** From the root of the checkout. */
  readonly file: string;
  /** The test's title as in the source, with as many of its describes before it (` > `) as tell it from others. */
  readonly title: string;
  /** Of a test that stands for many: the case, as a word that stands in the file. */
  readonly of?: string;
}
export interface Row {
  readonly proofs: readonly Proof[];
  /** What is different here, such as that this server does not have it. */
  readonly note?: string;
}
export type Table = Readonly<Record<string, Row>>;

type Maker = (title: string, of?: string | number) => Proof;
const inFolder =
  (folder: string) =>
  (file: string): Maker =>
  (title, of) => ({ file: `${folder}/${file}.test.ts`, title, ...(of === undefined ? {} : { of: String(of) }) });
export const engine = inFolder('packages/engine/test');
export const client = inFolder('packages/client/test');
export const server = inFolder('packages/server/test');
export const protocol = inFolder('packages/protocol/test');
export const virtual = inFolder('e2e/virtual');

export const row = (...proofs: readonly Proof[]): Row => ({ proofs });
export const noted = (note: string, ...proofs: readonly Proof[]): Row => ({ proofs, note });
/** The same proof for several. */
export const rows = (names: readonly (string | number)[], make: (name: string) => Row): Table =>
  Object.fromEntries(names.map((name) => [String(name), make(String(name))]));
