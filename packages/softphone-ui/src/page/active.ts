/** Which toolbar of the page shortcuts are for: the one that was used last, else the first. */
const toolbars: object[] = [];
let used: object | null = null;

/** One that is only moved within the page keeps its place. */
export function enter(toolbar: object): void {
  if (!toolbars.includes(toolbar)) toolbars.push(toolbar);
}
export function leave(toolbar: object): void {
  const at = toolbars.indexOf(toolbar);
  if (at >= 0) toolbars.splice(at, 1);
  if (used === toolbar) used = null;
}
export const use = (toolbar: object): void => {
  used = toolbar;
};
export const isActive = (toolbar: object): boolean => (used ?? toolbars[0]) === toolbar;
