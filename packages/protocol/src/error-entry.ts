/** The form of an entry in the catalogue of errors (errors.ts). */
export type Lang = 'zh-CN' | 'en';
export interface ErrorEntry {
  readonly zh: string;
  readonly en: string;
  /** Why it happens, for the reference. */
  readonly cause: string;
  readonly remedy: { readonly zh: string; readonly en: string };
}
export const entry = (zh: string, en: string, cause: string, remedyZh: string, remedyEn: string): ErrorEntry => ({
  zh,
  en,
  cause,
  remedy: { zh: remedyZh, en: remedyEn },
});
