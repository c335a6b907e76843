/**
 * What the agent is told while there is no line. Each try says the same: it is told once, with what to do about it, and where
 * the CRM gave no token that is named, and not the server.
 */
import type { Words } from '../texts/say.ts';

export class LineNews {
  #tokenProblem = '';
  #told = false;

  /** The page's way to a token, watched. */
  watched(provider: () => Promise<string>): () => Promise<string> {
    return async () => {
      this.#tokenProblem = '';
      try {
        return await provider();
      } catch (problem) {
        this.#tokenProblem = problem instanceof Error ? problem.message : String(problem);
        throw problem;
      }
    };
  }
  /** The next failure is news again. */
  lineUp(): void {
    this.#told = false;
  }
  /** Tips of the tries after the first one say nothing new. */
  get isQuiet(): boolean {
    return this.#told;
  }
  /** A try has failed; null: the agent knows. `text` is what the client has said of it. */
  failed({ say }: Words, text: string): { readonly text: string; readonly remedy: string } | null {
    if (this.#told) return null;
    this.#told = true;
    return this.#tokenProblem
      ? { text: say('noToken', { problem: this.#tokenProblem }), remedy: say('noTokenHint') }
      : { text, remedy: say('noLineHint') };
  }
}
