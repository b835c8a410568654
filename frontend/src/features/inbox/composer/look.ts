// How the field and the frame around it look, for answers and notes alike.

export const formLook =
  'relative mx-4 rounded-md border has-[textarea:focus-visible]:border-focus has-[textarea:focus-visible]:shadow-[0_0_0_1px_var(--focus-color)] max-tablet:mx-0 max-tablet:rounded-none max-tablet:border-x-0 max-tablet:border-b-0';
export const fieldLook =
  'field-sizing-content block max-h-48 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 pb-0.5 text-14 outline-none focus-visible:shadow-none max-tablet:max-h-32 max-tablet:pb-2 max-tablet:text-16';
