/**
 * A double click is one click: the second half must not close the menu that the first one opened, nor ask the server once
 * more for what is under way. Keys have no second half (`detail` 0).
 */
export const single =
  (run: () => unknown) =>
  ({ detail }: MouseEvent): void => {
    if (detail < 2) run();
  };
